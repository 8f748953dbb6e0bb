"""The walks of a filter, taken through the store as it is now."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from webapp.catalog.query.printing import text_of_node
from webapp.catalog.query.tree import Query, Reach, denied, reaches
from webapp.catalog.reader import Reader
from webapp.errors import BadParameterError, StoreTimeoutError
from webapp.lineage.bounds import Bounds
from webapp.lineage.records import Key, Lineage
from webapp.metadata import Kind
from webapp.queries.lineage.walk import walk
from webapp.queries.lists.page import Reached
from webapp.store.client import Store
from webapp.store.pages import read_ids

MOST_NODES: Final = 20_000  # records of one walk
SECONDS: Final = 3.0  # for one walk
MOST_WALKS: Final = 4


class Walked(Struct, frozen=True):
    """The ids of one kind that each walk of a query found, and what is said of the walks."""

    ids: Mapping[Reach, tuple[int, ...]] = {}
    walks: tuple[Reached, ...] = ()


def walked(store: Store, kind: Kind, query: Query, catalog: Reader | None = None) -> Walked:
    """The walks of the query; raises StoreErrors, and BadParameterError for too many walks."""
    wanted, against = reaches(query), denied(query)
    if len(wanted) > MOST_WALKS:
        names = ", ".join(map(text_of_node, wanted[:MOST_WALKS]))
        raise BadParameterError("q", names, f"a filter takes at most {MOST_WALKS} walks")
    ids: dict[Reach, tuple[int, ...]] = {}
    walks: list[Reached] = []
    for reach in wanted:
        start = Key(reach.kind, reach.id)
        lineage = _walk(store, reach, start, catalog)
        others = [node.key for node in lineage.nodes if node.key != start]
        if not others and lineage.stopped == "time":
            raise StoreTimeoutError(store.address, f"did not answer within {SECONDS:.3g} s.")
        ids[reach] = tuple(sorted(key.id for key in others if key.kind == kind))
        walks.append(
            Reached(
                text_of_node(reach),
                f"{reach.kind} {reach.id}",
                reach.direction.removesuffix("_of"),
                len(others),
                lineage.stopped,
                bool(others) or _is_there(store, start),
                reach in against,
            )
        )
    return Walked(ids, tuple(walks))


def _walk(store: Store, reach: Reach, start: Key, catalog: Reader | None) -> Lineage:
    down = reach.direction == "downstream_of"
    bounds = Bounds(up=0 if down else None, down=None if down else 0, limit=MOST_NODES)
    return walk(store, start, bounds, SECONDS, catalog)


def _is_there(store: Store, key: Key) -> bool:
    found, unreadable = read_ids(store, key.kind, [key.id])
    return bool(found or unreadable)
