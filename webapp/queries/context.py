"""What the page of any context shows: a pipeline's run, a node, or a group nobody knows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from webapp.charts.chart import Chart
from webapp.errors import NotFoundError
from webapp.metadata import Context
from webapp.producers import ContextReading, read_context
from webapp.queries import facts, snippet
from webapp.queries.facts import Fact
from webapp.queries.gathered import context_sentence
from webapp.queries.list_rows import artifact_list_rows, execution_list_rows
from webapp.queries.members import members
from webapp.queries.phrases import Link, Phrase
from webapp.queries.rows import ArtifactRow, ExecutionRow
from webapp.queries.shown import Values, short_labels, stored_values, values
from webapp.queries.steps import Steps, steps_of
from webapp.queries.timelines import activity, run_timeline
from webapp.queries.whereabouts import ContextLine, context_lines
from webapp.store.client import Store
from webapp.store.contexts import contexts_below, contexts_holding

MOST_ARTIFACTS: Final = 100
MOST_CONTEXTS: Final = 100
NEWEST: Final = 15  # executions of contexts below


class ContextRecord(Struct, frozen=True):
    """A context with those that hold it and those it holds; this is all that its twin needs."""

    context: Context
    reading: ContextReading
    parents: tuple[ContextLine, ...]
    children: tuple[ContextLine, ...]


class Typed(Struct, frozen=True):
    """The artifacts of one type, newest first."""

    type: str
    rows: tuple[ArtifactRow, ...]


class ContextPage(Struct, frozen=True):
    """The page of a context; `more_artifacts` is whether it holds older ones than are shown.

    Of a context that holds nothing of its own, `executions` are the newest of those `through` which
    it holds any.
    """

    about: ContextRecord
    sentence: tuple[Phrase, ...]
    steps: Steps
    executions: tuple[ExecutionRow, ...]
    timeline: Chart | None
    through: tuple[Context, ...]
    artifacts: tuple[Typed, ...]
    more_artifacts: bool
    told: Values
    facts: tuple[Fact, ...]
    properties: Values
    python: str

    @property
    def labels(self) -> dict[str, str]:
        """Its labels, short enough for chips."""
        return short_labels(self.about.reading.labels)

    @property
    def shown_artifacts(self) -> int:
        """How many artifacts are shown."""
        return sum(len(one.rows) for one in self.artifacts)

    @property
    def children(self) -> tuple[ContextLine, ...]:
        """The first contexts that it holds."""
        return self.about.children[:MOST_CONTEXTS]


def workspace_context(store: Store, context_id: int) -> Context:
    """The workspace of that id; NotFoundError if no context of it reads as one."""
    try:
        context = store.context(context_id)
    except NotFoundError:
        raise NotFoundError("workspace", context_id) from None
    if read_context(context).role != "workspace":
        raise NotFoundError("workspace", context_id)
    return context


def is_workspace(store: Store, context_id: int) -> bool:
    """Whether the context of that id has a workspace's page; NotFoundError if there is none."""
    return read_context(store.context(context_id)).role == "workspace"


def context_record(store: Store, context_id: int) -> ContextRecord:
    """The context of that id; NotFoundError if there is none."""
    context = store.context(context_id)
    parents, _ = contexts_holding(store, "context", context_id)
    children, _ = contexts_below(store, context_id)
    return ContextRecord(
        context=context,
        reading=read_context(context),
        parents=context_lines(parents),
        children=context_lines(children),
    )


def context_page(store: Store, context_id: int) -> ContextPage:
    """Everything that the page of that context shows; NotFoundError if there is none."""
    about = context_record(store, context_id)
    context = about.context
    held = members(store, context, MOST_ARTIFACTS)
    steps = Steps()
    if held.executions and not held.through:
        steps = steps_of(store, Link("context", context_id), [context])
    executions = execution_list_rows(store, held.executions) if held.through else ()
    return ContextPage(
        about=about,
        sentence=context_sentence(about.reading, about.parents, steps, held),
        steps=steps,
        executions=executions[:NEWEST],
        timeline=activity(executions) if held.through else run_timeline(steps.rows),
        through=held.through,
        artifacts=by_type(artifact_list_rows(store, held.artifacts)),
        more_artifacts=held.artifacts_cut,
        told=values(about.reading.facts, 40_000),
        facts=tuple(_facts(about)),
        properties=stored_values(context.properties, context.custom_properties),
        python=snippet.python(store.address, "context", context.type, context_id),
    )


def by_type(rows: Iterable[ArtifactRow]) -> tuple[Typed, ...]:
    """The artifacts of each type, the types in the order of their names."""
    found: dict[str, list[ArtifactRow]] = defaultdict(list)
    for row in rows:
        found[row.type].append(row)
    by_name = sorted(found.values(), key=lambda rows: (rows[0].short_type.lower(), rows[0].type))
    return tuple(Typed(rows[0].short_type, tuple(rows)) for rows in by_name)


def _facts(about: ContextRecord) -> Sequence[Fact]:
    context = about.context
    parents = [
        Fact(facts.term(one.reading.type), one.reading.name, one.link) for one in about.parents
    ]
    return [
        facts.type_fact(context, about.reading.type),
        Fact("ID", str(context.id)),
        *parents[:MOST_CONTEXTS],
        *facts.moments(context),
        *facts.texts(description=about.reading.description, external_id=context.external_id),
    ]
