"""What is told about one node of a lineage, beside the picture."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from webapp.lineage.graph import downstream, edges_in_order, upstream
from webapp.lineage.nodes import LineageNode, Walked
from webapp.lineage.records import Edge, Key


class Neighbour(Struct, frozen=True):
    """A node next to another, and the role in which it is."""

    node: LineageNode
    role: str


class Panel(Struct, frozen=True):
    """What stands beside the graph: one node, what lies around it, and how much of it is hidden."""

    node: LineageNode
    is_start: bool
    upstream: int
    downstream: int
    before: tuple[Neighbour, ...]
    after: tuple[Neighbour, ...]
    hidden_before: int
    hidden_after: int


def panel_of(found: Walked, key: Key) -> Panel:
    """What the panel says of the node `key`."""
    hidden = Counter[str]()
    for there in found.lineage.hidden:
        if there.at == key:
            hidden[there.direction] += there.count
    edges = edges_in_order(found.lineage)
    return Panel(
        node=found.nodes[key],
        is_start=key == found.lineage.start,
        upstream=len(upstream(found.flow, key)),
        downstream=len(downstream(found.flow, key)),
        before=_neighbours(found, ((e.source, e) for e in edges if e.target == key)),
        after=_neighbours(found, ((e.target, e) for e in edges if e.source == key)),
        hidden_before=hidden["up"],
        hidden_after=hidden["down"],
    )


def _neighbours(found: Walked, edges: Iterable[tuple[Key, Edge]]) -> tuple[Neighbour, ...]:
    return tuple(Neighbour(found.nodes[key], edge.event.role) for key, edge in edges)
