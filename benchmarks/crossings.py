"""How often the edges of a drawing cross, counted on the lines as they are drawn."""

import itertools
import json
import subprocess
from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeAlias

import networkx as nx

from webapp.lineage.layout import Layout

Point: TypeAlias = tuple[float, float]
Line: TypeAlias = Sequence[Point]
# The lines of a drawing by their ends.
Drawing: TypeAlias = Mapping[tuple[Hashable, Hashable], Line]

# Points of one Bézier curve of dot's.
STEPS: Final = 6


def crossings(drawing: Drawing) -> int:
    """How many pairs of edges cross; those that meet in a node do not.

    >>> crossings({("a", "d"): [(0, 0), (1, 1)], ("b", "c"): [(0, 1), (1, 0)]})
    1
    >>> crossings({("a", "d"): [(0, 0), (1, 1)], ("a", "c"): [(0, 0), (1, 0)]})
    0
    """
    return sum(
        _cross(one, other)
        for (ends, one), (others, other) in itertools.combinations(drawing.items(), 2)
        if not {*ends} & {*others}
    )


def ours(placed: Layout, graph: nx.DiGraph) -> Drawing:
    """The lines of our layout: from node to node over the way-points."""
    return {
        (source, target): (
            placed.places[source],
            *placed.waypoints.get((source, target), ()),
            placed.places[target],
        )
        for source, target in graph.edges
        if (source, target) not in placed.loops
    }


def dots(graph: nx.DiGraph) -> Drawing:
    """The lines that Graphviz dot draws from left to right."""
    numbers = {node: str(number) for number, node in enumerate(graph)}
    nodes = {number: node for node, number in numbers.items()}
    edges = "\n".join(f"{numbers[source]} -> {numbers[target]};" for source, target in graph.edges)
    text = f'digraph {{ rankdir=LR; node [shape=circle, label="", width=0.3]; {edges} }}'
    done = subprocess.run(
        ["dot", "-Tjson0"], input=text, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    names = [nodes[one["name"]] for one in told["objects"]]
    return {(names[one["tail"]], names[one["head"]]): _curve(one["pos"]) for one in told["edges"]}


def _curve(text: str) -> Line:
    """The points of a spline that dot writes as "e,1,2 3,4 5,6 …"."""
    points = [
        (float(x), float(y))
        for x, y in (part.split(",") for part in text.split() if part[0] not in "se")
    ]
    found = points[:1]
    for start in range(0, len(points) - 3, 3):
        found += [_bezier(points[start : start + 4], step / STEPS) for step in range(1, STEPS + 1)]
    return found


def _bezier(points: Sequence[Point], at: float) -> Point:
    while len(points) > 1:
        points = [
            (x0 + (x1 - x0) * at, y0 + (y1 - y0) * at)
            for (x0, y0), (x1, y1) in itertools.pairwise(points)
        ]
    return points[0]


def _cross(one: Line, other: Line) -> bool:
    if not _near(one, other):
        return False
    return any(
        _segments_cross(*first, *second)
        for first in itertools.pairwise(one)
        for second in itertools.pairwise(other)
    )


def _near(one: Line, other: Line) -> bool:
    return all(
        min(p[axis] for p in one) <= max(p[axis] for p in other)
        and min(p[axis] for p in other) <= max(p[axis] for p in one)
        for axis in (0, 1)
    )


def _segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
