"""The outlines of glyphs and boxes: shapes that are made once and stamped where they stand."""

import math
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec import Struct

from webapp.charts.icons import GRID, Points
from webapp.lineage.scene import SceneNode

# The xs and the ys of a line's points, in tenths of a pixel.
Way: TypeAlias = tuple[list[int], list[int]]

_SHADOW: Final = 4.0  # how far it shows


class Stamp(Struct, frozen=True):
    """A shape around its middle, in tenths of a pixel."""

    xs: tuple[int, ...]
    ys: tuple[int, ...]

    def at(self, x: float, y: float) -> Way:
        """The shape with its middle there.

        >>> Stamp((-10, 10), (0, 5)).at(3.14, 2.0)
        ([21, 41], [20, 25])
        """
        right, down = tenths(x), tenths(y)
        return [right + one for one in self.xs], [down + one for one in self.ys]


def tenths(pixels: float) -> int:
    """So many pixels in tenths, as figures have them: a picture has thousands of points.

    >>> tenths(3.14), tenths(-0.25)
    (31, -2)
    """
    return round(10 * pixels)


def stamp(points: Points, scale: float = 1.0, middle: float = 0.0) -> Stamp:
    """The shape of points around a middle, so many times as large."""
    xs = tuple(tenths(scale * (x - middle)) for x, _ in points)
    return Stamp(xs, tuple(tenths(scale * (y - middle)) for _, y in points))


def bodies_of(node: SceneNode) -> tuple[Way, ...]:
    """The outlines of a glyph; that of a closed run is a second sheet behind the first."""
    shape = _body(node.shape == "diamond", node.is_square, node.radius)
    if node.shape == "stack":
        return shape.at(node.x + _SHADOW, node.y - _SHADOW), shape.at(node.x, node.y)
    return (shape.at(node.x, node.y),)


@lru_cache(maxsize=64)
def _body(is_diamond: bool, is_square: bool, r: float) -> Stamp:
    if is_diamond:
        return stamp(((0, -r), (r, 0), (0, r), (-r, 0), (0, -r)))
    return _rounded(r, r, 7 if is_square else r)


def rounded(x: float, y: float, half_width: float, half_height: float, radius: float) -> Way:
    """A rectangle with round corners; a circle where the radius is all of it."""
    return _rounded(half_width, half_height, radius).at(x, y)


@lru_cache(maxsize=64)
def _rounded(half_width: float, half_height: float, radius: float) -> Stamp:
    """The same around the middle."""
    steps = 3 if radius < half_height else 7
    points = []
    for corner, (side_x, side_y) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        centre_x, centre_y = side_x * (half_width - radius), side_y * (half_height - radius)
        for step in range(steps + 1):
            angle = math.pi / 2 * (corner + step / steps)
            points.append(
                (centre_x + radius * math.cos(angle), centre_y + radius * math.sin(angle))
            )
    return stamp((*points, points[0]))


def icon_on(icon: Points, node: SceneNode) -> Way:
    """An icon's points where the node stands."""
    return _scaled(icon, 16 if node.shape in ("diamond", "stack") else 14).at(node.x, node.y)


@lru_cache(maxsize=128)
def _scaled(icon: Points, size: float) -> Stamp:
    return stamp(icon, size / GRID, GRID / 2)
