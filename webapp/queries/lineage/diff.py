"""What changed between the lineages of two artifacts."""

import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.reader import Reader
from webapp.lineage.between import merged
from webapp.lineage.bounds import MOST_NODES, Bounds
from webapp.lineage.diff import difference
from webapp.lineage.drawing import Look
from webapp.lineage.nodes import NOT_READ, LineageNode, Walked, captions
from webapp.lineage.records import Key, Lineage
from webapp.queries.lineage.drawn import MOST_DRAWN, Drawn, drawn
from webapp.queries.lineage.foreseen import read_ahead
from webapp.queries.lineage.nodes import all_told
from webapp.queries.lineage.parameters import hops_text
from webapp.queries.lineage.placed import placed
from webapp.queries.lineage.steps import Step, steps_of
from webapp.queries.lineage.walk import PAGE, walk
from webapp.queries.lineage.wanted import Wanted
from webapp.store.client import Store


class Compared(Wanted, frozen=True, dict=True, kw_only=True):
    """What the page of a difference is asked for: `start` is A and `other` is B, both upstream."""

    names: ClassVar[tuple[str, ...]] = ("a", "b", "up", "open")

    other: Key
    up: int | None = None
    down: int | None = 0
    page: str = "/lineage/diff"

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The parameters that say all this, without those that are as they would be anyway."""
        up = "" if self.up is None else hops_text(self.up)
        said = {"a": str(self.start), "b": str(self.other), "up": up, "open": str(self.opened)}
        return {name: text for name, text in said.items() if text}


class DiffPage(Struct, frozen=True):
    """What two lineages share, what only one of them has, and the steps that did the same.

    `drawn` are the nearest of `total` records. Unless `complete`, the walks ended early: more may
    be shared. `unread` of the records are there by number only.
    """

    wanted: Compared
    a: LineageNode
    b: LineageNode
    both: tuple[LineageNode, ...]
    only_a: tuple[LineageNode, ...]
    only_b: tuple[LineageNode, ...]
    steps: tuple[Step, ...]
    drawn: Drawn
    total: int
    complete: bool
    unread: int


def diff_page(store: Store, asked: Compared, catalog: Reader | None = None) -> DiffPage:
    """What changed from A to B upstream; NotFoundError where the store has one of them not."""
    a, b = asked.start, asked.other
    until = time.monotonic() + PAGE.reading
    bounds = Bounds(asked.up, asked.down, MOST_NODES)
    read_ahead(store, catalog, (a, b), bounds)
    for key in (a, b):
        _ = store.artifact(key.id) if key.kind == "artifact" else store.execution(key.id)
    above = [walk(store, key, bounds, PAGE.walking / 2) for key in (a, b)]
    whole = _nearest_first(above)
    found = placed(catalog, all_told(store, whole, (a, b), until))
    apart = difference(above[0], above[1], captions(found), asked.up, _unknown(above, found))
    badges = dict.fromkeys(apart.only_a, "A") | dict.fromkeys(apart.only_b, "B")
    look = Look(selected=frozenset((a, b)), badges=badges, opened=asked.opened)
    return DiffPage(
        wanted=replace(asked, selected=(a, b)),
        a=found.nodes[a],
        b=found.nodes[b],
        both=_nodes(found, apart.both),
        only_a=_nodes(found, apart.only_a),
        only_b=_nodes(found, apart.only_b),
        steps=tuple(steps_of(found, apart.pairs)),
        drawn=drawn(_drawable(found), look, look.selected),
        total=len(found.nodes),
        complete=all(one.complete for one in above),
        unread=found.unread,
    )


def _nearest_first(above: Sequence[Lineage]) -> Lineage:
    """Both lineages as one, in the order in which it is read and drawn: what is near to either."""
    far: dict[Key, int] = {}
    for node in (node for one in above for node in one.nodes):
        far[node.key] = min(abs(node.hops), far.get(node.key, abs(node.hops)))
    whole = merged(above)
    nodes = sorted(whole.nodes, key=lambda node: (far[node.key], node.key))
    return replace(whole, nodes=tuple(nodes))


def _drawable(found: Walked) -> Walked:
    """As much of it as one picture holds, and nothing of what is left out: no box could open it."""
    return replace(found, lineage=replace(found.lineage.nearest(MOST_DRAWN), hidden=()))


def _unknown(above: Iterable[Lineage], found: Walked) -> frozenset[Key]:
    """The executions of which it is not known what they read, or what is beside them says."""
    unread = {key for key, node in found.nodes.items() if node.missing == NOT_READ}
    unknown = set(unread)
    for edge in found.lineage.edges:
        unknown.update((edge.source, edge.target) if unread & {edge.source, edge.target} else ())
    for one in above:
        if not one.complete:
            unknown.update(there.at for there in one.hidden if there.direction == "up")
            unknown.update(node.key for node in one.nodes if node.key.id not in one.events)
    return frozenset(key for key in unknown if key.kind == "execution")


def _nodes(found: Walked, keys: tuple[Key, ...]) -> tuple[LineageNode, ...]:
    return tuple(found.nodes[key] for key in keys)
