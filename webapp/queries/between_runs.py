"""The lineage between the runs of a workspace: what one made and others read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from msgspec import Struct

from webapp.errors import StoreTimeoutError
from webapp.metadata import Event
from webapp.queries.neighbours import read_artifact_rows
from webapp.queries.rows import ArtifactRow
from webapp.queries.runs import Mention, RunLine
from webapp.store.client import Store

MOST: Final = 30


class Crossing(Struct, frozen=True):
    """An artifact that one run made and others read, the newest of these first."""

    artifact: ArtifactRow
    made_in: RunLine
    read_in: tuple[RunLine, ...]


class Touch(NamedTuple):
    """That an execution made an artifact, or read it."""

    execution: int
    artifact: int
    made: bool


def crossings(
    store: Store, mentions: Iterable[Mention], events: Iterable[Event]
) -> tuple[Crossing, ...]:
    """What lies between the runs of these executions, the newest artifacts first."""
    runs: dict[int, RunLine] = {}
    for one in mentions:
        runs.setdefault(one.execution, one.run)
    in_runs = [one for one in events if one.execution_id in runs]
    try:
        return crossings_of(
            sorted(touches(in_runs)),
            runs,
            lambda newest: read_artifact_rows(store, newest, in_runs),
        )
    except StoreTimeoutError:
        return ()


def crossings_of(
    touched: Iterable[Touch],
    runs: Mapping[int, RunLine],
    rows: Callable[[list[int]], Mapping[int, ArtifactRow]],
) -> tuple[Crossing, ...]:
    """The same by what executions touched; `runs` are theirs, `rows` reads those of artifacts.

    The oldest executions come first: what a cached one puts out again was made by the first.
    """
    found = _found(touched, runs)
    newest = sorted(found, reverse=True)[:MOST]
    known = rows(newest)
    return tuple(Crossing(known[key], *found[key]) for key in newest if key in known)


def touches(events: Iterable[Event]) -> Iterator[Touch]:
    """What the events say."""
    return (Touch(one.execution_id, one.artifact_id, one.is_output) for one in events)


def _found(
    touched: Iterable[Touch], runs: Mapping[int, RunLine]
) -> dict[int, tuple[RunLine, tuple[RunLine, ...]]]:
    made: dict[int, RunLine] = {}
    read: dict[int, dict[int, RunLine]] = {}
    for one in touched:
        run = runs[one.execution]
        if one.made:
            made.setdefault(one.artifact, run)
        else:
            read.setdefault(one.artifact, {})[one.execution] = run
    found: dict[int, tuple[RunLine, tuple[RunLine, ...]]] = {}
    for key, readers in read.items():
        maker = made.get(key)
        newest = (readers[execution] for execution in sorted(readers, reverse=True))
        others = {one.link: one for one in newest if maker and one.link != maker.link}
        if maker and others:
            found[key] = (maker, tuple(others.values()))
    return found
