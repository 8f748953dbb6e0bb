"""Records as JSON: what the twins of pages hold.

JSON has no word for NaN and the infinities; they are written as the strings that protobuf's JSON
mapping has for them. Times are RFC 3339 in UTC, null where there is none.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final, TypeAlias

from webapp.metadata import Artifact, Context, Event, Execution, Type
from webapp.producers import ArtifactReading, ContextReading, ExecutionReading, masked_properties
from webapp.producers.scrubbing import scrubbed, without_keys

Content: TypeAlias = "None | bool | int | float | str | list[Content] | dict[str, Content]"

# What a row says, in this order; a row is any object with these attributes.
ARTIFACT_FIELDS: Final = (
    *("id", "type", "name", "version", "workspace", "run", "owner", "state", "uri"),
    *("created", "updated", "labels", "metrics"),
)
EXECUTION_FIELDS: Final = (
    *("id", "type", "name", "workspace", "run", "owner", "state", "created", "updated"),
    *("started", "finished", "duration_seconds", "failure", "labels", "metrics"),
)
WORKSPACE_FIELDS: Final = (
    *("id", "type", "name", "description", "created", "updated", "labels"),
    *("artifacts", "executions", "exact"),
)


def artifact_item(row: object, url: str) -> dict[str, Content]:
    """An artifact in a list."""
    return _item("artifact", row, ARTIFACT_FIELDS, url)


def execution_item(row: object, url: str) -> dict[str, Content]:
    """An execution in a list."""
    return _item("execution", row, EXECUTION_FIELDS, url)


def workspace_item(row: object, url: str) -> dict[str, Content]:
    """A workspace in a list."""
    return _item("workspace", row, WORKSPACE_FIELDS, url)


def context_item(context: Context, name: str) -> dict[str, Content]:
    """A context that holds a record."""
    return {"id": context.id, "type": context.type, "name": name}


def event_item(event: Event, other: int, type_name: str, name: str) -> dict[str, Content]:
    """One end of an event: the record of id `other`, and how it took part."""
    return {
        "id": other,
        "type": type_name,
        "name": name,
        "event": event.type,
        "role": event.role,
        "path": list(event.path),
        "time": rfc3339(event.time),
    }


def stored(record: Artifact | Execution | Context) -> dict[str, Content]:
    """What the store has of a record under its own names, secrets masked."""
    return {
        "type_id": record.type_id,
        "stored_name": without_keys(record.name),
        "external_id": scrubbed(record.external_id),
        "properties": content(masked_properties(record.properties)),
        "custom_properties": content(masked_properties(record.custom_properties)),
    }


def artifact_reading(reading: ArtifactReading) -> dict[str, Content]:
    """What an artifact's producer told of it, beyond what a list shows."""
    return {
        "description": reading.description,
        "parameters": content(reading.parameters),
        "labels": content(reading.labels),
        "model_id": reading.model_id,
        "data_set_id": reading.data_set_id,
    }


def execution_reading(reading: ExecutionReading) -> dict[str, Content]:
    """What an execution's producer told of it, beyond what a list shows."""
    return {
        "description": reading.description,
        "cached_from": reading.cached_from,
        "parameters": content(reading.parameters),
        "output_parameters": content(reading.output_parameters),
        "part_of": reading.part_of,
        "iteration": reading.iteration,
        "iterations": reading.iterations,
        "labels": content(reading.labels),
        "metrics": content(reading.metrics),
    }


def context_record(context: Context, reading: ContextReading, url: str) -> dict[str, Content]:
    """One context."""
    return {
        "kind": "context",
        "id": context.id,
        "type": context.type,
        "name": reading.name,
        "role": reading.role,
        "description": reading.description,
        "created": rfc3339(context.created),
        "updated": rfc3339(context.updated),
        "labels": content(reading.labels),
        "url": url,
        **stored(context),
    }


def type_record(found: Type, url: str) -> dict[str, Content]:
    """One type with its schema."""
    return {
        "kind": f"{found.kind}_type",
        "id": found.id,
        "name": found.name,
        "version": found.version,
        "description": found.description,
        "properties": content(found.properties),
        "url": url,
    }


def rfc3339(time: datetime | None) -> str | None:
    """The time in UTC with a Z, to the millisecond: all alike, for who reads a column of them.

    >>> rfc3339(datetime(2020, 4, 20, 13, 21, 12, tzinfo=UTC)), rfc3339(None)
    ('2020-04-20T13:21:12.000Z', None)
    """
    if time is None:
        return None
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def content(value: object) -> Content:
    """Any value of a record or row as JSON can hold it.

    >>> content({"loss": float("nan"), "layers": (10, 3)}), content(float("-inf"))
    ({'loss': 'NaN', 'layers': [10, 3]}, '-Infinity')
    """
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else _unusual(value)
        case datetime():
            return rfc3339(value)
        case Mapping():
            return {str(name): content(one) for name, one in value.items()}
        case Iterable():
            return [content(one) for one in value]
    return str(value)


def _item(kind: str, row: object, fields: Iterable[str], url: str) -> dict[str, Content]:
    said = {name: content(getattr(row, name)) for name in fields}
    return {"kind": kind, **said, "url": url}


def _unusual(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    return "Infinity" if number > 0 else "-Infinity"
