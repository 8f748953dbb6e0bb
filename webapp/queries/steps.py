"""The steps of a run: its executions in order, those of a sub-DAG or a turn of a loop below it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.reader import Reader
from webapp.metadata import Context, Execution
from webapp.producers import ExecutionReading, read_execution
from webapp.queries.bars import Bar, bars
from webapp.queries.list_rows import contexts_of_homeless
from webapp.queries.neighbours import by_execution
from webapp.queries.originals import originals
from webapp.queries.phrases import Link
from webapp.queries.rows import ExecutionRow, execution_row
from webapp.queries.run_records import Asked, run_records
from webapp.queries.whereabouts import Whereabouts
from webapp.store.client import Store
from webapp.store.pages import read_page
from webapp.store.paging import Listing, Record

MOST_STEPS: Final = 200
DEEPEST: Final = 8  # levels that are told apart


class Step(Struct, frozen=True):
    """One execution of a run; `bar` is None where its end is not known.

    `depth` is the number of steps that hold it; `turn` says which turn of a loop it is, as
    "2 of 5", `turns` how many a loop has.
    """

    row: ExecutionRow
    bar: Bar | None = None
    depth: int = 0
    turn: str = ""
    turns: int | None = None


class Steps(Struct, frozen=True):
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

    @property
    def nested(self) -> bool:
        """Whether any is a step of another."""
        return any(one.depth for one in self.rows)


def run_steps(store: Store, home: Whereabouts, catalog: Reader | None = None) -> Steps:
    """The executions of the run that a record belongs to, oldest first; none without a run."""
    link = home.run_link
    if link is None:
        return Steps()
    held_by = [one.context for one in home.contexts if one.reading.role in {"workspace", "run"}]
    return steps_of(store, link, held_by, catalog)


def steps_of(
    store: Store, run: Link, held_by: Sequence[Context] = (), catalog: Reader | None = None
) -> Steps:
    """The executions of a run, oldest first; `held_by` are contexts known to hold them all."""
    found, cut = (_held if run.kind == "context" else _named)(store, run, held_by, catalog)
    oldest_first = [one for one in reversed(found) if isinstance(one, Execution)]
    return Steps(tuple(_steps(store, oldest_first, held_by)), cut)


def _held(store: Store, run: Link, *_: object) -> tuple[Sequence[Record], int]:
    page = read_page(store, "execution", Listing("id", context_id=run.id), MOST_STEPS)
    return page.records, len(page.records) if page.end is not None else 0


def _named(
    store: Store, run: Link, held_by: Sequence[Context], catalog: Reader | None
) -> tuple[Sequence[Record], int]:
    def is_in(one: Record) -> bool:
        return isinstance(one, Execution) and read_execution(one, held_by).run == run.name

    known = (one for one in held_by if one.id == run.id)
    workspace = next(known, None) or store.context(run.id)
    asked = Asked("execution", workspace, run.name, is_in, MOST_STEPS)
    found = run_records(store, asked, catalog)
    return found.records, found.scanned or (found.total if found.total > MOST_STEPS else 0)


def in_tree(found: Mapping[int, ExecutionReading]) -> Iterator[tuple[int, int]]:
    """Each id with its depth: below the execution it is part of, in the order of `found`.

    What is part of something that was not found stands at the top; so does a circle.
    """
    below: dict[int, list[int]] = {}
    for key, reading in found.items():
        is_held = reading.part_of in found and reading.part_of != key
        below.setdefault((reading.part_of or 0) if is_held else 0, []).append(key)
    seen: set[int] = set()
    for top in (*below.get(0, ()), *found):
        waiting = [(top, 0)]
        while waiting:
            key, depth = waiting.pop()
            if key not in seen:
                seen.add(key)
                yield key, min(depth, DEEPEST)
                waiting += ((one, depth + 1) for one in reversed(below.get(key, ())))


def turn_of(reading: ExecutionReading, loop: ExecutionReading | None) -> str:
    """Which turn of its loop an execution is, "" if it is none."""
    if reading.iteration is None:
        return ""
    turns = loop.iterations if loop else None
    return f"{reading.iteration + 1}" + (f" of {turns}" if turns else "")


def _steps(store: Store, found: Sequence[Execution], held_by: Sequence[Context]) -> Iterator[Step]:
    events = store.events_of_executions(one.id for one in found)
    of_execution = by_execution(events)
    contexts = contexts_of_homeless(store, found)
    readings = {
        one.id: read_execution(one, contexts.get(one.id, held_by), of_execution.get(one.id, ()))
        for one in found
    }
    rows = {one.id: execution_row(one, readings[one.id]) for one in found}
    cached_from = originals(store, rows.values(), events)
    drawn = bars(rows.values())
    for key, depth in in_tree(readings):
        reading = readings[key]
        yield Step(
            row=replace(rows[key], cached_from=cached_from.get(key)),
            bar=drawn.get(key),
            depth=depth,
            turn=turn_of(reading, readings.get(reading.part_of or 0)),
            turns=reading.iterations,
        )
