"""When executions ran, as a chart: in a run a line for each, in a pipeline one for each name."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from webapp.catalog.rows import Row
from webapp.charts.chart import Chart
from webapp.charts.timeline import Stretch, timeline
from webapp.queries.rows import ExecutionRow
from webapp.queries.steps import Step

MOST_LINES: Final = 40

# An execution as it was read, or as the catalog has it.
Ran: TypeAlias = ExecutionRow | Row


def run_timeline(steps: Iterable[Step]) -> Chart | None:
    """The steps of a run in their order, each on its line; None where none has a start."""
    stretches = [
        _stretch(one.row, _called(one.row)) for one in steps if one.row.started is not None
    ]
    return timeline(stretches[:MOST_LINES]) if stretches else None


def activity(rows: Iterable[Ran]) -> Chart | None:
    """The executions of a pipeline or workspace, those of one name on one line."""
    by_start = sorted(
        (one for one in rows if one.started is not None), key=lambda one: (one.started, one.id)
    )
    lines = [_line(one) for one in by_start]
    shown = {*list(dict.fromkeys(reversed(lines)))[:MOST_LINES]}
    stretches = [
        _stretch(one, line) for one, line in zip(by_start, lines, strict=True) if line in shown
    ]
    return timeline(stretches, "Activity") if stretches else None


def _stretch(row: Ran, line: str) -> Stretch:
    started = row.started or row.created
    assert started is not None  # noqa: S101 - both callers ask
    return Stretch(row.id, line, _called(row), row.shown_state, started, row.finished)


def _line(row: Ran) -> str:
    # What nothing names has its type and its id for a name: the type is what it shares.
    return row.short_type if row.name.endswith(f"#{row.id}") else row.name


def _called(row: Ran) -> str:
    own = f"#{row.id}"
    return row.name if row.name.endswith(own) else f"{row.name} {own}"
