"""Pairs of edges that cross between columns."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from itertools import pairwise

from webapp.lineage.columns import Columns


def crossings(grid: Columns, members: Sequence[Sequence[int]]) -> int:
    """How many pairs of edges cross between columns."""
    return sum(crossings_by_gap(grid, members, places(grid, members)))


def crossings_by_gap(
    grid: Columns, members: Sequence[Sequence[int]], place: Sequence[int]
) -> list[int]:
    """How many pairs of edges cross between each column and the next."""
    found = []
    for left, right in pairwise(members):
        total = 0
        # Where the edges that were met so far end: those that end lower are crossed.
        ends: list[int] = []
        for number in left if len(left) > 1 < len(right) else ():
            after = grid.right[number]
            for other in after:
                total += len(ends) - bisect_right(ends, place[other])
            for other in after:
                insort(ends, place[other])
        found.append(total)
    return found


def saved_by_exchange(above: list[int], below: list[int]) -> int:
    """How many crossings fewer there are with the ends of the lower one's edges above the other's.

    >>> saved_by_exchange([2, 3], [1, 2])
    3
    """
    count, saved = len(below), 0
    for end in above:
        saved += bisect_left(below, end) + bisect_right(below, end) - count
    return saved


def places(grid: Columns, members: Sequence[Sequence[int]]) -> list[int]:
    """Where in its column each number stands."""
    place = [0] * len(grid.left)
    for column in members:
        for index, number in enumerate(column):
            place[number] = index
    return place
