"""Nested values as flat ones, each by the path that leads to it. Pure."""

import math
from collections.abc import Iterator
from typing import Final

from webapp.metadata import Value
from webapp.producers.values import parsed
from webapp.queries.written import one_line

MOST_LEAVES: Final = 1_000  # of one value; beyond that it is compared as a whole
DEEPEST: Final = 20


def flattened(name: str, value: Value) -> list[tuple[str, Value]]:
    """The values inside `value`, each with its path; JSON in a text is looked into.

    >>> flattened("a", {"b": 1, "c": [{"d": "x"}, {"d": "y"}]})
    [('a.b', 1), ('a.c[0].d', 'x'), ('a.c[1].d', 'y')]
    >>> flattened("layers", [10, 3]), flattened("a", '{"b": 1}'), flattened("a", {})
    ([('layers', [10, 3])], [('a.b', 1)], [('a', {})])
    """
    leaves: list[tuple[str, Value]] = []
    for leaf in _leaves(name, parsed(value), DEEPEST):
        leaves.append(leaf)
        if len(leaves) > MOST_LEAVES:
            return [(name, value)]
    return leaves


def same(one: Value, other: Value) -> bool:
    """Whether two values say the same: numbers by what they count, true is not 1.

    >>> same(1, 1.0), same(True, 1), same(float("nan"), float("nan")), same([1], [True])
    (True, False, True, False)
    >>> same(10**400, 10**400), same(10**400, 1.0)
    (True, False)
    """
    if isinstance(one, int | float) and isinstance(other, int | float):
        if isinstance(one, bool) or isinstance(other, bool):
            return one is other
        return one == other or (_is_nan(one) and _is_nan(other))
    if type(one) is not type(other):
        return False
    return one == other if isinstance(one, str) else one_line(one) == one_line(other)


def _is_nan(number: float) -> bool:
    # A whole number may be one that no double holds.
    return isinstance(number, float) and math.isnan(number)


def _leaves(path: str, value: Value, depth: int) -> Iterator[tuple[str, Value]]:
    match value:
        case dict() if value and depth:
            for name, one in value.items():
                yield from _leaves(f"{path}.{name}" if path else name, one, depth - 1)
        case list() if depth and any(isinstance(one, dict | list) for one in value):
            for place, one in enumerate(value):
                yield from _leaves(f"{path}[{place}]", one, depth - 1)
        case _:
            yield path, value
