"""How states are written in pages: words, a shape, and the tone of a tint. Pure."""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from webapp.catalog.rows import Row
from webapp.lineage.nodes import LineageNode
from webapp.queries.rows import ExecutionRow

# What runs and says nothing for so long is more likely gone than busy.
SILENT: Final = timedelta(days=2)
YEAR_DAYS: Final = 365


class StateWords(Struct, frozen=True):
    """A state as shown: its words, its icon, and the tone of its tint (a class, or "")."""

    text: str
    icon: str
    tone: str


STATES: Final = {
    "LIVE": StateWords("Live", "ok", "ok"),
    "PENDING": StateWords("Pending", "running", "run"),
    "MARKED_FOR_DELETION": StateWords("Marked for deletion", "warn", "warn"),
    "DELETED": StateWords("Deleted", "x", ""),
    "ABANDONED": StateWords("Abandoned", "none", ""),
    "REFERENCE": StateWords("Reference", "link", ""),
    "NEW": StateWords("New", "plus", "run"),
    "RUNNING": StateWords("Running", "running", "run"),
    "COMPLETE": StateWords("Complete", "ok", "ok"),
    "CACHED": StateWords("Cached", "cached", ""),
    "FAILED": StateWords("Failed", "fail", "fail"),
    "CANCELED": StateWords("Canceled", "x", "warn"),
    "NOT_TRIGGERED": StateWords("Not triggered", "none", ""),
    "UNKNOWN": StateWords("Unknown", "none", ""),
}


def state_words(word: str) -> StateWords:
    """How MLMD's word for a state is shown; a word it does not know reads as itself.

    >>> state_words("FAILED").text, state_words("ON_HOLD").text, state_words("").text
    ('Failed', 'On hold', 'Unknown')
    """
    known = STATES.get(word or "UNKNOWN")
    return known or StateWords(word.replace("_", " ").capitalize(), "none", "")


def execution_words(row: ExecutionRow | Row | LineageNode, now: datetime) -> StateWords:
    """How the state of an execution is shown at the time `now`.

    >>> from datetime import UTC
    >>> heard = datetime(2026, 11, 3, tzinfo=UTC)
    >>> row = ExecutionRow(1, "Trainer", "Trainer", "train", state="RUNNING", updated=heard)
    >>> execution_words(row, datetime(2026, 11, 23, tzinfo=UTC)).text
    'Running, no news for 20 days'
    """
    heard = row.updated or row.created
    if row.state == "RUNNING" and heard is not None and now - heard > SILENT:
        return StateWords(f"Running, no news for {_long_time(now - heard)}", "warn", "warn")
    return state_words(row.shown_state)


def _long_time(span: timedelta) -> str:
    years = span.days // YEAR_DAYS
    if not years:
        return f"{span.days} days"
    return "a year" if years == 1 else f"{years} years"
