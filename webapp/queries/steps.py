"""The steps of a run: its executions in order, with when each ran."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from webapp.metadata import Context, Execution
from webapp.producers import read_execution
from webapp.queries.neighbours import by_execution
from webapp.queries.phrases import Link
from webapp.queries.rows import ExecutionRow, execution_row
from webapp.queries.whereabouts import Whereabouts
from webapp.store.client import Store
from webapp.store.pages import read_page
from webapp.store.paging import Listing

MOST_STEPS: Final = 200
MOST_SCANNED: Final = 1_000  # executions of a workspace that are looked through for a run
WIDTH: Final = 200.0  # of the picture that every bar is drawn in
NARROWEST: Final = 3.0


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a step's bar lies in a picture that is 200 wide, and its tone: b, c (cached), f."""

    x: float
    width: float
    tone: str


@dataclass(frozen=True, slots=True)
class Step:
    """One execution of a run; `bar` is None where its end is not known."""

    row: ExecutionRow
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a run. `cut` is the number of executions looked through, 0 if all were."""

    rows: tuple[Step, ...] = ()
    cut: int = 0

    @property
    def cached(self) -> int:
        """How many came from the cache."""
        return sum(1 for one in self.rows if one.row.state == "CACHED")

    @property
    def timed(self) -> bool:
        """Whether any has a bar."""
        return any(one.bar for one in self.rows)


def run_steps(store: Store, home: Whereabouts) -> Steps:
    """The executions of the run that a record belongs to, oldest first; none without a run."""
    link = home.run_link
    if link is None:
        return Steps()
    held_by = [one.context for one in home.contexts if one.reading.role in {"workspace", "run"}]
    return steps_of(store, link, held_by)


def steps_of(store: Store, run: Link, held_by: Sequence[Context] = ()) -> Steps:
    """The executions of a run, oldest first; `held_by` are contexts known to hold them all."""
    is_context = run.kind == "context"
    most = MOST_STEPS if is_context else MOST_SCANNED
    page = read_page(store, "execution", Listing("id", context_id=run.id), most)
    found = [
        one
        for one in page.records
        if isinstance(one, Execution)
        and (is_context or read_execution(one, held_by).run == run.name)
    ]
    oldest_first = found[:MOST_STEPS][::-1]
    cut = len(page.records) if page.end is not None or len(found) > MOST_STEPS else 0
    return Steps(tuple(timeline(_rows(store, oldest_first, held_by))), cut)


def timeline(rows: Iterable[ExecutionRow]) -> list[Step]:
    """The rows as steps, each with its bar on the time that all of them span."""
    listed = list(rows)
    starts = [one.started for one in listed if one.started and one.finished]
    ends = [one.finished for one in listed if one.started and one.finished]
    if not starts:
        return [Step(one) for one in listed]
    begin, span = min(starts), (max(ends) - min(starts)).total_seconds()
    return [Step(one, _bar(one, begin, span)) for one in listed]


def _rows(
    store: Store, found: Sequence[Execution], held_by: Sequence[Context]
) -> list[ExecutionRow]:
    events = by_execution(store.events_of_executions(one.id for one in found))
    return [
        execution_row(one, read_execution(one, held_by, events.get(one.id, ()))) for one in found
    ]


def _bar(row: ExecutionRow, begin: datetime, span: float) -> Bar | None:
    if row.started is None or row.finished is None or span <= 0:
        return None
    x = (row.started - begin).total_seconds() / span * (WIDTH - NARROWEST)
    width = max(NARROWEST, (row.duration_seconds or 0.0) / span * WIDTH)
    tone = {"FAILED": "f", "CACHED": "c"}.get(row.state, "b")
    return Bar(round(x, 1), round(min(width, WIDTH - x), 1), tone)
