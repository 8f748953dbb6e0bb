"""Stored values of any shape as what a reading needs. Nothing here raises, whatever it is given."""

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from webapp.metadata import MAX_ID, Properties, Value, id_in

LONGEST_JSON: Final = 2**18  # characters of text that are tried as JSON
DEEPEST: Final = 64  # levels of nesting; what lies below is left out
WRAPPERS: Final = ("list", "struct", "__value__")  # keys under which producers wrap a value
STRUCTURES: Final = (dict, list)
# JSON may escape half a surrogate pair, which no page could be encoded with.
DECODE: Final = msgspec.json.Decoder().decode
SURROGATE: Final = re.compile(r"\\u[dD][89A-Fa-f]")


def text(value: Value) -> str:
    """A string or number as text; "" for blank text and for anything else.

    >>> text("MNIST"), text(3), text("  "), text(True), text([1]), text(None)
    ('MNIST', '3', '', '', '', '')
    """
    if isinstance(value, str):
        return value if value.strip() else ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return ""


def first_text(properties: Properties, *names: str) -> str:
    """The first of the named properties that holds text or a number, "" if none does."""
    for name in names:
        if name in properties and (found := text(properties[name])):
            return found
    return ""


def parsed(stored: Value) -> Value:
    """The JSON value that text holds; anything else, and what is no JSON, as it is.

    >>> parsed('{"a": [1]}'), parsed("{a"), parsed("plain"), parsed(3)
    ({'a': [1]}, '{a', 'plain', 3)
    """
    if not isinstance(stored, str) or len(stored) > LONGEST_JSON:
        return stored
    if stored[:1].isalnum() or not stored.lstrip().startswith(("{", "[")):
        return stored
    try:
        found, may_be_odd = _loaded(stored)
    except (ValueError, RecursionError):
        return stored
    is_plain = not may_be_odd and stored.count("{") + stored.count("[") <= DEEPEST
    return found if is_plain else _clean(found, DEEPEST)


def content(stored: Value) -> Value:
    """What a property holds, in JSON and wrappers or without.

    >>> content('{"list": [1]}'), content("plain")
    ([1], 'plain')
    """
    # Most are plain texts, and these begin with a letter or digit.
    if isinstance(stored, str) and stored[:1].isalnum():
        return stored
    return unwrapped(parsed(stored))


def mapping(stored: Value) -> Properties:
    """The JSON object that a struct or text holds, {} if it holds none; maybe the very struct.

    >>> mapping('{"a": 1}'), mapping({"struct": {"a": 1}}), mapping("[1]"), mapping(None)
    ({'a': 1}, {'a': 1}, {}, {})
    """
    if stored is None:  # what most records have under most names
        return {}
    found = content(stored)
    return found if isinstance(found, dict) else {}


def unwrapped(value: Value, depth: int = DEEPEST) -> Value:
    """The value without the wrappers {list: […]}, {struct: {…}} and {__value__: …}.

    >>> unwrapped({"list": [1, {"struct": {"a": 2}}]}), unwrapped({"__value__": "[1]"})
    ([1, {'a': 2}], [1])
    """
    if depth == 0:
        return None
    if isinstance(value, dict):
        if len(value) == 1 and (inner := _wrapped(value)) is not None:
            return unwrapped(inner, depth - 1)
        inside = {
            name: unwrapped(one, depth - 1)
            for name, one in value.items()
            if isinstance(one, STRUCTURES)
        }
        return {**value, **inside} if inside else value
    if isinstance(value, list):
        return [unwrapped(one, depth - 1) if isinstance(one, STRUCTURES) else one for one in value]
    return value


def within_doubles(number: float) -> float:
    """The number, or the infinity on its side where no double holds it.

    >>> within_doubles(3), within_doubles(-(10**400))
    (3, -inf)
    """
    try:
        float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf
    return number


def numbers(values: Mapping[str, Value], hidden: Iterable[str] = ()) -> dict[str, float]:
    """The numbers among `values`, without booleans and the names in `hidden`.

    >>> numbers({"accuracy": 0.9, "n": 3, "on": True, "name": "x", "big": 10**400}, ("n",))
    {'accuracy': 0.9, 'big': inf}
    """
    left_out = set(hidden)
    return {
        name: within_doubles(one)
        for name, one in values.items()
        if isinstance(one, (int, float)) and not isinstance(one, bool) and name not in left_out
    }


def record_id(stored: Value) -> int | None:
    """The id that a number or its text names, None if it can be none.

    >>> record_id("26"), record_id(26), record_id(26.0), record_id("x"), record_id("9" * 30)
    (26, 26, 26, None, None)
    """
    match stored:
        case bool():
            return None
        case float() if stored.is_integer():
            number = int(stored)
        case int():
            number = stored
        case str():
            return id_in(stored)
        case _:
            return None
    return number if 0 < number <= MAX_ID else None


def count(stored: Value) -> int | None:
    """The whole number from 0 that is stored, None for anything else.

    >>> count(0), count(3.0), count(-1), count(True), count("2")
    (0, 3, None, None, None)
    """
    match stored:
        case bool():
            return None
        case int() if stored >= 0:
            return stored
        case float() if stored >= 0 and stored.is_integer():
            return int(stored)
    return None


def labels(stored: Value) -> dict[str, str]:
    """Labels as text, whatever their values are; a list of names has no values.

    >>> labels('{"team": "fraud", "year": 2026, "new": true}'), labels(["a"]), labels("x")
    ({'team': 'fraud', 'year': '2026', 'new': 'true'}, {'a': ''}, {})
    """
    if stored is None:
        return {}
    found = content(stored)
    if isinstance(found, list):
        return {one: "" for one in found if isinstance(one, str)}
    if not isinstance(found, dict):
        return {}
    return {
        name: one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)
        for name, one in found.items()
        if one is not None
    }


def _loaded(stored: str) -> tuple[Value, bool]:
    """What the JSON says, and whether half a surrogate pair may be in it."""
    try:
        # In a third of the time. It reads nothing otherwise than json, but refuses more: NaN,
        # numbers beyond doubles, half surrogates.
        return DECODE(stored), False
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return json.loads(stored), bool(SURROGATE.search(stored))


def _wrapped(value: dict[str, Value]) -> Value:
    name, inner = next(iter(value.items()))
    if name not in WRAPPERS:
        return None
    if name == "__value__":
        return parsed(inner)
    return inner if isinstance(inner, list if name == "list" else dict) else None


def _clean(value: Value, depth: int) -> Value:
    """The value without half surrogates, and without what lies below `depth`."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case dict() if depth:
            return {str(_clean(name, 1)): _clean(one, depth - 1) for name, one in value.items()}
        case list() if depth:
            return [_clean(one, depth - 1) for one in value]
        case dict() | list():
            return None
    return value
