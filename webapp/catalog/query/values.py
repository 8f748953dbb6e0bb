"""What a value's text says: a number, a whole number, a period of time."""

import math
import re
from datetime import UTC, datetime, timedelta, timezone

from msgspec import Struct

NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
WHOLE = re.compile(r"[+-]?[0-9]{1,40}")
TIME = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:[Tt ](?P<hour>[0-9]{2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})"
    r"(?:\.(?P<fraction>[0-9]{1,9}))?)?)?(?P<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)
# What a duration or a word for a time begins with: 7d, now-7d, yesterday.
RELATIVE = re.compile(r"[+-]?[0-9]*[A-Za-z]")
LONGEST_NUMBER = 400
EXACT = 2**53  # up to here each whole number is a double of its own
UNITS = {"day": 86_400_000, "hour": 3_600_000, "minute": 60_000, "second": 1_000, "fraction": 1}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Period(Struct, frozen=True):
    """A time as precise as it was written: milliseconds since 1970, `end` not included."""

    start: int
    end: int


def number(text: str) -> float | None:
    """The number that the text writes, None where it writes none.

    >>> number("0.90"), number("1e3"), number("1_000"), number("nan")
    (0.9, 1000.0, None, None)
    """
    if len(text) > LONGEST_NUMBER or not NUMBER.fullmatch(text):
        return None
    return float(text) + 0.0  # there is one zero


def whole(text: str) -> int | None:
    """The whole number that the text writes, None where it writes none.

    >>> whole("25"), whole("2.5")
    (25, None)
    """
    return int(text) if WHOLE.fullmatch(text) else None


def is_beyond_doubles(text: str) -> bool:
    """Whether the text writes a whole number whose neighbours are the same double.

    >>> is_beyond_doubles(str(2**53)), is_beyond_doubles(str(-(2**53) - 1))
    (False, True)
    """
    found = whole(text)
    return found is not None and abs(found) > EXACT


def period(text: str) -> Period | None:
    """The time that the text writes, UTC where it names no zone; None where it writes none.

    >>> day = period("2026-10-01")
    >>> (day.end - day.start) // 3_600_000
    24
    >>> period("2026-10-01T12:00:00+02:00") == period("2026-10-01T10:00:00Z")
    True
    >>> period("2026-13") is None
    True
    """
    written = TIME.fullmatch(text)
    if written is None:
        return None
    try:
        return _period(written)
    except (ValueError, OverflowError):
        return None


def no_period(text: str) -> str:
    """Why the text writes no time.

    >>> no_period("2026-02-30"), no_period("7d")[:33]
    ('there is no such day or hour.', 'there are no times relative to no')
    """
    if TIME.fullmatch(text):
        return "there is no such day or hour."
    relative = "there are no times relative to now; " if RELATIVE.match(text) else ""
    return f"{relative}a time is written 2026, 2026-10, 2026-10-01 or 2026-10-01T12:00:00Z."


def _period(written: re.Match[str]) -> Period:
    part = {name: value for name, value in written.groupdict().items() if value is not None}
    moment = datetime(
        int(part["year"]),
        int(part.get("month", 1)),
        int(part.get("day", 1)),
        int(part.get("hour", 0)),
        int(part.get("minute", 0)),
        int(part.get("second", 0)),
        tzinfo=_zone(part.get("zone", "Z")),
    )
    start = _milliseconds(moment) + int(part.get("fraction", "0").ljust(3, "0")[:3])
    if "month" not in part:
        return Period(start, start + (366 if _is_leap(moment.year) else 365) * UNITS["day"])
    if "day" not in part:
        return Period(start, start + _days(moment) * UNITS["day"])
    precision = next(unit for unit in reversed(UNITS) if unit in part)
    return Period(start, start + UNITS[precision])


def _milliseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(milliseconds=1)


def _zone(text: str) -> timezone:
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    return timezone(math.copysign(1, int(text[0] + "1")) * timedelta(hours=hours, minutes=minutes))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days(moment: datetime) -> int:
    if moment.month == 12:  # noqa: PLR2004
        return 31
    return (moment.replace(month=moment.month + 1) - moment).days
