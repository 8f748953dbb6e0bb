"""The outlines of glyphs and boxes as points."""

import math

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
    steps = 3 if radius < half_height else 7
    points = []
    for corner, (side_x, side_y) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        centre_x = x + side_x * (half_width - radius)
        centre_y = y + side_y * (half_height - radius)
        for step in range(steps + 1):
            angle = math.pi / 2 * (corner + step / steps)
            points.append(
                (centre_x + radius * math.cos(angle), centre_y + radius * math.sin(angle))
            )
    return (*points, points[0])


def icon_on(icon: Points, node: SceneNode) -> Points:
    """An icon's points where the node stands."""
    scale = (16 if node.shape in ("diamond", "stack") else 14) / GRID
    return tuple(
        (node.x + (x - GRID / 2) * scale, node.y + (y - GRID / 2) * scale) for x, y in icon
    )
