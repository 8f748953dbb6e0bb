"""A lineage as a networkx graph, and what is counted on it."""

import networkx as nx

from webapp.lineage.records import Edge, Key, Lineage


def graph(lineage: Lineage) -> nx.MultiDiGraph:
    """The nodes and events of a lineage; one edge an event, keyed by its type."""
    drawn: nx.MultiDiGraph = nx.MultiDiGraph()
    for node in lineage.nodes:
        drawn.add_node(node.key, hops=node.hops, aside=node.aside)
    for edge in lineage.edges:
        drawn.add_edge(edge.source, edge.target, key=edge.type, role=edge.role, time=edge.time)
    return drawn


def upstream(edges: nx.MultiDiGraph, key: Key) -> frozenset[Key]:
    """Everything from which a way leads to `key`, without `key` itself."""
    return frozenset(nx.ancestors(edges, key))


def downstream(edges: nx.MultiDiGraph, key: Key) -> frozenset[Key]:
    """Everything to which a way leads from `key`, without `key` itself."""
    return frozenset(nx.descendants(edges, key))


def order_of_flow(lineage: Lineage) -> tuple[Key, ...]:
    """The keys from the farthest upstream to the farthest downstream."""
    ranked = sorted(
        lineage.nodes, key=lambda node: (node.hops, node.key != lineage.start, node.key)
    )
    return tuple(node.key for node in ranked)


def edges_in_order(lineage: Lineage) -> tuple[Edge, ...]:
    """The edges in the order of the nodes that they leave, then of those that they reach."""
    rank = {key: place for place, key in enumerate(order_of_flow(lineage))}
    return tuple(
        sorted(lineage.edges, key=lambda e: (rank[e.source], rank[e.target], e.type, e.role))
    )
