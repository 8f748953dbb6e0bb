"""Protobuf messages as records.

A store is hostile ground: text may not be UTF-8, times may lie outside the calendar, a struct may
hold NaN. Reading a record never fails.
"""

import base64
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from operator import itemgetter
from typing import Any, Final

from webapp.metadata import Artifact, Context, Event, Execution, Kind, Type, Value
from webapp.store.wire import mlpb, struct_pb2

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Up to here, in 2286, a float of seconds is right to the microsecond, and reading it is quicker.
EXACT_MILLISECONDS = 10**13
KEY = itemgetter(0)


def readable(stored: str | bytes) -> str:
    r"""Text as stored. What is not UTF-8 comes as bytes: its odd bytes become U+FFFD.

    >>> ascii(readable(bytes([97, 255])))
    "'a\\ufffd'"
    """
    return stored if isinstance(stored, str) else stored.decode("utf-8", "replace")


def text(message: Any, name: str) -> str:
    """The string field `name` of a message."""
    return readable(getattr(message, name))


def moment(milliseconds: int) -> datetime | None:
    """The time that many milliseconds after 1970, None for 0 and for what no calendar holds.

    >>> moment(0) is None, moment(2**62) is None
    (True, True)
    >>> moment(1_587_388_872_320).isoformat()
    '2020-04-20T13:21:12.320000+00:00'
    """
    if not milliseconds:
        return None
    if 0 < milliseconds < EXACT_MILLISECONDS:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    try:
        return EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def milliseconds(time: datetime | None) -> int:
    """Milliseconds from 1970 to `time`, 0 for None: the reverse of `moment`."""
    return (time - EPOCH) // timedelta(milliseconds=1) if time else 0


def struct(value: "struct_pb2.Struct") -> dict[str, Value]:
    """The JSON object of a struct."""
    return {readable(key): json_value(one) for key, one in value.fields.items()}


def json_value(value: "struct_pb2.Value") -> Value:
    """The JSON value of a struct's leaf or branch; whole numbers as int."""
    match value.WhichOneof("kind"):
        case "struct_value":
            return struct(value.struct_value)
        case "list_value":
            return [json_value(one) for one in value.list_value.values]
        case "number_value":
            number = value.number_value
            return int(number) if number.is_integer() and abs(number) < 2**53 else number
        case "string_value":
            return text(value, "string_value")
        case "bool_value":
            return value.bool_value
    return None


def property_value(value: "mlpb.Value") -> Value:
    """What one property holds (webapp.metadata.Value says how each MLMD type reads)."""
    match value.WhichOneof("value"):
        case "string_value":
            return readable(value.string_value)
        case "struct_value":
            return struct(value.struct_value)
        case "proto_value":
            packed = value.proto_value
            encoded = base64.b64encode(packed.value).decode("ascii")
            return {"@type": text(packed, "type_url"), "value": encoded}
        case None:
            return None
        case name:
            plain: Value = getattr(value, name)
            return plain


def properties(stored: "Mapping[str, mlpb.Value]") -> dict[str, Value]:
    """Every property by name, in the order of their names."""
    read = [
        # Most are texts: what has one is none of the others.
        (readable(key), readable(value.string_value) or property_value(value))
        for key, value in stored.items()
    ]
    return dict(sorted(read, key=KEY))


def _shared(message: "mlpb.Artifact | mlpb.Execution | mlpb.Context") -> dict[str, Any]:
    return {
        "id": message.id,
        "type_id": message.type_id,
        "type": readable(message.type),
        "name": readable(message.name),
        "external_id": readable(message.external_id),
        "created": moment(message.create_time_since_epoch),
        "updated": moment(message.last_update_time_since_epoch),
        "properties": properties(message.properties),
        "custom_properties": properties(message.custom_properties),
    }


def artifact(message: "mlpb.Artifact") -> Artifact:
    """The record of an artifact."""
    state = mlpb.Artifact.State.Name(message.state) if message.HasField("state") else ""
    return Artifact(uri=text(message, "uri"), state=state, **_shared(message))


def execution(message: "mlpb.Execution") -> Execution:
    """The record of an execution."""
    known = message.HasField("last_known_state")
    state = mlpb.Execution.State.Name(message.last_known_state) if known else ""
    return Execution(state=state, **_shared(message))


def context(message: "mlpb.Context") -> Context:
    """The record of a context."""
    return Context(**_shared(message))


READERS: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    "artifact": artifact,
    "execution": execution,
    "context": context,
}


def records(kind: Kind, answer: Any) -> dict[int, Any]:
    """The records of a kind in an answer of MLMD's, by id."""
    read = READERS[kind]
    return {one.id: read(one) for one in getattr(answer, f"{kind}s")}


def event(message: "mlpb.Event") -> Event:
    """The record of an event."""
    path: tuple[str | int, ...] = ()
    if message.HasField("path"):  # an artifact may have thousands of events, most without
        path = tuple(
            text(step, "key") if step.WhichOneof("value") == "key" else step.index
            for step in message.path.steps
        )
    return Event(
        message.artifact_id,
        message.execution_id,
        _event_type(message.type),
        path,
        moment(message.milliseconds_since_epoch),
    )


@cache
def _event_type(number: int) -> str:
    name: str = mlpb.Event.Type.Name(number)
    return name


def types(kind: Kind, messages: "Iterable[mlpb.ArtifactType]") -> tuple[Type, ...]:
    """The records of types of one kind, by id."""
    found = (
        Type(
            kind=kind,
            id=message.id,
            name=text(message, "name"),
            version=text(message, "version"),
            description=text(message, "description"),
            properties={
                readable(key): mlpb.PropertyType.Name(value)
                for key, value in sorted(message.properties.items())
            },
        )
        for message in messages
    )
    return tuple(sorted(found, key=lambda one: one.id))
