"""Which column each node stands in, and the way-points of edges that cross columns."""

from collections.abc import Hashable
from dataclasses import dataclass, field

import networkx as nx

# Way-points cost time, and no picture with more is readable: the longest edges go without.
MOST_WAYPOINTS = 3000
_TIGHTENINGS = 4


@dataclass(slots=True)
class Columns:
    """Nodes and way-points as numbers, by column, with their neighbours one column aside.

    Numbers below `len(nodes)` are nodes, the others way-points. `chains` holds the way-points of
    each edge that crosses columns.
    """

    nodes: tuple[Hashable, ...]
    members: list[list[int]]
    left: list[list[int]]
    right: list[list[int]]
    chains: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)

    def is_node(self, number: int) -> bool:
        """Whether the number stands for a node, not for a way-point."""
        return number < len(self.nodes)


def column_of(dag: nx.DiGraph, executions: frozenset[Hashable]) -> dict[Hashable, int]:
    """The column of each node: columns of artifacts and of executions take turns.

    Every edge leads to the right. Nodes stand as far left as their inputs let them, then move
    towards the side on which they have more edges. Two executions that an edge joins (runs that
    are closed are executions here) leave a column between them.

    >>> column_of(nx.DiGraph([("a", "e"), ("e", "b"), ("f", "b")]), frozenset("ef"))
    {'a': 0, 'e': 1, 'b': 2, 'f': 1}
    >>> column_of(nx.DiGraph([("e", "f")]), frozenset("ef"))
    {'e': 0, 'f': 2}
    """
    order = list(nx.topological_sort(dag))
    column: dict[Hashable, int] = {}
    for node in order:
        after = [column[before] + _step(before, node, executions) for before in dag.pred[node]]
        column[node] = max(after, default=int(node in executions))
    for _ in range(_TIGHTENINGS):
        if not _tighten(dag, order, column, executions):
            break
    first = min(column.values(), default=0)
    return {node: column[node] - first for node in dag}


def _step(source: Hashable, target: Hashable, executions: frozenset[Hashable]) -> int:
    """How many columns an edge crosses at least."""
    return 2 if (source in executions) == (target in executions) else 1


def _tighten(
    dag: nx.DiGraph,
    order: list[Hashable],
    column: dict[Hashable, int],
    executions: frozenset[Hashable],
) -> bool:
    """Whether any node has moved towards the side with more edges."""
    moved = False
    for node in reversed(order):
        if len(dag.succ[node]) > len(dag.pred[node]):
            wanted = min(column[after] - _step(node, after, executions) for after in dag.succ[node])
            moved |= wanted > column[node]
            column[node] = max(wanted, column[node])
    for node in order:
        if len(dag.pred[node]) > len(dag.succ[node]):
            wanted = max(
                column[before] + _step(before, node, executions) for before in dag.pred[node]
            )
            moved |= wanted < column[node]
            column[node] = min(wanted, column[node])
    return moved


def columns(dag: nx.DiGraph, column: dict[Hashable, int]) -> Columns:
    """Nodes in their columns, in the graph's order, with way-points where edges pass through."""
    nodes = tuple(dag)
    number = {node: index for index, node in enumerate(nodes)}
    members: list[list[int]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for node in nodes:
        members[column[node]].append(number[node])
    grid = Columns(nodes, members, [[] for _ in nodes], [[] for _ in nodes])
    longest = _longest_with_waypoints(dag, column)
    for source, target in dag.edges:
        if column[target] - column[source] <= longest:
            chain = [number[source]]
            for passed in range(column[source] + 1, column[target]):
                _join(grid, chain[-1], _add_waypoint(grid, passed))
                chain.append(len(grid.left) - 1)
            _join(grid, chain[-1], number[target])
            grid.chains[number[source], number[target]] = tuple(chain[1:])
    return grid


def _add_waypoint(grid: Columns, column: int) -> int:
    grid.left.append([])
    grid.right.append([])
    grid.members[column].append(len(grid.left) - 1)
    return len(grid.left) - 1


def _join(grid: Columns, source: int, target: int) -> None:
    grid.right[source].append(target)
    grid.left[target].append(source)


def _longest_with_waypoints(dag: nx.DiGraph, column: dict[Hashable, int]) -> int:
    """The longest span of an edge that still gets way-points."""
    total = longest = 0
    for span in sorted(column[target] - column[source] for source, target in dag.edges):
        total += span - 1
        if total > MOST_WAYPOINTS:
            return longest
        longest = span
    return longest
