"""The records of an ML Metadata store, as the rest of the project knows them.

Names and meanings are MLMD's own (ml_metadata/proto/metadata_store.proto). Times are aware
datetimes in UTC, or None where the store has none or one that no calendar can hold.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal["artifact", "execution", "context"]

# What a property can hold: MLMD's int, double, string, bool, and struct (any JSON value).
# A protobuf value reads as {"@type": type URL, "value": its bytes in base64}.
Value: TypeAlias = "str | int | float | bool | None | list[Value] | dict[str, Value]"
Properties: TypeAlias = Mapping[str, Value]

# The largest id that MLMD can give (a signed 64-bit integer).
MAX_ID = 2**63 - 1

# Before every time: what has none sorts as the oldest.
LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


def id_in(text: str) -> int | None:
    """The id that the text writes, None for what is none that MLMD can give.

    >>> [id_in(text) for text in ("26", "0", "-1", "²", str(MAX_ID), str(MAX_ID + 1))]
    [26, None, None, None, 9223372036854775807, None]
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_ID))):
        return None
    return int(text) if 0 < int(text) <= MAX_ID else None


class Type(Struct, frozen=True):
    """An artifact, execution or context type with its schema (property name to type word)."""

    kind: Kind
    id: int
    name: str
    version: str = ""
    description: str = ""
    properties: Mapping[str, str] = {}


class Artifact(Struct, frozen=True):
    """What an execution reads or makes. `state` is MLMD's word, "" where none is stored."""

    id: int
    type_id: int
    type: str
    name: str = ""
    uri: str = ""
    state: str = ""
    external_id: str = ""
    created: datetime | None = None
    updated: datetime | None = None
    properties: Properties = {}
    custom_properties: Properties = {}


class Execution(Struct, frozen=True):
    """One run of a step. `state` is MLMD's `last_known_state`, "" where none is stored."""

    id: int
    type_id: int
    type: str
    name: str = ""
    state: str = ""
    external_id: str = ""
    created: datetime | None = None
    updated: datetime | None = None
    properties: Properties = {}
    custom_properties: Properties = {}


class Context(Struct, frozen=True):
    """A group of artifacts and executions: a workspace, pipeline, run or node."""

    id: int
    type_id: int
    type: str
    name: str = ""
    external_id: str = ""
    created: datetime | None = None
    updated: datetime | None = None
    properties: Properties = {}
    custom_properties: Properties = {}


class Event(Struct, frozen=True):
    """That an execution read or made an artifact; `type` is MLMD's word, as INPUT or OUTPUT."""

    artifact_id: int
    execution_id: int
    type: str
    path: tuple[str | int, ...] = ()
    time: datetime | None = None

    @property
    def role(self) -> str:
        """The first key of the path, which producers use as the name of the input or output.

        >>> Event(1, 2, "INPUT", ("examples", 0)).role
        'examples'
        >>> Event(1, 2, "INPUT").role
        ''
        """
        return next((step for step in self.path if isinstance(step, str)), "")

    @property
    def is_input(self) -> bool:
        """Whether the artifact flows into the execution (INPUT, DECLARED_INPUT, INTERNAL_INPUT)."""
        return self.type.endswith("INPUT")

    @property
    def is_output(self) -> bool:
        """Whether the artifact flows out of the execution (every type that ends in OUTPUT)."""
        return self.type.endswith("OUTPUT")
