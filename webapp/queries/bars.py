"""When each of some executions ran, as bars in a row of a table."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec import Struct

from webapp.queries.rows import ExecutionRow

WIDTH: Final = 200.0  # of the picture that every bar is drawn in
NARROWEST: Final = 3.0


class Bar(Struct, frozen=True):
    """Where a bar lies in a picture that is 200 wide, and its tone: b, c (cached), f (failed)."""

    x: float
    width: float
    tone: str


def bars(rows: Iterable[ExecutionRow]) -> dict[int, Bar]:
    """The bar of each execution whose start and end are known, on the time that all span."""
    timed = [(one, one.started, one.finished) for one in rows if one.started and one.finished]
    if not timed:
        return {}
    begin = min(started for _, started, _ in timed)
    span = (max(finished for _, _, finished in timed) - begin).total_seconds()
    if span <= 0:
        return {}
    return {row.id: _bar(row, started, begin, span) for row, started, _ in timed}


def _bar(row: ExecutionRow, started: datetime, begin: datetime, span: float) -> Bar:
    x = (started - begin).total_seconds() / span * (WIDTH - NARROWEST)
    width = max(NARROWEST, (row.duration_seconds or 0.0) / span * WIDTH)
    tone = {"FAILED": "f", "CACHED": "c"}.get(row.state, "b")
    return Bar(round(x, 1), round(min(width, WIDTH - x), 1), tone)
