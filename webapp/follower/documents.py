"""Records as documents of the catalog. No I/O: records in, documents out, secrets masked."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Final

from webapp.catalog.documents import Document
from webapp.follower.evaluations import NOTHING, Measured, named
from webapp.metadata import Artifact, Context, Event, Execution, Kind, Properties
from webapp.producers import (
    ArtifactReading,
    ExecutionReading,
    masked_properties,
    read_context,
)
from webapp.producers.lookup import ROLES, Role, place_name
from webapp.producers.scrubbing import scrubbed, without_keys
from webapp.producers.sdk_names import ALL_META

# Of a hub's neighbours the newest: they only say what a walk will ask for.
MOST_BESIDE: Final = 32


def artifact_document(
    artifact: Artifact,
    reading: ArtifactReading,
    events: Sequence[Event] = (),
    contexts: Sequence[Context] = (),
    measured: Measured = NOTHING,
) -> Document:
    """The document of an artifact; `events` and `contexts` are all of its own."""
    into, out_of = _parted(events)
    made = {event.execution_id for event in out_of}
    readers = {event.execution_id for event in into}
    own = reading.metrics
    properties, custom = _properties(artifact, reading)
    return Document(
        kind="artifact",
        id=artifact.id,
        type=artifact.type,
        short_type=reading.type,
        family=reading.family,
        name=reading.name,
        version=reading.version,
        workspaces=_names(reading.workspace, contexts, "workspace"),
        runs=_names(reading.run, contexts, "run"),
        owner=reading.owner,
        state=reading.state,
        uri=without_keys(artifact.uri),
        description=reading.description,
        external_id=_external_id(artifact, reading),
        created=artifact.created,
        updated=artifact.updated,
        used=_last(into),
        producers=len(made),
        consumers=len(readers),
        labels=reading.labels,
        metrics={**measured.metrics, **own},
        metric_sources={k: source for k, source in measured.sources.items() if k not in own},
        parameters=reading.parameters,
        properties=properties,
        custom_properties=custom,
        contexts=tuple(context.id for context in contexts),
        speaks_of=() if (model := named(reading)) is None else (model,),
        upstream=_newest(made),
        downstream=_newest(readers),
    )


def execution_document(
    execution: Execution,
    reading: ExecutionReading,
    events: Sequence[Event] = (),
    contexts: Sequence[Context] = (),
) -> Document:
    """The document of an execution; `events` and `contexts` are all of its own."""
    into, out_of = _parted(events)
    read = {event.artifact_id for event in into}
    made = {event.artifact_id for event in out_of}
    properties, custom = _properties(execution, reading)
    return Document(
        kind="execution",
        id=execution.id,
        type=execution.type,
        short_type=reading.type,
        name=reading.name,
        workspaces=_names(reading.workspace, contexts, "workspace"),
        runs=_names(reading.run, contexts, "run"),
        owner=reading.owner,
        state=reading.state,
        description=reading.description,
        failure=reading.failure,
        external_id=_external_id(execution, reading),
        created=execution.created,
        updated=execution.updated,
        started=reading.started,
        finished=reading.finished,
        inputs=len(read),
        outputs=len(made),
        labels=reading.labels,
        metrics=reading.metrics,
        parameters=reading.parameters,
        properties=properties,
        custom_properties=custom,
        contexts=tuple(context.id for context in contexts),
        upstream=_newest(read),
        downstream=_newest(made),
    )


def context_document(context: Context) -> Document:
    """The document of a context."""
    reading = read_context(context)
    return Document(
        kind="context",
        id=context.id,
        type=context.type,
        short_type=reading.type,
        role=reading.role,
        name=reading.name,
        description=reading.description,
        external_id=scrubbed(context.external_id),
        created=context.created,
        updated=context.updated,
        labels=reading.labels,
        properties=masked_properties(context.properties),
        custom_properties=masked_properties(context.custom_properties),
    )


def unreadable_document(kind: Kind, record_id: int) -> Document:
    """The document of a record that the store cannot give."""
    return Document(kind=kind, id=record_id, unreadable=True)


def _external_id(record: Artifact | Execution, reading: ArtifactReading | ExecutionReading) -> str:
    return scrubbed(record.external_id) if reading.may_hold_secrets else record.external_id


def _names(first: str, contexts: Sequence[Context], role: Role) -> tuple[str, ...]:
    """The name that is shown, then those of all contexts of that role."""
    if not contexts:
        return (first,) if first else ()
    others = (place_name(context) for context in contexts if ROLES.get(context.type) == role)
    return tuple(name for name in dict.fromkeys((first, *others)) if name)


def _properties(
    record: Artifact | Execution, reading: ArtifactReading | ExecutionReading
) -> tuple[Properties, Properties]:
    """The properties and the custom properties as stored, secrets masked.

    What the producer keeps in a text of its own is among them instead of that text.
    """
    stored, custom = record.properties, record.custom_properties
    if reading.may_hold_secrets:
        stored, custom = masked_properties(stored), masked_properties(custom)
    own = {name: value for name, value in reading.facts.items() if name not in custom}
    own |= stored
    own.pop(ALL_META, None)
    return own, custom


def _parted(events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    """The events that flow into executions, then those that flow out of them."""
    into: list[Event] = []
    out_of: list[Event] = []
    for event in events:
        (out_of if event.is_output else into).append(event)
    return into, out_of


def _last(events: Sequence[Event]) -> datetime | None:
    return max([event.time for event in events if event.time is not None], default=None)


def _newest(ids: AbstractSet[int]) -> tuple[int, ...]:
    return tuple(sorted(ids)[-MOST_BESIDE:])
