"""A layered layout from left to right, in units of one column and one row.

Sugiyama's steps: no cycles, columns, order, heights. The same graph gives the same picture.
"""

from collections.abc import Hashable, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from webapp.lineage.acyclic import Pair, loops
from webapp.lineage.columns import column_of, columns
from webapp.lineage.heights import WAYPOINT_SIZE, heights
from webapp.lineage.lanes import apart, closer, ranks
from webapp.lineage.networks import nx
from webapp.lineage.ordering import order

Point: TypeAlias = tuple[float, float]

# Where rows are closest, a "+N" box just clears both lines of text of a model above it.
_LEAF_SIZE = 0.72


class Layout(Struct, frozen=True):
    """Where each node and leaf stands, the way-points of each edge, the edges that lead back."""

    places: Mapping[Hashable, Point]
    waypoints: Mapping[Pair, tuple[Point, ...]]
    loops: frozenset[Pair]


def layout(
    graph: "nx.DiGraph",
    executions: frozenset[Hashable],
    leaves: Mapping[Hashable, Pair] | None = None,
    groups: Mapping[Any, Hashable] | None = None,
) -> Layout:
    """Every node in its column; edges join `executions` to nodes that are none.

    `leaves` are half as high as nodes and hang on the edge that is given for each. They get no
    column of their own: one that would stand outside the first or last column gets no place.
    `groups` has the group of nodes that are to stand apart from all others.
    """
    back = loops(graph, executions)
    dag = nx.DiGraph()
    dag.add_nodes_from(graph)
    dag.add_edges_from(edge for edge in graph.edges if edge not in back)
    column = column_of(dag, executions)
    _hang(dag, column, leaves or {})
    grid = columns(dag, column)
    members = order(grid)
    size = [1.0 if node in graph else _LEAF_SIZE for node in grid.nodes]
    size += [WAYPOINT_SIZE] * (len(grid.left) - len(size))
    if groups:
        lane = ranks(grid, members, groups)
        members = order(grid, lane)
        framed = frozenset(lane[n] for n, node in enumerate(grid.nodes) if node in groups)
        y = heights(grid, members, size)
        for move in (apart, closer):
            spans = [(at - high / 2, at + high / 2) for at, high in zip(y, size, strict=True)]
            moved = move(grid, members, lane, framed, spans)
            y = [at + down for at, down in zip(y, moved, strict=True)]
    else:
        y = heights(grid, members, size)
    x = {number: float(index) for index, numbers in enumerate(members) for number in numbers}
    places = {node: (x[number], y[number]) for number, node in enumerate(grid.nodes)}
    waypoints = {
        (grid.nodes[source], grid.nodes[target]): tuple((x[n], y[n]) for n in chain)
        for (source, target), chain in grid.chains.items()
    }
    return Layout(places, waypoints, back)


def _hang(dag: "nx.DiGraph", column: dict[Hashable, int], leaves: Mapping[Hashable, Pair]) -> None:
    """Add to `dag` the leaves for which there is a column."""
    last = max(column.values(), default=0)
    for leaf, (source, target) in leaves.items():
        place = column[source] + 1 if target == leaf else column[target] - 1
        if 0 <= place <= last:
            dag.add_edge(source, target)
            column[leaf] = place
