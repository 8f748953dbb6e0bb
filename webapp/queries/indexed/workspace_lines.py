"""Workspaces in a list, counted by the catalog."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from webapp.catalog.activity import Days, Members, Runs, days, members, runs
from webapp.catalog.rows import Row
from webapp.catalog.snapshot import Snapshot
from webapp.queries.counts import Count
from webapp.queries.lists import workspace_line
from webapp.queries.lists.workspace_line import DAYS, WorkspaceLine
from webapp.queries.rows import WorkspaceRow


def workspace_lines(
    snapshot: Snapshot, rows: Sequence[Row], now: datetime
) -> tuple[WorkspaceLine, ...]:
    """A line for each of `rows`, in their order."""
    activity = _Activity(snapshot, rows, now)
    return tuple(map(activity.line, rows))


def counted_rows(snapshot: Snapshot, rows: Sequence[Row]) -> tuple[WorkspaceRow, ...]:
    """The rows of workspaces with their counts, in their order."""
    names = _names(rows)
    artifacts = members(snapshot, "artifact", names)
    executions = members(snapshot, "execution", names)
    return tuple(_counted(row, artifacts, executions) for row in rows)


class _Activity:
    """What happened in the workspaces of a page."""

    def __init__(self, snapshot: Snapshot, rows: Sequence[Row], now: datetime) -> None:
        names = _names(rows)
        self._now = now
        self._artifacts = members(snapshot, "artifact", names)
        self._executions = members(snapshot, "execution", names)
        self._runs = runs(snapshot, names)
        self._days = days(snapshot, names, now.date() - timedelta(days=DAYS - 1))

    def line(self, row: Row) -> WorkspaceLine:
        """The line of one of them."""
        name = row.name
        artifacts = self._artifacts.get(name, Members())
        executions = self._executions.get(name, Members())
        ran, by_day = self._runs.get(name, Runs()), self._days.get(name, Days())
        moments = (artifacts.last, executions.last, row.updated, row.created)
        return WorkspaceLine(
            row=_counted(row, self._artifacts, self._executions),
            named=name,
            artifacts=Count(artifacts.number),
            executions=Count(executions.number),
            runs=Count(ran.number, ran.exact),
            days=workspace_line.days(by_day.made, by_day.failed, self._now),
            last=max((one for one in moments if one is not None), default=None),
        )


def _names(rows: Sequence[Row]) -> list[str]:
    return sorted({row.name for row in rows if row.name})


def _counted(
    row: Row, artifacts: Mapping[str, Members], executions: Mapping[str, Members]
) -> WorkspaceRow:
    return WorkspaceRow(
        id=row.id,
        type=row.type,
        short_type=row.short_type,
        name=row.name,
        description=row.description,
        created=row.created,
        updated=row.updated,
        labels=row.labels,
        artifacts=artifacts.get(row.name, Members()).number,
        executions=executions.get(row.name, Members()).number,
    )
