"""What a walk will ask for, guessed from the catalog.

A walk of five hops waits for ten calls, each after the one before it. The catalog knows which
neighbours a record had when it was read, so the store is asked for what the walk is likely to
need at once. What a lineage shows is what the store says: where it has more than was guessed the
walk asks on, and what was guessed and is not there is not used.
"""

import time
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec.structs import replace

from webapp.catalog.pages import rows
from webapp.catalog.reader import Reader
from webapp.catalog.rows import Row
from webapp.catalog.snapshot import Snapshot
from webapp.errors import CatalogError
from webapp.lineage.bounds import Bounds
from webapp.lineage.records import Key, Node
from webapp.lineage.walk import Walk
from webapp.metadata import Event, Kind
from webapp.store.client import Ids, Store

# A guess is worth what it saves: it may take so long, and its answer so long to come.
GUESSING: Final = 0.1
ANSWERING: Final = 0.2
# Events of a record with so many take their time, and are not to be asked for twice.
CROWD: Final = 500

Need: TypeAlias = Literal["events", "records", "contexts"]


class Guess(NamedTuple):
    """The nodes of a lineage as the catalog knows it; many events have those that are crowded."""

    nodes: tuple[Node, ...]
    crowded: AbstractSet[Key]


def read_ahead(
    store: Store,
    catalog: Reader | None,
    starts: Collection[Key],
    bounds: Bounds,
    need: Need = "records",
) -> None:
    """Nothing; the store was asked for what the walks around `starts` are likely to need.

    That is the events of nodes alone, or with their records, or these and the contexts of the
    starts. The store is not asked where there is no catalog to guess from, or nothing beside the
    starts that it knows.
    """
    if catalog is None:
        return
    try:
        snapshot = catalog.snapshot()
        guesses = [_guessed(snapshot, start, bounds) for start in starts]
    except CatalogError:
        return
    some = [guess for guess in guesses if len(guess.nodes) > 1]
    if some:
        store.read_ahead(
            _walked(some),
            {} if need == "events" else _shown(some),
            _ids(starts) if need == "contexts" else {},
            ANSWERING,
        )


def _guessed(snapshot: Snapshot, start: Key, bounds: Bounds) -> Guess:
    """The lineage as the catalog knows it; it has no times, so it is that of now."""
    steps = Walk(start, replace(bounds, as_of=None))
    end = time.monotonic() + GUESSING
    crowded: set[Key] = set()
    while (question := steps.question()) is not None:
        if time.monotonic() > end:
            steps.stop()
            break
        found = rows(snapshot, question.kind, question.ids).values()
        crowded.update(Key(row.kind, row.id) for row in found if _beside(row) > CROWD)
        steps.feed(event for row in found for event in _events(row))
    nodes, _ = steps.nodes()
    return Guess(tuple(nodes), crowded)


def _beside(row: Row) -> int:
    """How many records are one event away."""
    return sum(one or 0 for one in (row.producers, row.consumers, row.inputs, row.outputs))


def _events(row: Row) -> Iterator[Event]:
    if row.kind == "artifact":
        yield from (Event(row.id, one, "OUTPUT") for one in row.upstream)
        yield from (Event(row.id, one, "INPUT") for one in row.downstream)
    else:
        yield from (Event(one, row.id, "INPUT") for one in row.upstream)
        yield from (Event(one, row.id, "OUTPUT") for one in row.downstream)


def _walked(guesses: Iterable[Guess]) -> Ids:
    """The nodes whose events a walk asks for: not those aside."""
    return _ids(
        node.key
        for guess in guesses
        for node in guess.nodes
        if not node.aside and node.key not in guess.crowded
    )


def _shown(guesses: Iterable[Guess]) -> Ids:
    return _ids(node.key for guess in guesses for node in guess.nodes)


def _ids(keys: Iterable[Key]) -> Ids:
    ids: dict[Kind, dict[int, None]] = {"artifact": {}, "execution": {}}
    for key in keys:
        ids[key.kind][key.id] = None
    return {kind: [*found] for kind, found in ids.items()}
