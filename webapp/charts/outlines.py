"""The outlines of glyphs and boxes as points."""

import math
from functools import lru_cache

from webapp.charts.icons import GRID, Points
from webapp.lineage.scene import SceneNode

_SHADOW = 4.0  # how far it shows


def bodies_of(node: SceneNode) -> tuple[Points, ...]:
    """The outlines of a glyph; that of a closed run is a second sheet behind the first."""
    if node.shape == "stack":
        return _body(node, _SHADOW), _body(node, 0.0)
    return (_body(node, 0.0),)


def _body(node: SceneNode, shift: float) -> Points:
    x, y, r = node.x + shift, node.y - shift, node.radius
    if node.shape == "diamond":
        return ((x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r))
    if node.is_square:
        return rounded(x, y, r, r, 7)
    return rounded(x, y, r, r, r)


def rounded(x: float, y: float, half_width: float, half_height: float, radius: float) -> Points:
    """A rectangle with round corners; a circle where the radius is all of it."""
    return _moved(_rounded(half_width, half_height, radius), x, y)


@lru_cache(maxsize=64)  # a picture has hundreds of each glyph
def _rounded(half_width: float, half_height: float, radius: float) -> Points:
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
    return (*points, points[0])


def icon_on(icon: Points, node: SceneNode) -> Points:
    """An icon's points where the node stands."""
    return _moved(_scaled(icon, 16 if node.shape in ("diamond", "stack") else 14), node.x, node.y)


@lru_cache(maxsize=128)
def _scaled(icon: Points, size: float) -> Points:
    """An icon's points around its middle."""
    scale = size / GRID
    return tuple(((x - GRID / 2) * scale, (y - GRID / 2) * scale) for x, y in icon)


def _moved(points: Points, x: float, y: float) -> Points:
    return tuple([(x + right, y + down) for right, down in points])
