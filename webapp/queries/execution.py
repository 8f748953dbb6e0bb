"""What the page of an execution shows."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.reader import Reader
from webapp.errors import StoreTimeoutError
from webapp.lineage.records import Key
from webapp.metadata import Event, Execution
from webapp.producers import ExecutionReading, read_execution
from webapp.queries import facts, snippet
from webapp.queries.earlier import Earlier, earlier
from webapp.queries.execution_facts import about as about_execution
from webapp.queries.execution_facts import place, pod_of, times
from webapp.queries.facts import Fact, Pod
from webapp.queries.last_good import last_good
from webapp.queries.lineage.foreseen import read_ahead
from webapp.queries.lineage.strip import ONE_STEP
from webapp.queries.neighbours import (
    MOST_ENDS,
    Ends,
    artifact_ends,
    in_order,
    read_artifact_rows,
    read_execution_rows,
)
from webapp.queries.originals import originals
from webapp.queries.outcome import Course, execution_sentence, usable
from webapp.queries.phrases import Phrase
from webapp.queries.rows import ArtifactRow, ExecutionRow, execution_row
from webapp.queries.shown import Values, short_labels, stored_values, values
from webapp.queries.steps import Steps, run_steps
from webapp.queries.upstream import REACH, failed_upstream
from webapp.queries.whereabouts import Whereabouts, whereabouts
from webapp.store.client import Store
from webapp.store.contexts import contexts_holding

MOST_TRACED: Final = 50  # inputs whose makers are named
# What the page is likely to need: what failed upstream of it, and what reads its outputs.
AHEAD: Final = replace(REACH, down=1)


class ExecutionRecord(Struct, frozen=True):
    """An execution with what it read and made; this is all that its twin needs.

    `origins` says which execution made an input first.
    """

    execution: Execution
    reading: ExecutionReading
    row: ExecutionRow
    home: Whereabouts
    inputs: Ends[ArtifactRow]
    outputs: Ends[ArtifactRow]
    origins: Mapping[int, int]


class ExecutionPage(Struct, frozen=True):
    """The page of an execution. `makers` are the executions that made its inputs, by input id.

    `earlier` has its parameters beside those of the last one of its name that completed before,
    `failed` are those upstream that failed.
    """

    about: ExecutionRecord
    sentence: tuple[Phrase, ...]
    usable: int
    makers: dict[int, ExecutionRow]
    steps: Steps
    parameters: Values
    last_good: int | None
    earlier: Earlier | None
    failed: tuple[ExecutionRow, ...]
    output_parameters: Values
    metrics: Values
    pod: Pod | None
    times: tuple[Fact, ...]
    contexts: tuple[Fact, ...]
    place: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    properties: Values
    python: str

    @property
    def row(self) -> ExecutionRow:
        """The execution as a list shows it."""
        return self.about.row

    @property
    def labels(self) -> dict[str, str]:
        """Its labels, short enough for chips."""
        return short_labels(self.row.labels)


def execution_record(
    store: Store, execution_id: int, catalog: Reader | None = None
) -> ExecutionRecord:
    """The execution of that id and its artifacts; NotFoundError if there is none."""
    read_ahead(store, catalog, [Key("execution", execution_id)], ONE_STEP, "contexts")
    execution = store.execution(execution_id)
    contexts, unreadable = contexts_holding(store, "execution", execution_id)
    events = in_order(store.events_of_executions([execution_id]))
    # An event whose type says nothing stands with the inputs: no event is left out.
    made = [one for one in events if one.is_output]
    read = [one for one in events if not one.is_output]
    ids = [one.artifact_id for one in (*read[:MOST_ENDS], *made[:MOST_ENDS])]
    traced = _traced(store, read)
    found = read_artifact_rows(store, ids, (*events, *traced))
    reading = read_execution(execution, contexts, events)
    row = execution_row(execution, reading)
    cached_from = originals(store, [row], events).get(row.id)
    return ExecutionRecord(
        execution=execution,
        reading=reading,
        row=replace(row, cached_from=cached_from),
        home=whereabouts(store, reading, contexts, unreadable),
        inputs=artifact_ends(found, read),
        outputs=artifact_ends(found, made),
        origins={one.artifact_id: one.execution_id for one in reversed(traced)},
    )


def execution_page(store: Store, execution_id: int, catalog: Reader | None = None) -> ExecutionPage:
    """Everything that the page of that execution shows; NotFoundError if there is none.

    Only a catalog finds the last one of its name that completed.
    """
    read_ahead(store, catalog, [Key("execution", execution_id)], AHEAD, "contexts")
    about = execution_record(store, execution_id)
    execution, reading, row = about.execution, about.reading, about.row
    pod = pod_of(reading, about.home)
    # Where a step's outputs are numbers, they are its metrics too: one table is enough.
    metrics = {k: v for k, v in reading.metrics.items() if k not in reading.output_parameters}
    course = Course(row, about.home, about.inputs, about.outputs)
    good = last_good(store, row, catalog)
    return ExecutionPage(
        about=about,
        sentence=execution_sentence(course),
        usable=usable(about.outputs),
        makers=_makers(store, about.origins),
        steps=run_steps(store, about.home, catalog),
        parameters=values(reading.parameters),
        last_good=good.id if good else None,
        earlier=earlier(reading.parameters, good.parameters, good.name) if good else None,
        failed=failed_upstream(store, execution_id),
        output_parameters=values(reading.output_parameters, 40_000),
        metrics=values(metrics, 20_000),
        pod=pod,
        times=tuple(times(row)),
        contexts=tuple(facts.context_facts(about.home)) or tuple(facts.places(about.home)),
        place=tuple(place(reading, pod)),
        facts=tuple(about_execution(store, execution, reading, row)),
        properties=stored_values(execution.properties, execution.custom_properties),
        python=snippet.python(store.address, "execution", execution.type, execution_id),
    )


def _traced(store: Store, read: Sequence[Event]) -> list[Event]:
    """How the first inputs were made, in order."""
    ids = islice(dict.fromkeys(one.artifact_id for one in read), MOST_TRACED)
    try:
        return in_order(one for one in store.events_of_artifacts(ids) if one.is_output)
    except StoreTimeoutError:
        return []


def _makers(store: Store, origins: Mapping[int, int]) -> dict[int, ExecutionRow]:
    rows = read_execution_rows(store, dict.fromkeys(origins.values()))
    return {key: rows[maker] for key, maker in origins.items() if maker in rows}
