"""Columns that keep edges as short as can be: the network simplex of graph drawing.

Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs" (1993), section 2.
Since all edges weigh the same, the cut value of a tree edge is the balance of the subtree that
hangs on it: how many more edges leave its nodes than enter them.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

# Nodes looked at in all exchanges of tree edges: what a picture never needs.
MOST_WORK: Final = 60_000


class Span(NamedTuple):
    """An edge and the columns that it crosses at least."""

    source: int
    target: int
    least: int


Spans: TypeAlias = Sequence[Span]


def shortest(column: list[int], spans: Spans) -> None:
    """Move the nodes of `column`, where no span is too short, to where all together are shortest.

    The nodes have to hang together. Each has a column, and is named by its place among them.

    >>> column = [0, 1, 2, 3, 0]
    >>> shortest(column, [Span(0, 1, 1), Span(1, 2, 1), Span(2, 3, 1), Span(4, 3, 1)])
    >>> [at - min(column) for at in column]
    [0, 1, 2, 3, 2]
    """
    tree = _Tree(column, spans)
    work, at, idle, size = 0, 0, 0, len(column)
    while idle < size and work < MOST_WORK:
        if tree.is_too_long(at):
            work += tree.exchange(at)
            idle = 0
        else:
            idle += 1
        at = (at + 1) % size


class _Tree:
    """A spanning tree of edges none of which can be shorter, and the columns that it gives."""

    def __init__(self, column: list[int], spans: Spans) -> None:
        self._column = column
        self._spans = spans
        size = len(column)
        self._beside: list[list[int]] = [[] for _ in column]
        self._balance = [0] * size
        for number, (source, target, _) in enumerate(spans):
            self._beside[source].append(number)
            self._beside[target].append(number)
            self._balance[source] += 1
            self._balance[target] -= 1
        self._above = [-1] * size
        self._hangs_on = [-1] * size
        self._below: list[list[int]] = [[] for _ in column]
        for node in reversed(self._grown()):
            above = self._above[node]
            if above >= 0:
                self._balance[above] += self._balance[node]

    def _slack(self, number: int) -> int:
        source, target, least = self._spans[number]
        return self._column[target] - self._column[source] - least

    def _other(self, number: int, node: int) -> int:
        source, target, _ = self._spans[number]
        return target if node == source else source

    def _grown(self) -> list[int]:
        """The nodes in the order in which the tree takes them, which moves them to it."""
        taken, seen = [0], {0}
        edge = 0
        while True:
            while edge < len(taken):
                node = taken[edge]
                edge += 1
                for number in self._beside[node]:
                    other = self._other(number, node)
                    if other not in seen and not self._slack(number):
                        self._hang(other, node, number)
                        taken.append(other)
                        seen.add(other)
            if len(taken) == len(self._column):
                return taken
            slack, number = min(
                (self._slack(number), number)
                for node in taken
                for number in self._beside[node]
                if self._other(number, node) not in seen
            )
            source, target, _ = self._spans[number]
            move = slack if source in seen else -slack
            for node in taken:
                self._column[node] += move
            self._hang(*((target, source) if source in seen else (source, target)), number)
            taken.append(target if source in seen else source)
            seen.add(taken[-1])

    def _hang(self, node: int, above: int, number: int) -> None:
        self._above[node], self._hangs_on[node] = above, number
        self._below[above].append(node)

    def is_too_long(self, node: int) -> bool:
        """Whether the tree edge on which the node hangs ought to be longer, and others shorter."""
        number = self._hangs_on[node]
        if number < 0:
            return False
        is_source = self._spans[number].source == node
        return self._balance[node] < 0 if is_source else self._balance[node] > 0

    def exchange(self, top: int) -> int:
        """How many nodes moved once the subtree of `top` hangs on another edge instead."""
        subtree = [top]
        for node in subtree:
            subtree.extend(self._below[node])
        inside = set(subtree)
        leftward = self._balance[top] < 0
        entering = []
        for node in subtree:
            for number in self._beside[node]:
                source, target, _ = self._spans[number]
                inner, outer = (target, source) if leftward else (source, target)
                if inner == node and outer not in inside:
                    entering.append((self._slack(number), number))
        slack, number = min(entering)
        move = -slack if leftward else slack
        for node in subtree:
            self._column[node] += move
        source, target, _ = self._spans[number]
        self._rehang(top, *((target, source) if leftward else (source, target)), number)
        return len(subtree)

    def _rehang(self, top: int, inner: int, outer: int, number: int) -> None:
        """Hang the subtree of `top` by its node `inner` on `outer`."""
        whole = self._balance[top]
        self._weigh(self._above[top], -whole)
        self._below[self._above[top]].remove(top)
        node, above, passed = inner, outer, number
        gone = 0
        while True:
            before, hung, weight = self._above[node], self._hangs_on[node], self._balance[node]
            self._balance[node] = whole - gone
            self._hang(node, above, passed)
            if node == top:
                break
            self._below[before].remove(node)
            gone = weight
            node, above, passed = before, node, hung
        self._weigh(outer, whole)

    def _weigh(self, node: int, balance: int) -> None:
        """Add to the balance of a node and of all above it."""
        while node >= 0:
            self._balance[node] += balance
            node = self._above[node]
