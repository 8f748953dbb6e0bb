"""The arrows of a picture."""

from collections.abc import Mapping

import networkx as nx

from webapp.lineage.glyphs import reach
from webapp.lineage.graph import downstream, upstream
from webapp.lineage.layout import Layout, Point
from webapp.lineage.records import Direction, Key
from webapp.lineage.routes import Curve, Obstacles, backward, forward
from webapp.lineage.scene import SceneEdge, SceneNode

_TIP = 8.0
_LOOP_TURN, _LOOP_DROP = 44.0, 70.0


def arrows(
    pairs: nx.DiGraph, placed: Layout, pitch: Point, nodes: Mapping[Key, SceneNode], selected: Key
) -> list[SceneEdge]:
    """One arrow for each pair of nodes, around the nodes that stand in its way."""
    obstacles = _obstacles(nodes)
    sides: dict[Direction, frozenset[Key]] = {
        "up": upstream(pairs, selected) | {selected},
        "down": downstream(pairs, selected) | {selected},
    }
    edges = []
    for source, target in pairs.edges:
        waypoints = placed.waypoints.get((source, target), ())
        passed = [(x * pitch[0], y * pitch[1]) for x, y in waypoints]
        leads_back = (source, target) in placed.loops
        curve = _curve(nodes[source], nodes[target], passed, obstacles, leads_back=leads_back)
        tip = (curve.end[0] + _TIP, curve.end[1])
        lies = [side for side, keys in sides.items() if {source, target} <= keys]
        edges.append(SceneEdge(source, target, curve, tip, lies[0] if lies else ""))
    return edges


def _curve(
    source: SceneNode,
    target: SceneNode,
    waypoints: list[Point],
    obstacles: Obstacles,
    *,
    leads_back: bool,
) -> Curve:
    """From a node's right edge to just before another's left edge, where the tip begins."""
    ends = (source.x + reach(source), source.y), (target.x - reach(target) - _TIP, target.y)
    if leads_back:
        return backward(ends, max(source.y, target.y) + _LOOP_DROP, _LOOP_TURN)
    return forward(ends, waypoints, obstacles)


def _obstacles(nodes: Mapping[Key, SceneNode]) -> Obstacles:
    columns: dict[float, list[tuple[float, float]]] = {}
    for node in nodes.values():
        span = (node.y - node.above, node.y + node.below)
        columns.setdefault(node.x, []).append(span)
    return columns
