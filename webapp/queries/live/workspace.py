"""What a workspace holds, from the store: exact counts, and its newest records looked through."""

from collections import Counter
from collections.abc import Iterable, Sequence

from webapp.errors import StoreTimeoutError
from webapp.metadata import Context, Event, Execution, Kind
from webapp.queries.between_runs import crossings
from webapp.queries.budget import ENOUGH_SECONDS
from webapp.queries.counts import Count
from webapp.queries.holding import LOOKED_AT, MOST_MODELS, NEWEST, Counts, Holding
from webapp.queries.list_rows import artifact_list_rows, execution_list_rows
from webapp.queries.live.census import Counting
from webapp.queries.members import Members, members, models_of
from webapp.queries.neighbours import by_execution
from webapp.queries.runs import mentions_of, runs_of
from webapp.queries.timelines import activity
from webapp.queries.type_counts import Counted, counted_by_id
from webapp.store.client import Store
from webapp.store.paging import Record


def live_counts(store: Store, counting: Counting, context: Context) -> Counts:
    """How much the workspace holds, or the contexts below it where it holds nothing."""
    artifacts, executions = (
        counted_by_id(store, kind, tally.count(), tally.by_type)
        for kind in ("artifact", "execution")
        for tally in [counting.of_members(kind, context.id)]
    )
    if not artifacts.all == executions.all == Count(0):
        return Counts(artifacts, executions)
    below = members(store, context, LOOKED_AT)
    return Counts(
        _among(store, "artifact", below.artifacts, cut=below.artifacts_cut),
        _among(store, "execution", below.executions, cut=below.executions_cut),
        below,
    )


def live_holding(
    store: Store, context: Context, children: Iterable[Context], below: Members | None
) -> Holding:
    """What the newest records of the workspace tell, or those `below` it."""
    held = below or members(store, context, LOOKED_AT)
    # Events tell when an execution ran that was written down only after it had.
    events = _events(store, held.executions)
    told = by_execution(events)
    mentions = tuple(mentions_of(store, context, held.executions, told))
    scanned = len(held.executions) if held.executions_cut else 0
    executions = execution_list_rows(store, held.executions, told)
    return Holding(
        models=models_of(store, held.artifacts, MOST_MODELS),
        runs=runs_of(children, mentions, scanned),
        crossings=crossings(store, mentions, events),
        artifacts=artifact_list_rows(store, held.artifacts[:NEWEST]),
        executions=executions[:NEWEST],
        activity=activity(executions),
    )


def _among(store: Store, kind: Kind, records: Sequence[Record], *, cut: bool) -> Counted:
    by_type = Counter(one.type_id for one in records)
    return counted_by_id(store, kind, Count(len(records), exact=not cut), by_type)


def _events(store: Store, executions: Sequence[Execution]) -> tuple[Event, ...]:
    """Their events; none where there is no time to ask for them."""
    if not executions or store.seconds_left < ENOUGH_SECONDS:
        return ()
    try:
        return store.events_of_executions(one.id for one in executions)
    except StoreTimeoutError:
        return ()
