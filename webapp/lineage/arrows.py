"""The arrows of a picture."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from webapp.lineage.glyphs import reach
from webapp.lineage.graph import downstream, upstream
from webapp.lineage.labels import cut, printable, width
from webapp.lineage.layout import Layout, Point
from webapp.lineage.networks import nx
from webapp.lineage.opened import Mark
from webapp.lineage.records import Direction, Lineage
from webapp.lineage.routes import Curve, Obstacles, backward, forward
from webapp.lineage.runs import Runs
from webapp.lineage.scene import BOX_HEIGHT, SceneBox, SceneEdge, SceneNode
from webapp.metadata import Event

_TIP = 8.0
_AIR = 6.0  # between an arrow and what it passes
_LOOP_TURN, _LOOP_DROP = 44.0, 70.0
_ROLE_SIZE = 10 / 12  # of the text that `width` measures
_SHORTEST_ROLE = 24.0  # pixels; a shorter place has room for no word
_LIFT = 4.0  # a role stands a little above its arrow


class Course(Struct, frozen=True):
    """Which mark flows into which, where the layout leads each arrow, and pixels a unit of it."""

    pairs: "nx.DiGraph"
    placed: Layout
    pitch: Point

    def waypoints(self, pair: tuple[Mark, Mark]) -> list[Point]:
        """Where an arrow passes, in pixels."""
        across, down = self.pitch
        return [(x * across, y * down) for x, y in self.placed.waypoints.get(pair, ())]


def events_of(lineage: Lineage, runs: Runs) -> Mapping[tuple[Mark, Mark], Sequence[Event]]:
    """The events of each arrow."""
    found: defaultdict[tuple[Mark, Mark], list[Event]] = defaultdict(list)
    for edge in lineage.edges:
        found[runs.mark(edge.source), runs.mark(edge.target)].append(edge.event)
    return found


def arrows(
    course: Course,
    nodes: Mapping[Mark, SceneNode],
    boxes: Iterable[SceneBox],
    events: Mapping[tuple[Mark, Mark], Sequence[Event]],
) -> list[SceneEdge]:
    """One arrow for each pair of nodes, around what stands in its way."""
    obstacles = _obstacles(nodes.values(), boxes)
    chosen = [mark for mark, node in nodes.items() if node.selected]
    sides: dict[Direction, set[Mark]] = {
        "up": set(chosen).union(*(upstream(course.pairs, mark) for mark in chosen)),
        "down": set(chosen).union(*(downstream(course.pairs, mark) for mark in chosen)),
    }
    edges = []
    for pair in course.pairs.edges:
        source, target = pair
        curve = _curve(course, nodes, obstacles, pair)
        lies = [side for side, keys in sides.items() if {source, target} <= keys]
        told = events.get(pair, ())
        roles = list(dict.fromkeys(printable(event.role) for event in told if event.role))
        first, last = _places(course, nodes, curve, pair)
        edges.append(
            SceneEdge(
                source=source,
                target=target,
                curve=curve,
                tip=(curve.end[0] + _TIP, curve.end[1]),
                side=lies[0] if lies else "",
                title=_title(nodes[source], nodes[target], told, roles),
                role=_role(roles, course.pitch[0] - reach(nodes[source]) - reach(nodes[target])),
                near_source=first,
                near_target=last,
                done=_is_done(told),
            )
        )
    return edges


def _curve(
    course: Course,
    nodes: Mapping[Mark, SceneNode],
    obstacles: Obstacles,
    pair: tuple[Mark, Mark],
) -> Curve:
    """From a node's right edge to just before another's left edge, where the tip begins."""
    source, target = nodes[pair[0]], nodes[pair[1]]
    ends = (source.x + reach(source), source.y), (target.x - reach(target) - _TIP, target.y)
    if pair in course.placed.loops:
        return backward(ends, max(source.y, target.y) + _LOOP_DROP, _LOOP_TURN)
    return forward(ends, course.waypoints(pair), obstacles)


def _is_done(events: Sequence[Event]) -> bool:
    """Whether any event says that it took place, and not only that it was declared or awaited."""
    return any(not event.type.startswith(("DECLARED", "PENDING")) for event in events)


def _title(
    source: SceneNode, target: SceneNode, events: Sequence[Event], roles: Sequence[str]
) -> str:
    """What the arrow says when it is pointed at.

    The events of one arrow may differ: a step declares an input and then reads it.
    """
    words = list(dict.fromkeys(event.type.replace("_", " ").lower() for event in events))
    said = ", ".join(words)
    named = f" as {', '.join(roles[:4])}" if roles else ""
    return f"{source.name} → {target.name}: {said}{named}"


def _role(roles: Sequence[str], room: float) -> str:
    """The role as it fits beside a node, "" where there is none or no room."""
    text = ", ".join(roles[:2]) + (", …" if len(roles) > 2 else "")  # noqa: PLR2004
    if not text or room < _SHORTEST_ROLE:
        return ""
    return text if width(text) * _ROLE_SIZE <= room else cut(text, room / _ROLE_SIZE)


def _places(
    course: Course, nodes: Mapping[Mark, SceneNode], curve: Curve, pair: tuple[Mark, Mark]
) -> tuple[Point, Point]:
    """Above the arrow, half a column behind its source and half a column before its target."""
    half = course.pitch[0] / 2
    after, before = nodes[pair[0]].x + half, nodes[pair[1]].x - half
    if pair in course.placed.loops:
        after, before = curve.start[0], curve.end[0]
    return (after, curve.height_at(after) - _LIFT), (before, curve.height_at(before) - _LIFT)


def _obstacles(nodes: Iterable[SceneNode], boxes: Iterable[SceneBox]) -> Obstacles:
    columns: dict[float, list[tuple[float, float]]] = {}
    for node in nodes:
        span = (node.y - node.above - _AIR, node.y + node.below + _AIR)
        columns.setdefault(node.x, []).append(span)
    for box in boxes:
        span = (box.y - BOX_HEIGHT / 2 - _AIR, box.y + BOX_HEIGHT / 2 + _AIR)
        columns.setdefault(box.x, []).append(span)
    return columns
