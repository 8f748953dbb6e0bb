"""When executions ran, as a chart: in a run a line for each, in a pipeline one for each name."""

from collections.abc import Iterable
from typing import Final

from webapp.charts.chart import Chart
from webapp.charts.timeline import Stretch, timeline
from webapp.queries.rows import ExecutionRow
from webapp.queries.steps import Step

MOST_LINES: Final = 40


def run_timeline(steps: Iterable[Step]) -> Chart | None:
    """The steps of a run in their order, each on its line; None where none has a start."""
    stretches = [
        _stretch(one.row, _called(one.row)) for one in steps if one.row.started is not None
    ]
    return timeline(stretches[:MOST_LINES]) if stretches else None


def activity(rows: Iterable[ExecutionRow]) -> Chart | None:
    """The executions of a pipeline or workspace, those of one name on one line."""
    by_start = sorted(
        (one for one in rows if one.started is not None), key=lambda one: (one.started, one.id)
    )
    names = list(dict.fromkeys(_line(one) for one in reversed(by_start)))[:MOST_LINES]
    stretches = [_stretch(one, _line(one)) for one in by_start if _line(one) in names]
    return timeline(stretches, "Activity") if stretches else None


def _stretch(row: ExecutionRow, line: str) -> Stretch:
    started = row.started or row.created
    assert started is not None  # noqa: S101 - both callers ask
    return Stretch(row.id, line, _called(row), row.shown_state, started, row.finished)


def _line(row: ExecutionRow) -> str:
    # What nothing names has its type and its id for a name: the type is what it shares.
    return row.short_type if row.name.endswith(f"#{row.id}") else row.name


def _called(row: ExecutionRow) -> str:
    own = f"#{row.id}"
    return row.name if row.name.endswith(own) else f"{row.name} {own}"
