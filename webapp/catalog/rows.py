"""The row of a list, as it lies in the index beside the terms: no page reads the store for it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

import msgspec
from msgspec import Raw, Struct

from webapp.catalog.documents import Document
from webapp.catalog.terms import KEPT_OF_LONG, LONGEST_EXACT
from webapp.metadata import Kind, Properties, Value
from webapp.producers.states import shown_state
from webapp.producers.times import seconds_between
from webapp.producers.values import within_doubles
from webapp.texts import cut_at

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
NUMBERS = (int, float)
LEAST, MOST = -(2**63), 2**64 - 1
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
# MessagePack holds NaN, times and every integer of MLMD's, and is read in a third of JSON's time.
ENCODE = msgspec.msgpack.Encoder().encode
DECODE = msgspec.msgpack.Decoder().decode
EMPTY: Final = Raw(ENCODE({}))


class Row(Struct, frozen=True, array_like=True):
    """A record as lists show it; the fields mean what they mean in Document.

    Long texts are cut, and properties and parameters are there when they are short and no
    structures: `properties` holds the custom ones too. Few pages show these, so they are read when
    they are asked for: that halves the time of a row.
    """

    kind: Kind
    id: int
    type: str = ""
    short_type: str = ""
    family: str = ""
    role: str = ""
    name: str = ""
    version: str = ""
    workspace: str = ""
    run: str = ""
    owner: str = ""
    state: str = ""
    uri: str = ""
    description: str = ""
    failure: str = ""
    external_id: str = ""
    created: datetime | None = None
    updated: datetime | None = None
    started: datetime | None = None
    finished: datetime | None = None
    used: datetime | None = None
    producers: int | None = None
    consumers: int | None = None
    inputs: int | None = None
    outputs: int | None = None
    labels: Mapping[str, str] = NOTHING
    metrics: Mapping[str, int | float] = NOTHING
    metric_sources: Mapping[str, int] = NOTHING
    packed_parameters: Raw = EMPTY
    packed_properties: Raw = EMPTY
    unreadable: bool = False
    contexts: tuple[int, ...] = ()
    upstream: Sequence[int] = ()
    downstream: Sequence[int] = ()

    @property
    def parameters(self) -> Properties:
        """The short parameters, by key."""
        found: Properties = DECODE(self.packed_parameters)
        return found

    @property
    def properties(self) -> Properties:
        """The short properties, by key."""
        found: Properties = DECODE(self.packed_properties)
        return found

    @property
    def duration_seconds(self) -> float | None:
        """Seconds from start to end, None where either is unknown."""
        return seconds_between(self.started, self.finished)

    @property
    def shown_state(self) -> str:
        """The state of an execution as its producer means it."""
        return shown_state(self.type, self.state)


ROW: Final = msgspec.msgpack.Decoder(Row).decode
# A list is for scanning: text of one field beyond this is on the record's own page.
LONGEST_TEXT = 4_096


def packed(document: Document) -> bytes:
    """The document's row as MessagePack."""
    content = [
        document.kind,
        document.id,
        document.type,
        document.short_type,
        document.family,
        document.role,
        bounded(document.name),
        bounded(document.version),
        bounded(document.workspaces[0]) if document.workspaces else "",
        bounded(document.runs[0]) if document.runs else "",
        bounded(document.owner),
        document.state,
        _cut(document.uri, 2_000),
        _cut(document.description),
        _cut(document.failure),
        bounded(document.external_id),
        document.created,
        document.updated,
        document.started,
        document.finished,
        document.used,
        document.producers,
        document.consumers,
        document.inputs,
        document.outputs,
        {key: _cut(value) for key, value in document.labels.items()},
        dict(document.metrics),
        dict(document.metric_sources),
        _short(document.parameters),
        _short(document.properties) | _short(document.custom_properties),
        document.unreadable,
        document.contexts,
        document.upstream,
        document.downstream,
    ]
    try:
        return ENCODE(content)
    except OverflowError:
        # JSON in a text may hold any integer; lists show doubles of those beyond 64 bits.
        return ENCODE(_in_bounds(content))


def unpacked(data: bytes) -> Row:
    """The row that `packed` wrote."""
    return ROW(data)


def milliseconds(time: datetime | None) -> int | None:
    """Milliseconds since 1970."""
    if time is None:
        return None
    since = time - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000 + since.microseconds // 1_000


def moment(milliseconds: float | None) -> datetime | None:
    """The time so long after 1970, None for what a column holds where there is none.

    >>> moment(1000.0), moment(-1.0)
    (datetime.datetime(1970, 1, 1, 0, 0, 1, tzinfo=datetime.timezone.utc), None)
    """
    if milliseconds is None or milliseconds < 0:
        return None
    return EPOCH + int(milliseconds) * MILLISECOND


def bounded(text: str) -> str:
    """The text, its end left out where it is too long for a list."""
    return text if len(text) <= LONGEST_TEXT else cut_at(text, LONGEST_TEXT)


def _in_bounds(value: Any) -> Any:
    """The row, or a part of it, with doubles for what MessagePack's integers do not reach.

    >>> _in_bounds([2**64, {"a": 3}, -(10**400)])
    [1.8446744073709552e+19, {'a': 3}, -inf]
    """
    match value:
        case bool():
            return value
        case int() if not LEAST <= value <= MOST:
            return float(within_doubles(value))
        case dict():
            return {name: _in_bounds(one) for name, one in value.items()}
        case list():
            return [_in_bounds(one) for one in value]
    return value


def _cut(text: str, longest: int = LONGEST_EXACT) -> str:
    return text if len(text) <= longest else text[:KEPT_OF_LONG] + "…"


def _short(properties: Properties) -> dict[str, Value]:
    return {
        key: value
        for key, value in properties.items()
        if (len(value) <= LONGEST_EXACT if isinstance(value, str) else isinstance(value, NUMBERS))
    }
