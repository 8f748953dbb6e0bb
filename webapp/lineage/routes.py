"""The way of an edge through the picture, as a curve that flows from left to right."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import floor
from typing import TypeAlias

from msgspec import Struct

from webapp.lineage.layout import Point
from webapp.lineage.lengths import px

# Where no edge should pass: the spans that the nodes of a column take, by the column's x.
Obstacles: TypeAlias = Mapping[float, Sequence[tuple[float, float]]]

# Into how many lines a piece is cut that rises or falls by less than so many pixels: fewer would
# leave it by more than a quarter of a pixel.
_SAMPLES = ((14.0, 8), (32.0, 12), (math.inf, 20))
_MIDDLE = 0.5
_FLAT = 0.5  # a height difference in pixels that no eye sees


class Curve(Struct, frozen=True):
    """Cubic Bézier pieces: each has two control points and an end, and starts where one ended."""

    start: Point
    pieces: tuple[tuple[Point, Point, Point], ...]

    @property
    def path(self) -> str:
        """The curve as SVG path data.

        >>> Curve((0, 0), (((5, 0), (5, 10), (10, 10)),)).path
        'M0 0C5 0 5 10 10 10'
        """
        pieces = ("C" + " ".join(_pair(point) for point in piece) for piece in self.pieces)
        return f"M{_pair(self.start)}{''.join(pieces)}"

    @property
    def end(self) -> Point:
        """Where the curve ends."""
        return self.pieces[-1][-1]

    def height_at(self, x: float) -> float:
        """About the y of the curve there; that of its nearer end outside of it.

        >>> Curve((0, 0), (((5, 0), (5, 10), (10, 10)),)).height_at(5)
        5.0
        """
        begin = self.start
        for first, second, end in self.pieces:
            if begin[0] <= x <= end[0] and end[0] > begin[0]:
                # Control points of a piece lie a third or half of it away: x runs nearly evenly.
                return _bezier(begin, first, second, end, (x - begin[0]) / (end[0] - begin[0]))[1]
            begin = end
        return self.start[1] if x < self.start[0] else self.end[1]

    @property
    def corners(self) -> tuple[Point, ...]:
        """Points between which the whole curve lies."""
        return (self.start, *(point for piece in self.pieces for point in piece))

    @property
    def along(self) -> tuple[list[int], list[int]]:
        """The xs and the ys of points along the curve, in whole tenths of a pixel.

        They are close enough that lines between them look like it.
        """
        begin = self.start
        xs, ys = [_tenth(begin[0])], [_tenth(begin[1])]
        for first, second, end in self.pieces:
            if abs(begin[1] - end[1]) < _FLAT and abs(first[1] - end[1]) < _FLAT:
                xs.append(_tenth(end[0]))
                ys.append(_tenth(end[1]))
            else:
                weights = _weights_for(begin, first, second, end)
                for found, side in ((xs, 0), (ys, 1)):
                    a, b, c, d = (10 * point[side] for point in (begin, first, second, end))
                    found += [
                        floor(wa * a + wb * b + wc * c + wd * d + 0.5) for wa, wb, wc, wd in weights
                    ]
            begin = end
        return xs, ys

    @property
    def middle(self) -> Point:
        """Where half of the curve's pieces are behind.

        >>> Curve((0, 0), (((5, 0), (5, 10), (10, 10)),)).middle
        (5.0, 5.0)
        """
        place, is_between = divmod(len(self.pieces), 2)
        begin = self.pieces[place - 1][-1] if place else self.start
        return _bezier(begin, *self.pieces[place], _MIDDLE) if is_between else begin


def _tenth(value: float) -> int:
    return floor(value * 10 + 0.5)


def forward(ends: tuple[Point, Point], waypoints: Sequence[Point], obstacles: Obstacles) -> Curve:
    """A curve to the right that keeps only the way-points that it needs to pass the obstacles."""
    path = [ends[0], *waypoints, ends[1]]
    kept, here = [path[0]], 0
    while here < len(path) - 1:
        there = len(path) - 1
        while there > here + 1 and not _clear(path[here], path[there], obstacles):
            there -= 1
        kept.append(path[there])
        here = there
    return _smooth(kept)


def backward(ends: tuple[Point, Point], below: float, turn: float) -> Curve:
    """A curve that leaves to the right, goes back at the height `below`, arrives from the left."""
    (x0, y0), (x1, y1) = ends
    return Curve(
        (x0, y0),
        (
            ((x0 + turn, y0), (x0 + turn, below), (x0, below)),
            ((x0, below), (x1, below), (x1, below)),
            ((x1 - turn, below), (x1 - turn, y1), (x1, y1)),
        ),
    )


def _clear(start: Point, end: Point, obstacles: Obstacles) -> bool:
    """Whether a smooth step from start to end meets no obstacle."""
    for x, spans in obstacles.items():
        if start[0] < x < end[0]:
            part = (x - start[0]) / (end[0] - start[0])
            y = start[1] + part * part * (3 - 2 * part) * (end[1] - start[1])
            if any(top < y < bottom for top, bottom in spans):
                return False
    return True


def _smooth(points: Sequence[Point]) -> Curve:
    """The monotone cubic through the points (Fritsch and Carlson), level at both ends."""
    lengths = [b[0] - a[0] for a, b in pairwise(points)]
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]
    between = zip(pairwise(lengths), pairwise(slopes), strict=True)
    level = [0.0, *(_slope(*pair, *steep) for pair, steep in between), 0.0]
    pieces = []
    for (a, b), (from_slope, to_slope) in zip(pairwise(points), pairwise(level), strict=True):
        reach = (b[0] - a[0]) * (1 / 2 if len(points) == 2 else 1 / 3)  # noqa: PLR2004
        pieces.append(
            ((a[0] + reach, a[1] + from_slope * reach), (b[0] - reach, b[1] - to_slope * reach), b)
        )
    return Curve(points[0], tuple(pieces))


def _slope(h0: float, h1: float, s0: float, s1: float) -> float:
    """The slope at a point between two pieces of lengths h and slopes s.

    That of the parabola through it and its neighbours, since less looks like a corner; at most
    three times that of the flatter piece, so that the curve does not overshoot.
    """
    if s0 * s1 <= 0:
        return 0.0
    between = (s0 * h1 + s1 * h0) / (h0 + h1)
    return math.copysign(min(abs(between), 3 * abs(s0), 3 * abs(s1)), s0)


def _weights(t: float) -> tuple[float, float, float, float]:
    """How much of each of its four points there is in a cubic Bézier piece at t, from 0 to 1."""
    u = 1 - t
    return u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t


# A picture has hundreds of pieces, and each asks for the same.
_WEIGHTS = tuple(
    (rise, tuple(_weights(step / samples) for step in range(1, samples + 1)))
    for rise, samples in _SAMPLES
)


def _weights_for(*piece: Point) -> tuple[tuple[float, float, float, float], ...]:
    """The weights of the points along a piece."""
    heights = [y for _, y in piece]
    rise = max(heights) - min(heights)
    return next(weights for most, weights in _WEIGHTS if rise < most)


def _bezier(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    wa, wb, wc, wd = _weights(t)
    return (
        wa * a[0] + wb * b[0] + wc * c[0] + wd * d[0],
        wa * a[1] + wb * b[1] + wc * c[1] + wd * d[1],
    )


def _pair(point: Point) -> str:
    """A point as SVG writes it, to a tenth of a pixel.

    >>> _pair((1.25, -3.0))
    '1.2 -3'
    """
    return f"{px(point[0])} {px(point[1])}"
