"""One stored value as a page writes it: on a line, or as a line that opens into all of it."""

import base64
import binascii
import json
from typing import Final

from msgspec import Struct

from webapp.metadata import Value
from webapp.producers.values import parsed, text

LONGEST_LINE: Final = 300  # characters of a text that stands in its cell as it is
LONGEST_STRUCTURE: Final = 80  # and of a list or struct
LONGEST_START: Final = 72  # what is seen of a value that is folded
LONGEST_OPENED: Final = 8_000


class Written(Struct, frozen=True):
    """A value in words. `kind` is MLMD's word for what it is, and what a text holds.

    `line` is all of it, or its start: then `opened` is what the fold shows, and `size` counts the
    characters of the whole, of which `is_cut` says that the fold has only the first.
    """

    kind: str
    line: str
    opened: str = ""
    size: int = 0
    is_cut: bool = False


def written(value: Value, longest: int = LONGEST_OPENED) -> Written:
    """The value as a page writes it, with up to `longest` characters in its fold.

    >>> written(0.5), written({"a": [1]})
    (Written(kind='double', line='0.5', ...), Written(kind='struct', line='{"a": [1]}', ...))
    >>> long = written("word " * 100)
    >>> len(long.line), len(long.opened), long.size
    (72, 500, 500)
    """
    found = parsed(value)
    is_json = found is not value
    kind = f"{kind_of(value)}, JSON" if is_json else kind_of(value)
    line = value if isinstance(value, str) and not is_json else one_line(found)
    structured = isinstance(found, dict | list) and not protobuf_type(value)
    if len(line) <= (LONGEST_STRUCTURE if structured else LONGEST_LINE) and "\n" not in line:
        return Written(kind, line)
    whole = json.dumps(found, ensure_ascii=False, indent=2) if structured else line
    start = " ".join(line[:LONGEST_START].split())
    if len(start) < len(line):
        start = f"{start[: LONGEST_START - 1]}…"
    return Written(kind, start, whole[:longest], len(line), len(whole) > longest)


def one_line(value: Value) -> str:
    """Text as it is, a protobuf value by its type, anything else as JSON.

    >>> one_line("MNIST"), one_line({"layers": [10, 3]}), one_line(True), one_line(None)
    ('MNIST', '{"layers": [10, 3]}', 'true', 'null')
    >>> one_line({"@type": "type.googleapis.com/google.protobuf.Duration", "value": "CAU="})
    'google.protobuf.Duration, 2 bytes'
    """
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and (name := protobuf_type(value)):
        return f"{name}, {_bytes(text(value['value']))} bytes"
    return json.dumps(value, ensure_ascii=False)


def protobuf_type(value: Value) -> str:
    """The name of a protobuf value's type, "" for what is none."""
    if not isinstance(value, dict) or value.keys() != {"@type", "value"}:
        return ""
    return text(value["@type"]).rpartition("/")[2]


def kind_of(value: Value) -> str:
    """The word for what a value is.

    >>> [kind_of(v) for v in (0.5, 3, True, "a", [1], {"a": 1}, None)]
    ['double', 'int', 'bool', 'string', 'list', 'struct', 'null']
    """
    match value:
        case bool():
            return "bool"
        case None:
            return "null"
        case int():
            return "int"
        case float():
            return "double"
        case str():
            return "string"
        case list():
            return "list"
    return "protobuf" if protobuf_type(value) else "struct"


def _bytes(packed: str) -> int:
    try:
        return len(base64.b64decode(packed))
    except binascii.Error:
        return 0
