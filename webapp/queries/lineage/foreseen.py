"""What a walk will ask for, guessed from the catalog.

A walk of five hops waits for ten calls, each after the one before it. The catalog knows which
neighbours a record had when it was read, so the store is asked for what the walk is likely to
need at once. What a lineage shows is what the store says: where it has more than was guessed the
walk asks on, and what was guessed and is not there is not used.
"""

import time
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from webapp.catalog.pages import rows
from webapp.catalog.reader import Reader
from webapp.catalog.rows import Row
from webapp.catalog.snapshot import Snapshot
from webapp.errors import CatalogError
from webapp.lineage.bounds import Bounds
from webapp.lineage.records import Key, Lineage
from webapp.lineage.walk import Walk
from webapp.metadata import Event, Kind
from webapp.store.client import Ids, Store

# A guess is worth what it saves: it may take so long, and its answer so long to come.
GUESSING: Final = 0.1
ANSWERING: Final = 0.2


def read_ahead(
    store: Store, catalog: Reader | None, start: Key, bounds: Bounds, *, shown: bool = True
) -> None:
    """Nothing; the store was asked for what the walk around `start` is likely to need.

    That is the events, and where they are to be `shown` the records of nodes. The store is not
    asked where there is no catalog to guess from, or nothing beside the start that it knows.
    """
    try:
        guess = None if catalog is None else _guessed(catalog.snapshot(), start, bounds)
    except CatalogError:
        return
    if guess is not None and len(guess.nodes) > 1:
        records = _ids(guess, asides=True) if shown else {}
        store.read_ahead(_ids(guess, asides=False), records, ANSWERING)


def _guessed(snapshot: Snapshot, start: Key, bounds: Bounds) -> Lineage:
    """The lineage as the catalog knows it; it has no times, so it is that of now."""
    steps = Walk(start, replace(bounds, as_of=None))
    end = time.monotonic() + GUESSING
    while (question := steps.question()) is not None:
        if time.monotonic() > end:
            steps.stop()
            break
        found = rows(snapshot, question.kind, question.ids)
        steps.feed(event for row in found.values() for event in _events(row))
    return steps.lineage()


def _events(row: Row) -> Iterator[Event]:
    if row.kind == "artifact":
        yield from (Event(row.id, one, "OUTPUT") for one in row.upstream)
        yield from (Event(row.id, one, "INPUT") for one in row.downstream)
    else:
        yield from (Event(one, row.id, "INPUT") for one in row.upstream)
        yield from (Event(one, row.id, "OUTPUT") for one in row.downstream)


def _ids(guess: Lineage, *, asides: bool) -> Ids:
    """The ids of its nodes; a walk asks for no events of those aside."""
    ids: dict[Kind, list[int]] = {"artifact": [], "execution": []}
    for node in guess.nodes:
        if asides or not node.aside:
            ids[node.key.kind].append(node.key.id)
    return ids
