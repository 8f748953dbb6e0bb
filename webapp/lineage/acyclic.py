"""A graph without its cycles, so that it can be drawn from left to right."""

from collections.abc import Hashable
from typing import TypeAlias

from webapp.lineage.networks import nx

Pair: TypeAlias = tuple[Hashable, Hashable]


def loops(graph: "nx.DiGraph", executions: frozenset[Hashable]) -> frozenset[Pair]:
    """Edges without which the graph has no cycle: inputs only, the way back of each cycle.

    Every cycle passes an execution, whose inputs on the cycle are what is dropped; the execution
    with the fewest such inputs is taken, the first one of equals.

    >>> graph = nx.DiGraph([("a", "e"), ("e", "a"), ("e", "b")])
    >>> sorted(loops(graph, frozenset("e")))
    [('a', 'e')]
    """
    place = {node: index for index, node in enumerate(graph)}
    dropped: set[Pair] = set()
    tangles = [graph]
    while tangles:
        tangle = tangles.pop()
        for members in nx.strongly_connected_components(tangle):
            if len(members) > 1:
                knot = tangle.subgraph(members).copy()
                entries = (node for node in knot if node in executions)
                entry = min(entries, key=lambda node: (knot.in_degree(node), place[node]))
                back = list(knot.in_edges(entry))
                dropped.update(back)
                knot.remove_edges_from(back)
                tangles.append(knot)
    return frozenset(dropped)
