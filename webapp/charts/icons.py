"""The glyphs of static/icons.svg as lines, for a drawing that knows only points."""

import math
from typing import Final, TypeAlias

Points: TypeAlias = tuple[tuple[float, float], ...]

# The icons' grid; their middle is at 8, 8.
GRID: Final = 16.0


def _arc(
    centre: tuple[float, float], radii: tuple[float, float], start: float, end: float
) -> Points:
    """Points of an ellipse's arc; angles in degrees, clockwise from the right."""
    steps = max(2, round(abs(end - start) / 30))
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return tuple(
        (centre[0] + radii[0] * math.cos(angle), centre[1] + radii[1] * math.sin(angle))
        for angle in angles
    )


def _circle(x: float, y: float, radius: float) -> Points:
    return _arc((x, y), (radius, radius), 0, 360)


STROKES: Final[dict[str, tuple[Points, ...]]] = {
    "data": (
        _arc((8, 4), (5.25, 2), 0, 360),
        ((2.75, 4), (2.75, 12), *_arc((8, 12), (5.25, 2), 180, 0), (13.25, 4)),
        _arc((8, 8), (5.25, 2), 180, 0),
    ),
    "model": (((8, 1.5), (14.5, 8), (8, 14.5), (1.5, 8), (8, 1.5)),),
    "metric": (
        ((2, 13.75), (14, 13.75)),
        ((4, 11), (4, 8.5)),
        ((8, 11), (8, 3)),
        ((12, 11), (12, 6)),
    ),
    "report": (
        ((3.25, 1.75), (9.25, 1.75), (12.75, 5.25), (12.75, 14.25), (3.25, 14.25), (3.25, 1.75)),
        ((9, 2), (9, 5.5), (12.5, 5.5)),
        ((5.75, 8.5), (10.25, 8.5)),
        ((5.75, 11.25), (10.25, 11.25)),
    ),
    "config": (
        ((2, 4.5), (7.5, 4.5)),
        ((11.5, 4.5), (14, 4.5)),
        _circle(9.5, 4.5, 2),
        ((2, 11.5), (4.5, 11.5)),
        ((8.5, 11.5), (14, 11.5)),
        _circle(6.5, 11.5, 2),
    ),
    "endpoint": (
        _arc((8, 8), (4.8, 4.8), 135, 225),
        _arc((8, 8), (4.8, 4.8), -45, 45),
        _arc((8, 8), (7.6, 7.6), 135, 225),
        _arc((8, 8), (7.6, 7.6), -45, 45),
    ),
    "fail": (_circle(8, 8, 6.25), ((5.75, 5.75), (10.25, 10.25)), ((10.25, 5.75), (5.75, 10.25))),
    "cached": (
        _arc((8, 8), (6.25, 6.25), 204, 540),
        ((1.75, 2.5), (1.75, 5.75), (5, 5.75)),
        ((8, 4.75), (8, 8), (10.25, 9.5)),
    ),
    "running": (_arc((8, 8), (6.25, 6.25), -90, 180),),
    "play": (),
    "run": (
        _circle(3.5, 8, 1.75),
        _circle(12.5, 3.75, 1.75),
        _circle(12.5, 12.25, 1.75),
        ((5.2, 7.2), (10.8, 4.5)),
        ((5.2, 8.8), (10.8, 11.5)),
    ),
}
FILLS: Final[dict[str, Points]] = {
    "model": ((8, 5.4), (10.6, 8), (8, 10.6), (5.4, 8), (8, 5.4)),
    "endpoint": _circle(8, 8, 1.9),
    "running": _circle(8, 8, 1.75),
    "play": ((5, 3.4), (5, 12.6), (12.4, 8), (5, 3.4)),
}
