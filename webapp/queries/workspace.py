"""What the page of a workspace shows."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from webapp.charts.chart import Chart
from webapp.metadata import Context, Kind
from webapp.producers import ContextReading, family, read_context, short_type
from webapp.producers.reading import Family
from webapp.queries import facts, snippet
from webapp.queries.between_runs import Crossing, crossings
from webapp.queries.context import workspace_context
from webapp.queries.counts import Count
from webapp.queries.facts import Fact
from webapp.queries.list_rows import artifact_list_rows, execution_list_rows
from webapp.queries.live.census import Counting
from webapp.queries.live.tallies import Tally
from webapp.queries.members import Members, members, models_of
from webapp.queries.rows import (
    ArtifactRow,
    ExecutionRow,
    WorkspaceRow,
    workspace_row,
)
from webapp.queries.runs import RunLine, mentions_of, runs_of
from webapp.queries.shown import Values, short_labels, stored_values
from webapp.queries.timelines import activity
from webapp.queries.whereabouts import ContextLine, context_lines
from webapp.store.client import Store
from webapp.store.paging import Record

SCANNED: Final = 300  # newest rows that runs and models are looked for in
NEWEST: Final = 15
MOST_MODELS: Final = 12


class TypeCount(Struct, frozen=True):
    """How many artifacts or executions of one type there are."""

    type_id: int
    name: str
    short: str
    family: Family
    number: int


class Counted(Struct, frozen=True):
    """The artifacts or executions of a workspace: all, and by type, the most frequent first."""

    kind: Kind
    all: Count
    by_type: tuple[TypeCount, ...]


class WorkspaceRecord(Struct, frozen=True):
    """A workspace with its counts; this is all that its twin needs.

    `below` is what the contexts below it hold, where it holds nothing of its own.
    """

    context: Context
    reading: ContextReading
    row: WorkspaceRow
    artifacts: Counted
    executions: Counted
    below: Members | None = None


class WorkspacePage(Struct, frozen=True):
    """The page of a workspace.

    `scanned` is how many executions its runs were looked for in, 0 where that was all of them;
    `children` are the contexts it holds that are no runs.
    """

    about: WorkspaceRecord
    models: tuple[ArtifactRow, ...]
    runs: tuple[RunLine, ...]
    crossings: tuple[Crossing, ...]
    scanned: int
    activity: Chart | None
    parents: tuple[ContextLine, ...]
    children: tuple[ContextLine, ...]
    artifacts: tuple[ArtifactRow, ...]
    executions: tuple[ExecutionRow, ...]
    properties: Values
    python: str
    facts: tuple[Fact, ...]

    @property
    def row(self) -> WorkspaceRow:
        """The workspace as a list shows it."""
        return self.about.row

    @property
    def labels(self) -> dict[str, str]:
        """Its labels, short enough for chips."""
        return short_labels(self.row.labels)


def workspace_record(store: Store, counting: Counting, context_id: int) -> WorkspaceRecord:
    """The workspace of that id and its counts; NotFoundError if there is none."""
    context = workspace_context(store, context_id)
    artifacts = _counted(store, "artifact", counting.of_members("artifact", context_id))
    executions = _counted(store, "execution", counting.of_members("execution", context_id))
    below = None
    if artifacts.all == executions.all == Count(0):
        below = members(store, context, SCANNED)
        artifacts = _among(store, "artifact", below.artifacts, cut=below.artifacts_cut)
        executions = _among(store, "execution", below.executions, cut=below.executions_cut)
    row = workspace_row(
        context,
        artifacts.all.number,
        executions.all.number,
        exact=artifacts.all.exact and executions.all.exact,
    )
    return WorkspaceRecord(context, read_context(context), row, artifacts, executions, below)


def workspace_page(store: Store, counting: Counting, context_id: int) -> WorkspacePage:
    """Everything that the page of that workspace shows; NotFoundError if there is none."""
    about = workspace_record(store, counting, context_id)
    context = about.context
    held = about.below or members(store, context, SCANNED)
    executions = execution_list_rows(store, held.executions)
    children = context_lines(store.children_of_context(context_id))
    mentions = tuple(mentions_of(store, context, held.executions))
    return WorkspacePage(
        about=about,
        models=models_of(store, held.artifacts, MOST_MODELS),
        runs=runs_of(store, context, mentions),
        crossings=crossings(store, mentions),
        scanned=len(held.executions) if held.executions_cut else 0,
        activity=activity(executions),
        parents=context_lines(store.parents_of_context(context_id)),
        children=tuple(one for one in children if one.reading.role != "run"),
        artifacts=artifact_list_rows(store, held.artifacts[:NEWEST]),
        executions=executions[:NEWEST],
        properties=stored_values(context.properties, context.custom_properties, 40_000),
        python=snippet.python(store.address, "context", context.type, context_id),
        facts=tuple(_facts(about)),
    )


def _facts(about: WorkspaceRecord) -> Sequence[Fact]:
    context = about.context
    return [
        facts.type_fact(context, about.row.short_type),
        Fact("ID", str(context.id)),
        *facts.moments(context),
        *facts.told(about.reading.facts),
        *facts.texts(external_id=context.external_id),
    ]


def _counted(store: Store, kind: Kind, tally: Tally) -> Counted:
    names = {one.id: one.name for one in store.types(kind)}
    return Counted(kind, tally.count(), tuple(_by_type(names, Counter(tally.by_type))))


def _among(store: Store, kind: Kind, records: Sequence[Record], *, cut: bool) -> Counted:
    tally = Tally(by_type=Counter(one.type_id for one in records), exact=not cut)
    return _counted(store, kind, tally)


def _by_type(names: dict[int, str], counts: Counter[int]) -> Sequence[TypeCount]:
    return [
        TypeCount(type_id, name, short := short_type(name), family(short), number)
        for type_id, number in counts.most_common()
        for name in [names.get(type_id, "")]
    ]
