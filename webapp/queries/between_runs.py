"""The lineage between the runs of a workspace: what one made and others read."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from webapp.errors import StoreTimeoutError
from webapp.metadata import Event
from webapp.queries.neighbours import read_artifact_rows
from webapp.queries.rows import ArtifactRow
from webapp.queries.runs import Mention, RunLine
from webapp.store.client import Store

MOST: Final = 30
ENOUGH_SECONDS: Final = 4.0  # of the page's budget that must be left to look


class Crossing(Struct, frozen=True):
    """An artifact that one run made and others read, the newest of these first."""

    artifact: ArtifactRow
    made_in: RunLine
    read_in: tuple[RunLine, ...]


def crossings(store: Store, mentions: Iterable[Mention]) -> tuple[Crossing, ...]:
    """What lies between the runs of these executions, the newest artifacts first."""
    runs: dict[int, RunLine] = {}
    for one in mentions:
        runs.setdefault(one.execution, one.run)
    if store.seconds_left < ENOUGH_SECONDS:
        return ()
    try:
        events = store.events_of_executions(runs)
        found = _found(events, runs)
        newest = sorted(found, reverse=True)[:MOST]
        rows = read_artifact_rows(store, newest, events)
    except StoreTimeoutError:
        return ()
    return tuple(Crossing(rows[key], *found[key]) for key in newest if key in rows)


def _found(
    events: Iterable[Event], runs: Mapping[int, RunLine]
) -> dict[int, tuple[RunLine, tuple[RunLine, ...]]]:
    made: dict[int, RunLine] = {}
    read: dict[int, dict[int, RunLine]] = {}
    for one in events:
        run = runs[one.execution_id]
        if one.is_output:
            made.setdefault(one.artifact_id, run)
        else:
            read.setdefault(one.artifact_id, {})[one.execution_id] = run
    found: dict[int, tuple[RunLine, tuple[RunLine, ...]]] = {}
    for key, readers in read.items():
        maker = made.get(key)
        newest = (readers[execution] for execution in sorted(readers, reverse=True))
        others = {one.link: one for one in newest if maker and one.link != maker.link}
        if maker and others:
            found[key] = (maker, tuple(others.values()))
    return found
