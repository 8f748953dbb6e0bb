"""What several records share upstream."""

import time
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.reader import Reader
from webapp.errors import BadParameterError
from webapp.lineage.between import shared
from webapp.lineage.bounds import MOST_NODES, Bounds
from webapp.lineage.graph import upstream
from webapp.lineage.nodes import LineageNode, Walked
from webapp.lineage.records import Key, Lineage, Node
from webapp.queries.lineage.drawn import Drawn, drawn, look_at
from webapp.queries.lineage.foreseen import read_ahead
from webapp.queries.lineage.nodes import all_told
from webapp.queries.lineage.placed import placed
from webapp.queries.lineage.walk import PAGE, walk
from webapp.queries.lineage.wanted import Wanted
from webapp.store.client import Store

FEWEST: Final = 2
MOST_FARTHER: Final = 100  # common ancestors behind the nearest ones


class Common(Struct, frozen=True):
    """What selected nodes of one graph share upstream in it, nearest first."""

    selected: tuple[LineageNode, ...]
    ancestors: tuple[LineageNode, ...]


class Ancestor(Struct, frozen=True):
    """A common ancestor, and how many steps it is from each of the records."""

    node: LineageNode
    steps: tuple[int, ...]
    nearest: bool


class SharedPage(Struct, frozen=True):
    """What records share; `drawn` are the ways to them from what they share most closely.

    `more` common ancestors are farther away than those that are listed; `unread` of the
    nodes are there by number only.
    """

    wanted: Wanted
    records: tuple[LineageNode, ...]
    ancestors: tuple[Ancestor, ...]
    more: int
    drawn: Drawn
    complete: bool
    unread: int


def common_of(found: Walked, selected: Sequence[Key]) -> Common | None:
    """What the selected nodes share within a graph, None with fewer than two of them."""
    keys = [key for key in selected if key in found.nodes]
    if len(keys) < FEWEST:
        return None
    above = set.intersection(*({key, *upstream(found.flow, key)} for key in keys))
    nodes = sorted((found.nodes[key] for key in above), key=lambda node: (-node.hops, node.key))
    return Common(tuple(found.nodes[key] for key in keys), tuple(nodes))


def shared_page(store: Store, wanted: Wanted, catalog: Reader | None = None) -> SharedPage:
    """What the selected records share, wherever they are.

    BadParameterError where fewer than two are selected, NotFoundError where one is not there.
    """
    until = time.monotonic() + PAGE.reading
    keys = wanted.selected
    if len(keys) < FEWEST:
        expected = "two records or more are right, as artifact/26,artifact/41"
        raise BadParameterError("select", ",".join(map(str, keys)), expected)
    bounds = Bounds(up=None, down=0, limit=MOST_NODES, as_of=wanted.time)
    read_ahead(store, catalog, keys, bounds, "events")
    for key in keys:
        _ = store.artifact(key.id) if key.kind == "artifact" else store.execution(key.id)
    found = shared([walk(store, key, bounds, PAGE.walking / len(keys)) for key in keys])
    farther = found.others[:MOST_FARTHER]
    extra = tuple(Node(key, 0) for key in farther if key not in _keys(found.lineage))
    everything = replace(found.lineage, nodes=found.lineage.nodes + extra)
    whole = placed(catalog, all_told(store, everything, keys, until))
    return SharedPage(
        # Its links lead to itself, and what asks for a start to one that is there.
        wanted=replace(wanted, start=keys[0], page="/lineage"),
        records=tuple(whole.nodes[key] for key in keys),
        ancestors=tuple(
            Ancestor(whole.nodes[key], found.distances[key], key in found.nearest)
            for key in (*found.nearest, *farther)
        ),
        more=len(found.others) - len(farther),
        drawn=drawn(Walked(found.lineage, whole.nodes), look_at(whole, wanted), frozenset(keys)),
        complete=found.lineage.complete,
        unread=whole.unread,
    )


def _keys(lineage: Lineage) -> frozenset[Key]:
    return frozenset(node.key for node in lineage.nodes)
