"""A workspace in a list: its counts, and what happened in it lately."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

from webapp.catalog.query.editing import with_term
from webapp.catalog.query.printing import text_of
from webapp.catalog.query.tree import Field, Query
from webapp.queries.counts import Count
from webapp.queries.rows import WorkspaceRow

DAYS: Final = 14
# A spark in its own units: the room for bars, the line they stand on, from one bar to the next.
HEIGHT: Final = 22
FLOOR: Final = 24
BAR_STEP: Final = 7


class Day(Struct, frozen=True):
    """The executions that were made on one day (UTC), and how many of them failed."""

    date: date
    executions: int
    failed: int


class Bar(Struct, frozen=True):
    """A day of a spark of 24 units height: where its bar and the failed part begin (from above)."""

    left: int
    top: float
    failed_top: float


class WorkspaceLine(Struct, frozen=True):
    """A workspace with its counts; `days` are the last ones, oldest first.

    `named` is its name as filters take it. `last` is when a row in it was made or changed last,
    else when the workspace was.
    """

    row: WorkspaceRow
    named: str
    artifacts: Count
    executions: Count
    runs: Count
    days: tuple[Day, ...]
    last: datetime | None

    @property
    def id(self) -> int:
        """The id of the workspace's context."""
        return self.row.id

    @property
    def query(self) -> str:
        """The filter that a list of its rows has."""
        return text_of(with_term(Query(), Field("workspace"), self.named))

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The days as bars, the busiest of them as high as there is room."""
        most = max(1, *(day.executions for day in self.days))
        return tuple(
            Bar(
                left=place * BAR_STEP,
                top=FLOOR - HEIGHT * day.executions / most,
                failed_top=FLOOR - HEIGHT * day.failed / most,
            )
            for place, day in enumerate(self.days)
        )


def days(
    executions: Mapping[date, int], failed: Mapping[date, int], now: datetime
) -> tuple[Day, ...]:
    """The last days of a workspace, from counts of its executions by day."""
    dates = [now.date() - timedelta(days=back) for back in reversed(range(DAYS))]
    return tuple(Day(one, executions.get(one, 0), failed.get(one, 0)) for one in dates)
