"""The arrows of a picture."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from webapp.lineage.glyphs import reach
from webapp.lineage.graph import downstream, upstream
from webapp.lineage.layout import Layout, Point
from webapp.lineage.records import Direction, Key
from webapp.lineage.routes import Obstacles, backward, forward
from webapp.lineage.scene import BOX_HEIGHT, SceneBox, SceneEdge, SceneNode

_TIP = 8.0
_AIR = 6.0  # between an arrow and what it passes
_LOOP_TURN, _LOOP_DROP = 44.0, 70.0


@dataclass(frozen=True, slots=True)
class Course:
    """Which node flows into which, where the layout leads each arrow, and pixels a unit of it."""

    pairs: nx.DiGraph
    placed: Layout
    pitch: Point

    def waypoints(self, pair: tuple[Key, Key]) -> list[Point]:
        """Where an arrow passes, in pixels."""
        across, down = self.pitch
        return [(x * across, y * down) for x, y in self.placed.waypoints.get(pair, ())]


def arrows(
    course: Course, nodes: Mapping[Key, SceneNode], boxes: Iterable[SceneBox], selected: Key
) -> list[SceneEdge]:
    """One arrow for each pair of nodes, around what stands in its way."""
    obstacles = _obstacles(nodes.values(), boxes)
    sides: dict[Direction, frozenset[Key]] = {
        "up": upstream(course.pairs, selected) | {selected},
        "down": downstream(course.pairs, selected) | {selected},
    }
    edges = []
    for pair in course.pairs.edges:
        source, target = pair
        ends = _ends(nodes[source], nodes[target])
        if pair in course.placed.loops:
            below = max(nodes[source].y, nodes[target].y) + _LOOP_DROP
            curve = backward(ends, below, _LOOP_TURN)
        else:
            curve = forward(ends, course.waypoints(pair), obstacles)
        tip = (curve.end[0] + _TIP, curve.end[1])
        lies = [side for side, keys in sides.items() if {source, target} <= keys]
        edges.append(SceneEdge(source, target, curve, tip, lies[0] if lies else ""))
    return edges


def _ends(source: SceneNode, target: SceneNode) -> tuple[Point, Point]:
    """A node's right edge, and just before another's left edge, where the tip begins."""
    return (source.x + reach(source), source.y), (target.x - reach(target) - _TIP, target.y)


def _obstacles(nodes: Iterable[SceneNode], boxes: Iterable[SceneBox]) -> Obstacles:
    columns: dict[float, list[tuple[float, float]]] = {}
    for node in nodes:
        span = (node.y - node.above - _AIR, node.y + node.below + _AIR)
        columns.setdefault(node.x, []).append(span)
    for box in boxes:
        span = (box.y - BOX_HEIGHT / 2 - _AIR, box.y + BOX_HEIGHT / 2 + _AIR)
        columns.setdefault(box.x, []).append(span)
    return columns
