"""How far apart two values are, and which of them is better. Pure."""

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal, TypeAlias, TypeGuard

from msgspec import Struct

from webapp.metadata import Value
from webapp.queries.direction import Direction

Verdict: TypeAlias = Literal["better", "worse", ""]
Said: TypeAlias = "Value | datetime"

FEWEST_DIGITS: Final = 3
MOST_DIGITS: Final = 9


class Change(Struct, frozen=True):
    """From one value to another. `percent` is of the first, None where that makes no sense.

    `seconds` is the change between two times; `delta` between two numbers.
    """

    delta: float | None = None
    percent: float | None = None
    seconds: float | None = None
    verdict: Verdict = ""


def change(first: Said, second: Said, better: Direction = "") -> Change | None:
    """The change between two numbers or two times; None where there is none to tell.

    >>> change(800, 1200), change(0.043, 0.041, "lower").verdict, change("a", "b")
    (Change(delta=400, percent=50.0, seconds=None, verdict=''), 'better', None)
    >>> change(1, 10**307).percent, change(1e-9, 1e300).percent, change(1, 10**400)
    (None, None, None)
    """
    if isinstance(first, datetime) and isinstance(second, datetime):
        seconds = (second - first).total_seconds()
        return Change(seconds=seconds) if seconds else None
    if not (is_number(first) and is_number(second)) or first == second:
        return None
    delta = _difference(first, second)
    if delta is None:
        return None
    return Change(delta, _percent(delta, first), verdict=_verdict(delta, better))


def is_number(value: object) -> TypeGuard[float]:
    """Whether the value is a number that can be counted with.

    >>> is_number(3), is_number(True), is_number(float("nan"))
    (True, False, False)
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)


def digits(values: Iterable[Said]) -> int:
    """How many decimals tell the numbers apart, three at least.

    >>> digits([0.9, 0.92]), digits([0.9211, 0.9214]), digits([1, "a"])
    (3, 4, 3)
    """
    numbers = {one for one in values if isinstance(one, float) and math.isfinite(one)}
    for count in range(FEWEST_DIGITS, MOST_DIGITS):
        if len({f"{one:.{count}f}" for one in numbers}) == len(numbers):
            return count
    return MOST_DIGITS


def _difference(first: float, second: float) -> float | None:
    try:
        # 0.3 - 0.1 is meant, not the rest that binary fractions leave.
        delta = float(f"{second - first:.12g}") if _has_fraction(first, second) else second - first
        float(delta)
    except OverflowError:
        return None
    return delta if math.isfinite(delta) else None


def _percent(delta: float, first: float) -> float | None:
    try:
        percent = 100 * delta / abs(first) if first else math.inf
    except OverflowError:  # of whole numbers; of others it is an infinity
        return None
    return percent if math.isfinite(percent) else None


def _has_fraction(*numbers: float) -> bool:
    return any(isinstance(one, float) for one in numbers)


def _verdict(delta: float, better: Direction) -> Verdict:
    if not better:
        return ""
    return "better" if (delta > 0) == (better == "higher") else "worse"
