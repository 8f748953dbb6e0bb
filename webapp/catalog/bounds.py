"""What a comparison asks of the whole numbers that columns hold."""

import math

from msgspec import Struct

from webapp.catalog.query.fields import Form
from webapp.catalog.query.tree import Operator
from webapp.catalog.query.values import number, period, whole
from webapp.catalog.terms import ordered

LOWEST = -(2**63)
HIGHEST = 2**63 - 1
MILLISECONDS = 1_000


class Bounds(Struct, frozen=True):
    """The whole numbers from `low` to `high`, both included; none when `low` is above `high`."""

    low: int = LOWEST
    high: int = HIGHEST

    def both(self, other: "Bounds") -> "Bounds":
        """The numbers within these and those."""
        return Bounds(max(self.low, other.low), min(self.high, other.high))


NOTHING = Bounds(1, 0)


def equal(form: Form, value: str) -> Bounds:
    """The numbers that are `value`: for a time, all within it.

    >>> equal("whole", "5"), equal("number", "1.5")
    (Bounds(low=5, high=5), Bounds(low=1500, high=1500))
    """
    return between(form, value, value)


def between(form: Form, low: str | None, high: str | None) -> Bounds:
    """The numbers from `low` to `high`, None for an open end."""
    least = Bounds() if low is None else compared(form, ">=", low)
    most = Bounds() if high is None else compared(form, "<=", high)
    return least.both(most)


def compared(form: Form, operator: Operator, value: str) -> Bounds:
    """The numbers on that side of `value`.

    >>> compared("whole", "<", "5").high, compared("number", ">=", "0.0015").low
    (4, 2)
    >>> day = compared("time", "<=", "1970-01-01")
    >>> day.high
    86399999
    """
    ends = _ends(form, value)
    if ends is None:
        return NOTHING
    first, last = ends
    match operator:
        case ">":
            return Bounds(low=last + 1)
        case ">=":
            return Bounds(low=first)
        case "<":
            return Bounds(high=first - 1)
        case "<=":
            return Bounds(high=last)


def _ends(form: Form, value: str) -> tuple[int, int] | None:
    """The first and the last number that are `value`.

    The last is below the first where `value` lies between two of the numbers that a column holds.
    """
    if form == "time":
        time = period(value)
        return None if time is None else (time.start, time.end - 1)
    if form == "whole":
        count = whole(value)
        return None if count is None else (count, count)
    double = number(value)
    if double is None:
        return None
    if form == "number":
        milliseconds = max(min(double * MILLISECONDS, 2.0**62), -(2.0**62))
        return math.ceil(milliseconds), math.floor(milliseconds)
    return ordered(double), ordered(double)
