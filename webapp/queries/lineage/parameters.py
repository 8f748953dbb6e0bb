"""The parameters of a lineage's address, read one by one."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from webapp.errors import BadParameterError
from webapp.lineage.bounds import MOST_NODES, NODES
from webapp.lineage.records import Key

HOPS: Final = 2
LONGEST_NUMBER: Final = 19
DATE_EXPECTED: Final = "a date is right, as 2026-11-23, or a time, as 2026-11-23T14:00:00Z"


def hops(said: Mapping[str, str], name: str) -> int | None:
    """The number of artifacts in parameter `name`, None for all.

    >>> [hops({"up": text}, "up") for text in ("3", "all", "")]
    [3, None, 2]
    """
    text = said.get(name, "").strip()
    if not text:
        return HOPS
    if text == "all":
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        raise BadParameterError(name, text, "it takes a whole number from 0, or all")
    return int(text)


def moment(text: str) -> datetime:
    """The end of the day, or the moment, that `text` names; a time without a zone is UTC.

    >>> moment("2026-11-23").isoformat(), moment("2026-11-23T14:00+01:00").isoformat()
    ('2026-11-23T23:59:59.999999+00:00', '2026-11-23T13:00:00+00:00')
    """
    # A plus sign in an address that was not escaped arrives as a space.
    written = text.strip().replace(" ", "+") if "T" in text else text.strip()
    try:
        if "T" not in written:
            day = datetime.combine(date.fromisoformat(written), time(), UTC)
            return day + timedelta(days=1, microseconds=-1)
        found = datetime.fromisoformat(written)
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadParameterError("as_of", text, DATE_EXPECTED) from None


def limit(text: str) -> int:
    """How many nodes there may be; BadParameterError where it is no number of them."""
    if not text:
        return NODES
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        raise BadParameterError("limit", text, f"it takes a whole number from 1 to {MOST_NODES:,}")
    if not 1 <= int(text) <= MOST_NODES:
        raise BadParameterError("limit", text, f"it takes a whole number from 1 to {MOST_NODES:,}")
    return int(text)


def end(said: Mapping[str, str], name: str) -> Key | None:
    """The record in parameter `name`, None where there is none."""
    text = said.get(name, "").strip()
    key = Key.parse(text)
    if text and key is None:
        expected = "the name of an artifact or execution is right, as artifact/26"
        raise BadParameterError(name, text, expected)
    return key


def hops_text(count: int | None) -> str:
    """The number of artifacts as an address has it."""
    return "all" if count is None else str(count)
