"""Workspaces in a list: their counts and what happened in them lately."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from webapp.metadata import Context
from webapp.producers import read_context
from webapp.queries.live.census import Counting
from webapp.queries.live.tallies import Count, Tally
from webapp.queries.query_text import Query, Term
from webapp.queries.rows import WorkspaceRow, workspace_row
from webapp.store.client import Store

DAYS: Final = 14
# A spark in its own units: the room for bars, the line they stand on, from one bar to the next.
HEIGHT: Final = 22
FLOOR: Final = 24
BAR_STEP: Final = 7


@dataclass(frozen=True, slots=True)
class Day:
    """The executions that were made on one day (UTC), and how many of them failed."""

    date: date
    executions: int
    failed: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A day of a spark of 24 units height: where its bar and the failed part begin (from above)."""

    left: int
    top: float
    failed_top: float


@dataclass(frozen=True, slots=True)
class WorkspaceLine:
    """A workspace with its counts; `days` are the last ones, oldest first.

    `last` is when a row in it was made or changed last, else when the workspace was.
    """

    row: WorkspaceRow
    stored_name: str
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
    def query(self) -> Query:
        """The filter that a list of its rows has."""
        return Query((Term("workspace", self.stored_name),))

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


def workspace_lines(
    store: Store, counting: Counting, contexts: Iterable[Context], now: datetime
) -> tuple[WorkspaceLine, ...]:
    """A line for each of `contexts`, in their order."""
    return tuple(_line(store, counting, one, now) for one in contexts)


def counted_row(counting: Counting, context: Context) -> WorkspaceRow:
    """The row of a workspace with its counts."""
    artifacts = counting.of_members("artifact", context.id)
    executions = counting.of_members("execution", context.id)
    numbers = artifacts.count().number, executions.count().number
    return workspace_row(context, *numbers, exact=artifacts.exact and executions.exact)


def _line(store: Store, counting: Counting, context: Context, now: datetime) -> WorkspaceLine:
    artifacts = counting.of_members("artifact", context.id)
    executions = counting.of_members("execution", context.id)
    moments = (artifacts.last, executions.last, context.updated, context.created)
    return WorkspaceLine(
        row=counted_row(counting, context),
        stored_name=context.name,
        artifacts=artifacts.count(),
        executions=executions.count(),
        runs=_runs(store, context, executions),
        days=_days(executions, now),
        last=max((one for one in moments if one is not None), default=None),
    )


def _runs(store: Store, context: Context, executions: Tally) -> Count:
    # The SDK's runs are only names on executions, the pipelines' runs are contexts below.
    below = store.children_of_context(context.id)
    contexts = {one.name for one in below if read_context(one).role == "run"}
    return Count(len(executions.runs | contexts), executions.exact)


def _days(executions: Tally, now: datetime) -> tuple[Day, ...]:
    dates = [now.date() - timedelta(days=back) for back in reversed(range(DAYS))]
    by_day, failed = executions.by_day, executions.failed
    return tuple(Day(one, by_day.get(one, 0), failed.get(one, 0)) for one in dates)
