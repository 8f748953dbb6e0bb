"""The order of each column from top to bottom, with few crossings of edges."""

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean, median

from webapp.lineage.columns import Columns

_SWEEPS = 24
_PATIENCE = 6  # sweeps without a better order before a start is given up
_EXCHANGES = 4
_CROWD = 256  # pairs of edges beyond which two neighbours are not worth comparing


def order(grid: Columns, lane: Sequence[int] = ()) -> list[list[int]]:
    """The numbers of each column, top to bottom: the best of a few starts, always the same.

    `lane` has the rank of each number: a smaller one stands above a larger one in every column.
    """
    lane = lane or [0] * len(grid.left)
    best = [sorted(column, key=lane.__getitem__) for column in grid.members]
    fewest = crossings(grid, best)
    for start in _starts(grid):
        for column in start:
            column.sort(key=lane.__getitem__)
        found, count = _sweep(grid, start, lane)
        if count < fewest:
            best, fewest = found, count
        if not fewest:
            break
    return best


def crossings(grid: Columns, members: Sequence[Sequence[int]]) -> int:
    """How many pairs of edges cross between columns.

    Counted by the accumulator tree of Barth, Jünger and Mutzel (2002), in O(edges · log width).
    """
    place = _places(members)
    total = 0
    for left, right in pairwise(members):
        tree = [0] * (len(right) + 1)
        seen = 0
        for number in left:
            for target in sorted(place[after] for after in grid.right[number]):
                above, index = 0, target + 1
                while index:
                    above += tree[index]
                    index &= index - 1
                total += seen - above
                seen += 1
                index = target + 1
                while index <= len(right):
                    tree[index] += 1
                    index += index & -index
    return total


def _starts(grid: Columns) -> Iterator[list[list[int]]]:
    """Orders to begin with: depth first from the left, from the right, and shuffled."""
    everything = [number for column in grid.members for number in column]
    sources = [number for number in everything if not grid.left[number]]
    sinks = [number for number in everything if not grid.right[number]]
    yield _depth_first(grid, sources, grid.right)
    yield _depth_first(grid, sinks, grid.left)
    shuffled = list(sources)
    random.Random(1).shuffle(shuffled)  # noqa: S311 - the same order every time is the point
    yield _depth_first(grid, shuffled, grid.right)


def _depth_first(grid: Columns, roots: list[int], ahead: list[list[int]]) -> list[list[int]]:
    column = {number: i for i, members in enumerate(grid.members) for number in members}
    back = grid.left if ahead is grid.right else grid.right
    members: list[list[int]] = [[] for _ in grid.members]
    seen: set[int] = set()
    for root in roots:
        stack = [root]
        while stack:
            number = stack.pop()
            if number not in seen:
                seen.add(number)
                members[column[number]].append(number)
                stack.extend(reversed(back[number]))
                stack.extend(reversed(ahead[number]))
    return members


def _sweep(
    grid: Columns, members: list[list[int]], lane: Sequence[int]
) -> tuple[list[list[int]], int]:
    """The best order that sweeps to the right and to the left reach, and its crossings."""
    place = _places(members)
    best, fewest, stale = [list(column) for column in members], crossings(grid, members), 0
    for sweep in range(_SWEEPS):
        if not fewest or stale == _PATIENCE:
            break
        near = grid.right if sweep % 2 else grid.left
        middle = fmean if sweep % 4 < 2 else median  # noqa: PLR2004 - a pair of sweeps each
        for column in reversed(members[:-1]) if sweep % 2 else members[1:]:
            wanted = {
                number: (
                    lane[number],
                    middle([place[other] for other in near[number]])
                    if near[number]
                    else float(place[number]),
                )
                for number in column
            }
            column.sort(key=wanted.__getitem__)
            place.update((number, index) for index, number in enumerate(column))
        _exchange(grid, members, place, lane)
        count = crossings(grid, members)
        stale += 1
        if count < fewest:
            best, fewest, stale = [list(column) for column in members], count, 0
    return best, fewest


def _exchange(
    grid: Columns, members: list[list[int]], place: dict[int, int], lane: Sequence[int]
) -> None:
    """Swap neighbours of one lane in `members` wherever that saves a crossing."""
    for _ in range(_EXCHANGES):
        improved = False
        for column in members:
            for index in range(len(column) - 1):
                upper, lower = column[index], column[index + 1]
                if lane[upper] == lane[lower] and _saved(grid, upper, lower, place) > 0:
                    column[index], column[index + 1] = lower, upper
                    place[upper], place[lower] = index + 1, index
                    improved = True
        if not improved:
            break


def _saved(grid: Columns, upper: int, lower: int, place: dict[int, int]) -> int:
    """How many crossings fewer there are with the lower one on top."""
    saved = 0
    for near in (grid.left, grid.right):
        above, below = near[upper], near[lower]
        if above and below and len(above) * len(below) <= _CROWD:
            for other in above:
                here = place[other]
                for one in below:
                    there = place[one]
                    saved += (here > there) - (here < there)
    return saved


def _places(members: Sequence[Sequence[int]]) -> dict[int, int]:
    return {number: index for column in members for index, number in enumerate(column)}
