"""The records of a comparison, each with everything that is compared of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from webapp.metadata import Artifact, Event, Execution, Properties
from webapp.producers import (
    ArtifactReading,
    ExecutionReading,
    masked_properties,
    read_artifact,
    read_execution,
)
from webapp.queries.compare.changes import Said
from webapp.queries.compare.paths import flattened
from webapp.queries.evaluations import (
    MetricKey,
    evaluations_of,
    is_model,
    metric_name,
    metrics_of,
)
from webapp.queries.facts import term
from webapp.queries.neighbours import by_artifact, by_execution, in_order
from webapp.queries.phrases import Link
from webapp.queries.rows import ArtifactRow, ExecutionRow, artifact_row, execution_row
from webapp.store.client import Store
from webapp.store.pages import read_ids

Group: TypeAlias = Literal[
    "facts", "labels", "parameters", "evaluations", "inputs", "outputs", "steps", "properties"
]

MOST_BESIDE: Final = 60  # inputs or outputs of one execution that are named


@dataclass(frozen=True, slots=True)
class Told:
    """One value of a record, and what it leads to where it names another."""

    value: Said
    link: Link | None = None


Fields: TypeAlias = "dict[tuple[Group, str], Told]"


@dataclass(frozen=True, slots=True)
class Side:
    """A record and its fields, in the order in which a page shows them."""

    row: ArtifactRow | ExecutionRow
    fields: Mapping[tuple[Group, str], Told]

    @property
    def version(self) -> str:
        """Its version, "" where it has none."""
        return self.row.version if isinstance(self.row, ArtifactRow) else ""


def artifact_sides(store: Store, ids: Sequence[int]) -> list[Side]:
    """The artifacts among `ids` that can be read, in that order."""
    found, _ = read_ids(store, "artifact", ids)
    records = [one for key in ids if isinstance(one := found.get(key), Artifact)]
    events = in_order(store.events_of_artifacts(one.id for one in records))
    named_by = by_artifact(events)
    models = [one for one in records if is_model(one)]
    spoken = evaluations_of(store, models, events) if models else ()
    beside = _Beside(store, _first_makers(events))
    sides = []
    for one in records:
        own = named_by.get(one.id, [])
        reading = read_artifact(one, own, store.contexts_of_artifact(one.id))
        row = artifact_row(one, reading)
        maker = next((event.execution_id for event in own if event.is_output), 0)
        fields: Fields = {
            **_artifact_facts(one, row, reading),
            **_flat("labels", reading.labels),
            **_flat("parameters", reading.parameters),
            **_evaluations(metrics_of(one.id, reading, spoken)),
            **beside.of_maker(maker),
            **_properties(one),
        }
        sides.append(Side(row, fields))
    return sides


def execution_sides(store: Store, ids: Sequence[int]) -> list[Side]:
    """The executions among `ids` that can be read, in that order."""
    beside = _Beside(store, ids)
    sides = []
    for one in beside.executions(ids):
        contexts = store.contexts_of_execution(one.id)
        reading = read_execution(one, contexts, beside.events.get(one.id, ()))
        row = execution_row(one, reading)
        fields: Fields = {
            **_execution_facts(row, reading),
            **_flat("labels", reading.labels),
            **_flat("parameters", reading.parameters),
            **{("evaluations", name): Told(value) for name, value in reading.metrics.items()},
            **beside.around("inputs", one.id),
            **beside.around("outputs", one.id),
            **_properties(one),
        }
        sides.append(Side(row, fields))
    return sides


class _Beside:
    """What executions read and made, read for all of them at once."""

    def __init__(self, store: Store, ids: Sequence[int]) -> None:
        found, _ = read_ids(store, "execution", dict.fromkeys(ids))
        self._found = {key: one for key, one in found.items() if isinstance(one, Execution)}
        events = in_order(store.events_of_executions(self._found))
        self.events = by_execution(events)
        near = {
            event.artifact_id
            for own in self.events.values()
            for side in (True, False)
            for event in [one for one in own if one.is_output == side][:MOST_BESIDE]
        }
        records, _ = read_ids(store, "artifact", near)
        named_by = by_artifact(events)
        self._artifacts = {
            key: artifact_row(one, read_artifact(one, named_by.get(key, ())))
            for key, one in records.items()
            if isinstance(one, Artifact)
        }

    def executions(self, ids: Iterable[int]) -> Iterator[Execution]:
        """Those of `ids` that can be read, in that order."""
        return (self._found[key] for key in ids if key in self._found)

    def of_maker(self, execution_id: int) -> Fields:
        """An artifact's maker: which it was, what it read, and its parameters."""
        maker = self._found.get(execution_id)
        if maker is None:
            return {}
        reading = read_execution(maker, (), self.events.get(maker.id, ()))
        told = Told(_numbered(reading.name, maker.id), Link("execution", maker.id))
        return {
            ("facts", "Made by"): told,
            **self.around("inputs", maker.id),
            **_flat("steps", reading.parameters),
        }

    def around(self, group: Literal["inputs", "outputs"], execution_id: int) -> Fields:
        """The artifacts on one side of an execution, by their role there, else by their name."""
        events = [
            one
            for one in self.events.get(execution_id, ())
            if one.is_output == (group == "outputs")
        ]
        fields: Fields = {}
        for event in events[:MOST_BESIDE]:
            row = self._artifacts.get(event.artifact_id)
            name = row.name if row else "Artifact"
            title = f"{name} {row.version}" if row and row.version else name
            told = Told(_numbered(title, event.artifact_id), Link("artifact", event.artifact_id))
            fields[group, _free(fields, group, event.role or name)] = told
        return fields


def _free(fields: Fields, group: Group, name: str) -> str:
    """The name, with a number where it is taken."""
    count, free = 1, name
    while (group, free) in fields:
        count += 1
        free = f"{name} {count}"
    return free


def _first_makers(events: Iterable[Event]) -> list[int]:
    makers: dict[int, int] = {}
    for event in events:
        if event.is_output:
            makers.setdefault(event.artifact_id, event.execution_id)
    return list(makers.values())


def _numbered(name: str, record_id: int) -> str:
    own = f"#{record_id}"
    return name if name.endswith(own) else f"{name} {own}"


def _artifact_facts(record: Artifact, row: ArtifactRow, reading: ArtifactReading) -> Fields:
    plain: dict[str, str | datetime | None] = {
        "Type": row.short_type,
        "Name": row.name,
        "Version": row.version,
        "Workspace": row.workspace,
        "Run": row.run,
        "Owner": row.owner,
        "State": row.state,
        "Created": row.created,
        "URI": row.uri,
        "External ID": record.external_id,
        "Description": reading.description,
    }
    return _facts(plain, reading.facts)


def _execution_facts(row: ExecutionRow, reading: ExecutionReading) -> Fields:
    seconds = row.duration_seconds
    plain: dict[str, str | datetime | None] = {
        "Type": row.short_type,
        "Name": row.name,
        "Workspace": row.workspace,
        "Run": row.run,
        "Owner": row.owner,
        "State": row.state,
        "Failure": row.failure,
        "Started": row.started,
        "Ended": row.finished,
        "Description": reading.description,
    }
    fields = _facts(plain, reading.facts)
    if seconds is not None:
        fields["facts", "Duration in seconds"] = Told(seconds)
    if row.cached_from is not None:
        link = Link("execution", row.cached_from)
        fields["facts", "Cached from"] = Told(f"#{row.cached_from}", link)
    return fields


def _facts(plain: Mapping[str, str | datetime | None], told: Properties) -> Fields:
    fields: Fields = {("facts", name): Told(value) for name, value in plain.items() if value}
    for name, value in told.items():
        for path, one in flattened(name, value):
            fields.setdefault(("facts", term(path)), Told(one))
    return fields


def _evaluations(told: Mapping[MetricKey, float]) -> Fields:
    return {("evaluations", metric_name(key)): Told(value) for key, value in told.items()}


def _flat(group: Group, named: Properties | Mapping[str, str]) -> Fields:
    return {
        (group, path): Told(one)
        for name, value in named.items()
        for path, one in flattened(name, value)
    }


def _properties(record: Artifact | Execution) -> Fields:
    stored = {**record.custom_properties, **record.properties}
    return _flat("properties", masked_properties(stored))
