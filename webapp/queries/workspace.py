"""What the page of a workspace shows."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from webapp.charts.chart import Chart
from webapp.errors import CatalogError
from webapp.metadata import Context
from webapp.producers import ContextReading, read_context
from webapp.queries import facts, snippet
from webapp.queries.between_runs import Crossing
from webapp.queries.context import workspace_context
from webapp.queries.facts import Fact
from webapp.queries.freshness import Freshness, standing
from webapp.queries.holding import Counts, Holding
from webapp.queries.indexed.workspace import is_known, known_counts, known_holding
from webapp.queries.live.workspace import live_counts, live_holding
from webapp.queries.members import Members
from webapp.queries.rows import ArtifactRow, ExecutionRow, WorkspaceRow, workspace_row
from webapp.queries.runs import Runs
from webapp.queries.shown import Values, short_labels, stored_values
from webapp.queries.sources import Sources
from webapp.queries.type_counts import Counted
from webapp.queries.whereabouts import ContextLine, context_lines
from webapp.store.contexts import contexts_below, contexts_holding

AT_ONCE: Final = 1.0  # seconds for what is asked for together


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
    """The page of a workspace; `children` are the contexts it holds that are no runs.

    `freshness` is the catalog's, None where what the workspace holds was read from the store.
    """

    about: WorkspaceRecord
    models: tuple[ArtifactRow, ...]
    runs: Runs
    crossings: tuple[Crossing, ...]
    activity: Chart | None
    parents: tuple[ContextLine, ...]
    children: tuple[ContextLine, ...]
    artifacts: tuple[ArtifactRow, ...]
    executions: tuple[ExecutionRow, ...]
    properties: Values
    python: str
    facts: tuple[Fact, ...]
    freshness: Freshness | None = None

    @property
    def row(self) -> WorkspaceRow:
        """The workspace as a list shows it."""
        return self.about.row

    @property
    def labels(self) -> dict[str, str]:
        """Its labels, short enough for chips."""
        return short_labels(self.row.labels)


class _Found(Struct, frozen=True):
    counts: Counts
    holding: Holding
    freshness: Freshness | None = None


def workspace_record(sources: Sources, context_id: int) -> WorkspaceRecord:
    """The workspace of that id and its counts; NotFoundError if there is none."""
    sources.store.read_around(context_id, AT_ONCE)
    context = workspace_context(sources.store, context_id)
    counts = _known_counts(sources, context)
    if counts is None:
        counts = live_counts(sources.store, sources.census.counting(sources.store), context)
    return _record(context, counts)


def workspace_page(sources: Sources, context_id: int) -> WorkspacePage:
    """Everything that the page of that workspace shows; NotFoundError if there is none."""
    store = sources.store
    store.read_around(context_id, AT_ONCE)
    context = workspace_context(store, context_id)
    children, _ = contexts_below(store, context_id)
    found = _known(sources, context, children) or _live(sources, context, children)
    about, holding = _record(context, found.counts), found.holding
    parents, _ = contexts_holding(store, "context", context_id)
    return WorkspacePage(
        about=about,
        models=holding.models,
        runs=holding.runs,
        crossings=holding.crossings,
        activity=holding.activity,
        parents=context_lines(parents),
        children=tuple(one for one in context_lines(children) if one.reading.role != "run"),
        artifacts=holding.artifacts,
        executions=holding.executions,
        properties=stored_values(context.properties, context.custom_properties, 40_000),
        python=snippet.python(store.address, "context", context.type, context_id),
        facts=tuple(_facts(about)),
        freshness=found.freshness,
    )


def _known(sources: Sources, context: Context, children: Sequence[Context]) -> _Found | None:
    """What a whole catalog knows, None where the store has to be asked."""
    stands = standing(sources.catalog, sources.now)
    if stands.snapshot is None:
        return None
    try:
        if not is_known(stands.snapshot, context, bool(children)):
            return None
        return _Found(
            known_counts(sources.store, stands.snapshot, context),
            known_holding(sources.store, stands.snapshot, context, children),
            stands.freshness,
        )
    except CatalogError:
        return None


def _known_counts(sources: Sources, context: Context) -> Counts | None:
    """The same of counts alone. The twin does not tell their age, so they have to be new."""
    stands = standing(sources.catalog, sources.now)
    if stands.snapshot is None or stands.freshness.is_late:
        return None
    try:
        children, _ = contexts_below(sources.store, context.id)
        is_whole = is_known(stands.snapshot, context, bool(children))
        return known_counts(sources.store, stands.snapshot, context) if is_whole else None
    except CatalogError:
        return None


def _live(sources: Sources, context: Context, children: Sequence[Context]) -> _Found:
    store = sources.store
    counts = live_counts(store, sources.census.counting(store), context)
    return _Found(counts, live_holding(store, context, children, counts.below))


def _record(context: Context, counts: Counts) -> WorkspaceRecord:
    artifacts, executions = counts.artifacts, counts.executions
    row = workspace_row(
        context,
        artifacts.all.number,
        executions.all.number,
        exact=artifacts.all.exact and executions.all.exact,
    )
    return WorkspaceRecord(context, read_context(context), row, artifacts, executions, counts.below)


def _facts(about: WorkspaceRecord) -> Sequence[Fact]:
    context = about.context
    return [
        facts.type_fact(context, about.row.short_type),
        Fact("ID", str(context.id)),
        *facts.moments(context),
        *facts.told(about.reading.facts),
        *facts.texts(external_id=context.external_id),
    ]
