"""The overview, read from the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, cast

from webapp.catalog.rows import bounded
from webapp.metadata import Artifact, Context, Event, Execution
from webapp.producers import is_of_models, read_execution
from webapp.producers.states import execution_state
from webapp.queries.counts import Count
from webapp.queries.freshness import Freshness
from webapp.queries.list_rows import artifact_list_rows, execution_list_rows
from webapp.queries.lists.workspace_line import WorkspaceLine
from webapp.queries.live.census import Counting
from webapp.queries.live.scope import Scope, workspace_types
from webapp.queries.live.windows import RESERVE, Place, read_window
from webapp.queries.live.workspace_lines import workspace_lines
from webapp.queries.overview.page import (
    FAILURES,
    LAST_DAY,
    MODELS,
    FailureLine,
    Failures,
    Maker,
    ModelLine,
    Overview,
    latest_first,
)
from webapp.queries.sources import Sources
from webapp.store.client import Store
from webapp.store.pages import read_ids, read_page
from webapp.store.paging import LARGEST_PAGE, Listing

MOST_WORKSPACES: Final = 50  # newest workspaces among which the most active are looked for
MOST_EXECUTIONS: Final = 1000  # newest executions among which failed ones are looked for


def live_overview(sources: Sources, freshness: Freshness) -> Overview:
    """What the first page shows; raises StoreErrors."""
    store, now = sources.store, sources.now
    artifact_types = store.types("artifact")
    model_types = tuple(one for one in artifact_types if is_of_models(one.name))
    models = Scope("artifact", artifact_types, model_types)
    spaces = workspace_types(store)
    workspaces = Scope("context", spaces, spaces)
    model_lines = _models(store, models)
    failures = _failures(store, now)
    counting = sources.census.counting(store)
    artifacts = counting.of_kind("artifact")
    return Overview(
        freshness=freshness,
        artifacts=artifacts.count(),
        executions=counting.of_kind("execution").count(),
        workspaces=counting.of_kind("context").count(workspaces.type_ids),
        models=artifacts.count(models.type_ids),
        workspace_lines=_workspaces(store, counting, workspaces, now),
        model_lines=model_lines,
        failures=failures,
    )


def _workspaces(
    store: Store, counting: Counting, scope: Scope, now: datetime
) -> tuple[WorkspaceLine, ...]:
    newest = read_window(store, scope, Place(), MOST_WORKSPACES).records
    lines = workspace_lines(store, counting, cast("Sequence[Context]", newest), now)
    return latest_first(lines)


def _models(store: Store, scope: Scope) -> tuple[ModelLine, ...]:
    newest = read_window(store, scope, Place(), MODELS).records
    models = cast("Sequence[Artifact]", newest)
    if not models:
        return ()
    events = store.events_of_artifacts(one.id for one in models)
    makers = _makers(store, events)
    return tuple(
        ModelLine(row, makers.get(row.id), next(iter(row.metrics), ""))
        for row in artifact_list_rows(store, models, events)
    )


def _makers(store: Store, events: Sequence[Event]) -> dict[int, Maker]:
    # A cached execution puts the same model out again: the first one made it.
    made = sorted((one.execution_id, one.artifact_id) for one in events if one.is_output)
    first = {artifact_id: execution_id for execution_id, artifact_id in reversed(made)}
    executions, _ = read_ids(store, "execution", set(first.values()))
    return {
        artifact_id: Maker(execution_id, bounded(read_execution(found).name))
        for artifact_id, execution_id in first.items()
        if isinstance(found := executions.get(execution_id), Execution)
    }


def _failures(store: Store, now: datetime) -> Failures:
    failed: list[Execution] = []
    looked_at, last_day = 0, 0
    listing, cut = Listing(), False
    while True:
        page = read_page(store, "execution", listing, LARGEST_PAGE)
        records = cast("Sequence[Execution]", page.records)
        looked_at += len(records)
        here = [one for one in records if execution_state(one) == "FAILED"]
        failed += here
        last_day += sum(one.created is not None and now - one.created < LAST_DAY for one in here)
        oldest = records[-1].created if records else None
        whole_day = page.end is None or (oldest is not None and now - oldest >= LAST_DAY)
        if page.end is None or (whole_day and len(failed) >= FAILURES):
            break
        if looked_at >= MOST_EXECUTIONS or store.seconds_left < RESERVE:
            cut = True
            break
        listing = Listing(after=page.end)
    lines = tuple(
        FailureLine(row, row.failure or bounded(read_execution(one).description), row.created)
        for row, one in zip(execution_list_rows(store, failed[:FAILURES]), failed, strict=False)
    )
    return Failures(lines, Count(last_day, whole_day), looked_at, cut)
