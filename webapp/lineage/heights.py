"""How high each node stands in its column: near its neighbours, never on another."""

from collections.abc import Sequence
from itertools import pairwise

from webapp.lineage.columns import Columns

WAYPOINT_SIZE = 0.4
_SWEEPS = 12
_ONE_SIDED = 4  # first sweeps look back only, so that the picture unrolls
_PASSAGE = 8.0  # edges between way-points are kept straight before all others
_ENTRY = 2.0
_LOOSE = 0.05  # a node without neighbours leans to the middle


def heights(grid: Columns, members: list[list[int]], sizes: Sequence[float]) -> list[float]:
    """The y of each number, the topmost at zero; columns in the order of `members`."""
    y = [0.0] * len(grid.left)
    for column in members:
        for number, at in zip(column, _packed(column, sizes), strict=True):
            y[number] = at
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        sides = [grid.left if forward else grid.right]
        if sweep >= _ONE_SIDED:
            sides = [grid.left, grid.right]
        for column in members if forward else reversed(members):
            _settle(grid, column, sides, sizes, y)
    top = min(y, default=0.0)
    return [at - top for at in y]


def _packed(column: list[int], sizes: Sequence[float]) -> list[float]:
    """The heights of a column without gaps, its middle at zero."""
    at = [0.0]
    for gap in _gaps(column, sizes):
        at.append(at[-1] + gap)
    return [height - at[-1] / 2 for height in at]


def _gaps(column: list[int], sizes: Sequence[float]) -> list[float]:
    """The least distance from each number of a column to the next."""
    return [(sizes[upper] + sizes[lower]) / 2 for upper, lower in pairwise(column)]


def _settle(
    grid: Columns,
    column: list[int],
    sides: list[list[list[int]]],
    sizes: Sequence[float],
    y: list[float],
) -> None:
    """Move the numbers of one column towards their neighbours on the given sides."""
    wishes, weights = [], []
    for number in column:
        pull = weight = 0.0
        for side in sides:
            for other in side[number]:
                bends = (not grid.is_node(number)) + (not grid.is_node(other))
                strength = (1.0, _ENTRY, _PASSAGE)[bends] / len(side[number]) ** 0.5
                pull += strength * y[other]
                weight += strength
        wishes.append(pull / weight if weight else y[number] * _LOOSE)
        weights.append(weight or _LOOSE)
    for number, at in zip(column, spread(wishes, weights, _gaps(column, sizes)), strict=True):
        y[number] = at


def spread(wishes: list[float], weights: list[float], gaps: list[float]) -> list[float]:
    """Heights at least `gaps` apart, as near to the wishes as can be (least weighted squares).

    Isotonic regression by pooling adjacent violators.

    >>> spread([0.0, 0.0], [1.0, 1.0], [1.0])
    [-0.5, 0.5]
    >>> spread([0.0, 5.0], [1.0, 1.0], [1.0])
    [0.0, 5.0]
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    pools: list[tuple[float, float, int]] = []
    for wish, weight, offset in zip(wishes, weights, offsets, strict=False):
        pool = ((wish - offset) * weight, weight, 1)
        while pools and pools[-1][0] / pools[-1][1] > pool[0] / pool[1]:
            above = pools.pop()
            pool = (above[0] + pool[0], above[1] + pool[1], above[2] + pool[2])
        pools.append(pool)
    level = [total / weight for total, weight, count in pools for _ in range(count)]
    return [at + offset for at, offset in zip(level, offsets, strict=False)]
