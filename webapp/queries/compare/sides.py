"""The records of a comparison, each with everything that is compared of it."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from webapp.metadata import Artifact, Event
from webapp.producers import is_model, read_artifact, read_execution
from webapp.queries.compare.beside import Beside
from webapp.queries.compare.changes import Said
from webapp.queries.compare.fields import (
    Fields,
    Group,
    Told,
    artifact_facts,
    evaluations,
    execution_facts,
    flat,
    properties,
)
from webapp.queries.evaluations import evaluations_of, metrics_of
from webapp.queries.neighbours import by_artifact, in_order
from webapp.queries.rows import (
    ArtifactRow,
    ExecutionRow,
    artifact_row,
    execution_row,
    metrics_by_name,
)
from webapp.store.client import Store
from webapp.store.contexts import contexts_holding
from webapp.store.pages import read_ids


class Side(Struct, frozen=True):
    """A record and its fields, in the order in which a page shows them."""

    row: ArtifactRow | ExecutionRow
    fields: Mapping[tuple[Group, str], Told]

    @property
    def parameters(self) -> dict[str, Said]:
        """Its parameters by path."""
        return {
            name: told.value for (group, name), told in self.fields.items() if group == "parameters"
        }


def artifact_sides(store: Store, ids: Sequence[int]) -> list[Side]:
    """The artifacts among `ids` that can be read, in that order."""
    found, _ = read_ids(store, "artifact", ids)
    records = [one for key in ids if isinstance(one := found.get(key), Artifact)]
    events = in_order(store.events_of_artifacts(one.id for one in records))
    named_by = by_artifact(events)
    models = [one for one in records if is_model(one)]
    spoken = evaluations_of(store, models, events) if models else ()
    beside = Beside(store, _first_makers(events))
    sides = []
    for one in records:
        own = named_by.get(one.id, [])
        contexts, _ = contexts_holding(store, "artifact", one.id)
        reading = read_artifact(one, own, contexts)
        measured = metrics_by_name(about for about in spoken if about.model_id == one.id)
        row = artifact_row(one, reading, measured)
        maker = next((event.execution_id for event in own if event.is_output), 0)
        fields: Fields = {
            **artifact_facts(one, row, reading),
            **flat("labels", reading.labels),
            **flat("parameters", reading.parameters),
            **evaluations(metrics_of(one.id, reading, spoken)),
            **beside.of_maker(maker),
            **properties(one),
        }
        sides.append(Side(row, fields))
    return sides


def execution_sides(store: Store, ids: Sequence[int]) -> list[Side]:
    """The executions among `ids` that can be read, in that order."""
    beside = Beside(store, ids)
    sides = []
    for one in beside.executions(ids):
        contexts, _ = contexts_holding(store, "execution", one.id)
        reading = read_execution(one, contexts, beside.events.get(one.id, ()))
        row = execution_row(one, reading)
        fields: Fields = {
            **execution_facts(row, reading),
            **flat("labels", reading.labels),
            **flat("parameters", reading.parameters),
            **{("evaluations", name): Told(value) for name, value in reading.metrics.items()},
            **beside.around("inputs", one.id),
            **beside.around("outputs", one.id),
            **properties(one),
        }
        sides.append(Side(row, fields))
    return sides


def _first_makers(events: Iterable[Event]) -> list[int]:
    makers: dict[int, int] = {}
    for event in events:
        if event.is_output:
            makers.setdefault(event.artifact_id, event.execution_id)
    return list(makers.values())
