"""Which column each node stands in, and the way-points of edges that cross columns."""

from collections.abc import Hashable

from msgspec import Struct

from webapp.lineage.networks import nx
from webapp.lineage.simplex import Span, shortest

# Way-points cost time, and no picture with more is readable: the longest edges go without.
MOST_WAYPOINTS = 3000


class Columns(Struct):
    """Nodes and way-points as numbers, by column, with their neighbours one column aside.

    Numbers below `len(nodes)` are nodes, the others way-points. `chains` holds the way-points of
    each edge that crosses columns.
    """

    nodes: tuple[Hashable, ...]
    members: list[list[int]]
    left: list[list[int]]
    right: list[list[int]]
    chains: dict[tuple[int, int], tuple[int, ...]] = {}

    def is_node(self, number: int) -> bool:
        """Whether the number stands for a node, not for a way-point."""
        return number < len(self.nodes)


def column_of(dag: "nx.DiGraph", executions: frozenset[Hashable]) -> dict[Hashable, int]:
    """The column of each node: columns of artifacts and of executions take turns.

    Every edge leads to the right, and all together are as short as can be. Two executions that
    an edge joins (runs that are closed are executions here) leave a column between them.

    >>> column_of(nx.DiGraph([("a", "e"), ("e", "b"), ("f", "b")]), frozenset("ef"))
    {'a': 0, 'e': 1, 'b': 2, 'f': 1}
    >>> column_of(nx.DiGraph([("e", "f")]), frozenset("ef"))
    {'e': 0, 'f': 2}
    """
    found: dict[Hashable, int] = {}
    order = list(nx.topological_sort(dag))
    for part in nx.weakly_connected_components(dag):
        found |= _together(dag, [node for node in order if node in part], executions)
    first = min(found.values(), default=0)
    return {node: found[node] - first for node in dag}


def _together(
    dag: "nx.DiGraph", nodes: list[Hashable], executions: frozenset[Hashable]
) -> dict[Hashable, int]:
    """The columns of nodes that hang together, given in topological order."""
    number = {node: place for place, node in enumerate(nodes)}
    spans: list[Span] = []
    column: list[int] = []
    for place, node in enumerate(nodes):
        is_execution = node in executions
        first = int(is_execution)
        for before in dag.pred[node]:
            least = 2 if (before in executions) == is_execution else 1
            spans.append(Span(number[before], place, least))
            first = max(first, column[number[before]] + least)
        column.append(first)
    shortest(column, spans)
    # Artifacts stand in even columns.
    left = min(column)
    move = (column[0] - left - (nodes[0] in executions)) % 2 - left
    return {node: at + move for node, at in zip(nodes, column, strict=True)}


def columns(dag: "nx.DiGraph", column: dict[Hashable, int]) -> Columns:
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


def _longest_with_waypoints(dag: "nx.DiGraph", column: dict[Hashable, int]) -> int:
    """The longest span of an edge that still gets way-points."""
    total = longest = 0
    for span in sorted(column[target] - column[source] for source, target in dag.edges):
        total += span - 1
        if total > MOST_WAYPOINTS:
            return longest
        longest = span
    return longest
