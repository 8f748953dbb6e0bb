"""How high each node stands in its column: near its neighbours, never on another."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from webapp.lineage.columns import Columns

# Numbers, and how strongly each draws.
Pulls: TypeAlias = list[tuple[int, float]]

WAYPOINT_SIZE = 0.4
_SWEEPS = 12
_ONE_SIDED = 4  # first sweeps look back only, so that the picture unrolls
# Of edges by how many of their ends are way-points: passages are kept straight before all others.
_STRENGTHS = (1.0, 2.0, 8.0)
_LOOSE = 0.05  # a node without neighbours leans to the middle


def heights(grid: Columns, members: list[list[int]], sizes: Sequence[float]) -> list[float]:
    """The y of each number, the topmost at zero; columns in the order of `members`."""
    y = [0.0] * len(grid.left)
    for column in members:
        for number, at in zip(column, _packed(column, sizes), strict=True):
            y[number] = at
    left, right = _pulls(grid, grid.left), _pulls(grid, grid.right)
    both = [before + after for before, after in zip(left, right, strict=True)]
    gaps = [_gaps(column, sizes) for column in members]
    columns = list(zip(members, gaps, strict=True))
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        pulls = both if sweep >= _ONE_SIDED else left if forward else right
        for column, between in columns if forward else reversed(columns):
            _settle(column, pulls, between, y)
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


def _pulls(grid: Columns, near: list[list[int]]) -> list[Pulls]:
    """What draws each number to one side: its neighbours there, and how strongly each does."""
    nodes = len(grid.nodes)
    found: list[Pulls] = []
    for number, others in enumerate(near):
        share = len(others) ** -0.5 if others else 0.0
        bends = int(number >= nodes)
        found.append([(other, _STRENGTHS[bends + (other >= nodes)] * share) for other in others])
    return found


def _settle(column: list[int], pulls: list[Pulls], gaps: list[float], y: list[float]) -> None:
    """Move the numbers of one column towards what pulls them."""
    wishes, weights = [], []
    for number in column:
        pull = weight = 0.0
        for other, strength in pulls[number]:
            pull += strength * y[other]
            weight += strength
        wishes.append(pull / weight if weight else y[number] * _LOOSE)
        weights.append(weight or _LOOSE)
    for number, at in zip(column, spread(wishes, weights, gaps), strict=True):
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
