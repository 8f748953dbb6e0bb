"""How far the lineages of two records are apart, in numbers."""

from typing import Final

from msgspec import Struct

from webapp.catalog.reader import Reader
from webapp.errors import StoreTimeoutError
from webapp.lineage.bounds import Bounds
from webapp.lineage.records import Key
from webapp.queries.budget import ENOUGH_SECONDS
from webapp.queries.lineage.foreseen import read_ahead
from webapp.queries.lineage.walk import walk
from webapp.store.client import Store

UPSTREAM: Final = Bounds(up=None, down=0)
SECONDS: Final = 0.15  # for each of the two


class Apart(Struct, frozen=True):
    """How many records lie upstream of both, of the first only, of the second only.

    They themselves are not counted. Unless `complete`, there are more.
    """

    both: int
    only_a: int
    only_b: int
    complete: bool


def apart(store: Store, a: Key, b: Key, catalog: Reader | None = None) -> Apart | None:
    """The numbers; None where neither has anything upstream, or the store is too slow to tell."""
    if store.seconds_left < ENOUGH_SECONDS:
        return None
    try:
        read_ahead(store, catalog, (a, b), UPSTREAM, "events")
        found = [walk(store, key, UPSTREAM, SECONDS) for key in (a, b)]
    except StoreTimeoutError:
        return None
    of_a, of_b = ({node.key for node in one.nodes} - {a, b} for one in found)
    if not (of_a or of_b):
        return None
    complete = all(one.complete for one in found)
    return Apart(len(of_a & of_b), len(of_a - of_b), len(of_b - of_a), complete)
