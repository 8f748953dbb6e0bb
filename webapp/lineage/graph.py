"""A lineage as a networkx graph, and what is counted on it."""

from collections.abc import Hashable
from typing import TypeVar

from webapp.lineage.networks import nx
from webapp.lineage.records import Edge, Lineage, Node

Marked = TypeVar("Marked", bound=Hashable)


def flow(lineage: Lineage) -> "nx.DiGraph":
    """Which node of a lineage flows into which; several events between two are one edge."""
    found = nx.DiGraph()
    found.add_nodes_from(node.key for node in lineage.nodes)
    found.add_edges_from((edge.source, edge.target) for edge in lineage.edges)
    return found


def upstream(edges: "nx.DiGraph", key: Marked) -> frozenset[Marked]:
    """Everything from which a way leads to `key`, without `key` itself."""
    return frozenset(nx.ancestors(edges, key))


def downstream(edges: "nx.DiGraph", key: Marked) -> frozenset[Marked]:
    """Everything to which a way leads from `key`, without `key` itself."""
    return frozenset(nx.descendants(edges, key))


def distances(edges: "nx.DiGraph", key: Marked, furthest: float) -> dict[Marked, int]:
    """How many edges lead from `key` to each node, itself included, up to the furthest."""
    return dict(nx.single_source_shortest_path_length(edges, key, furthest))


def order_of_flow(lineage: Lineage) -> tuple[Node, ...]:
    """The nodes from the farthest upstream to the farthest downstream."""
    return tuple(sorted(lineage.nodes, key=lambda node: (node.hops, node.aside, node.key)))


def edges_in_order(lineage: Lineage) -> tuple[Edge, ...]:
    """The edges in the order of the nodes that they leave, then of those that they reach."""
    rank = {node.key: place for place, node in enumerate(order_of_flow(lineage))}

    def place(edge: Edge) -> tuple[int, int, str, str]:
        return rank[edge.source], rank[edge.target], edge.event.type, edge.event.role

    return tuple(sorted(lineage.edges, key=place))
