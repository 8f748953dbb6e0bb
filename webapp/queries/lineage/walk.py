"""A walk through the events of a store."""

from time import monotonic
from typing import Final

from msgspec import Struct

from webapp.catalog.reader import Reader
from webapp.errors import StoreTimeoutError, StoreTooLargeError
from webapp.lineage.bounds import Bounds
from webapp.lineage.records import Key, Lineage
from webapp.lineage.walk import Walk
from webapp.queries.lineage.foreseen import read_ahead
from webapp.store.client import Store


class Patience(Struct, frozen=True):
    """Seconds from the start until a walk ends where it stands, and until no record is read.

    `asks_each`: there is time to ask the store for the contexts of single records.
    """

    walking: float
    reading: float
    asks_each: bool = False


# Seconds that the smallest question may take a store that does not hang.
SMALLEST: Final = 1.0
# A page, and its twins, are to be there within a second; drawing takes up to a third of it.
PAGE: Final = Patience(0.35, 0.5)


def walk(
    store: Store,
    start: Key,
    bounds: Bounds,
    seconds: float = PAGE.walking,
    catalog: Reader | None = None,
) -> Lineage:
    """The lineage around `start`, as much of it as can be asked for in `seconds`.

    Where there is a `catalog` to guess from, most is asked for at once. A store that is too slow
    for a question ends the walk, too; StoreTimeoutError where it answers nothing at all.
    """
    read_ahead(store, catalog, [start], bounds, "events")
    end = monotonic() + seconds
    steps = Walk(start, bounds)
    while (question := steps.question()) is not None:
        if monotonic() > end:
            steps.stop()
            break
        of_artifacts = question.kind == "artifact"
        events = store.events_of_artifacts if of_artifacts else store.events_of_executions
        try:
            steps.feed(events(question.ids))
        except StoreTimeoutError:
            # The events of a crowd take long; of a store that hangs, anything does.
            if not store.answers(SMALLEST):
                raise
            steps.stop()
        except StoreTooLargeError:
            steps.stop()
    return steps.lineage()
