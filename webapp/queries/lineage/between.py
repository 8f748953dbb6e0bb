"""How two records are connected."""

import time
from typing import Literal

from msgspec import Struct

from webapp.catalog.reader import Reader
from webapp.lineage.between import MOST_PATHS, Between, Shared, between, shared
from webapp.lineage.bounds import MOST_NODES, Bounds
from webapp.lineage.nodes import LineageNode, Walked
from webapp.lineage.records import Key, Lineage
from webapp.queries.lineage.drawn import Drawn, drawn, look_at
from webapp.queries.lineage.foreseen import read_ahead
from webapp.queries.lineage.nodes import all_told, walked
from webapp.queries.lineage.placed import asked, placed
from webapp.queries.lineage.walk import PAGE, Patience, walk
from webapp.queries.lineage.wanted import Wanted
from webapp.store.client import Store


class BetweenPage(Struct, frozen=True):
    """How two records are connected: `way` says in which direction, "" if in none, "same" for one.

    `paths` are the shortest ones, `count` the number of all; `shared` are the nearest common
    ancestors where no path leads from one to the other. Where the walk was not `complete`, there
    may be more; `unread` of the nodes drawn are there by number only.
    """

    wanted: Wanted
    source: LineageNode
    target: LineageNode
    way: Literal["down", "up", "same", ""]
    paths: tuple[tuple[LineageNode, ...], ...]
    count: int
    shared: tuple[LineageNode, ...]
    drawn: Drawn | None
    complete: bool
    unread: int

    @property
    def more(self) -> bool:
        """Whether there are more paths than are listed."""
        return self.count > len(self.paths) or len(self.paths) == MOST_PATHS


def between_page(store: Store, wanted: Wanted, catalog: Reader | None = None) -> BetweenPage:
    """The paths between two records, in whatever direction they lead; NotFoundError for neither.

    Both are followed upstream: what made something is less than what was made of it.
    """
    until = time.monotonic() + PAGE.reading
    source, target = wanted.source or wanted.start, wanted.target or wanted.start
    if source == target:
        return _same(wanted, walked(store, source, Bounds(up=0, down=0), catalog))
    above_target, above_source = _above(store, wanted, (source, target), PAGE.walking, catalog)
    forwards, backwards = between(above_target, source), between(above_source, target)
    if forwards is not None:
        whole = placed(catalog, all_told(store, forwards.lineage, (source, target), until))
        return _page(wanted, whole, (source, target), forwards, "down")
    if backwards is not None:
        whole = placed(catalog, all_told(store, backwards.lineage, (source, target), until))
        return _page(wanted, whole, (source, target), backwards, "up")
    common = shared([above_source, above_target])
    whole = placed(catalog, all_told(store, common.lineage, (source, target), until))
    return _apart(wanted, whole, (source, target), common)


def between_found(
    store: Store, wanted: Wanted, patience: Patience = PAGE, catalog: Reader | None = None
) -> Walked:
    """The graph of that page, nodes read."""
    until = time.monotonic() + patience.reading
    source, target = wanted.source or wanted.start, wanted.target or wanted.start
    above_target, above_source = _above(store, wanted, (source, target), patience.walking, catalog)
    found = between(above_target, source) or between(above_source, target)
    lineage = found.lineage if found else shared([above_source, above_target]).lineage
    whole = all_told(store, lineage, (source, target), until)
    return asked(store, whole, until) if patience.asks_each else placed(catalog, whole)


def _above(
    store: Store, wanted: Wanted, ends: tuple[Key, Key], seconds: float, catalog: Reader | None
) -> tuple[Lineage, Lineage]:
    """What lies upstream of the target, which is the second end, and of the source."""
    source, target = ends
    bounds = Bounds(up=None, down=0, limit=MOST_NODES, as_of=wanted.time)
    read_ahead(store, catalog, ends, bounds, "events")
    for key in ends:
        _ = store.artifact(key.id) if key.kind == "artifact" else store.execution(key.id)
    above = walk(store, target, bounds, seconds / 2)
    return above, walk(store, source, bounds, seconds / 2)


def _page(
    wanted: Wanted,
    whole: Walked,
    ends: tuple[Key, Key],
    found: Between,
    way: Literal["down", "up"],
) -> BetweenPage:
    return BetweenPage(
        wanted=wanted,
        source=whole.nodes[ends[0]],
        target=whole.nodes[ends[1]],
        way=way,
        paths=tuple(tuple(whole.nodes[key] for key in path) for path in found.paths),
        count=found.count,
        shared=(),
        drawn=drawn(whole, look_at(whole, wanted), is_part=True),
        complete=found.lineage.complete,
        unread=whole.unread,
    )


def _same(wanted: Wanted, alone: Walked) -> BetweenPage:
    return BetweenPage(
        wanted=wanted,
        source=alone.start,
        target=alone.start,
        way="same",
        paths=(),
        count=0,
        shared=(),
        drawn=None,
        complete=True,
        unread=0,
    )


def _apart(wanted: Wanted, whole: Walked, ends: tuple[Key, Key], common: Shared) -> BetweenPage:
    return BetweenPage(
        wanted=wanted,
        source=whole.nodes[ends[0]],
        target=whole.nodes[ends[1]],
        way="",
        paths=(),
        count=0,
        shared=tuple(whole.nodes[key] for key in common.nearest),
        drawn=drawn(whole, look_at(whole, wanted), is_part=True) if common.nearest else None,
        complete=common.lineage.complete,
        unread=whole.unread,
    )
