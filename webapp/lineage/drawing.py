"""From a lineage to its picture."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from webapp.lineage.arrows import Course, arrows
from webapp.lineage.detail import Box, detail
from webapp.lineage.glyphs import box_of, node_of
from webapp.lineage.labels import width
from webapp.lineage.layout import Layout, Point, layout
from webapp.lineage.records import Key, Lineage
from webapp.lineage.scene import (
    BOX_HEIGHT,
    RING,
    Caption,
    Scene,
    SceneBox,
    SceneEdge,
    SceneNode,
)

# Least and most pixels from column to column and from row to row.
_COLUMN = (112.0, 190.0)
_ROW = (84.0, 100.0)
_LEFT, _MARGIN = 48.0, 20.0  # the zoom buttons stand at the left
_AIR = 8.0  # between two labels


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a picture is drawn on: so many pixels, at most so many nodes.

    `siblings` is how many of one crowd stand behind one node, `behind` how many of all.
    """

    width: float = 1024.0
    height: float = 560.0
    nodes: int = 400
    siblings: int = 8
    behind: int = 24


PAGE = Sheet()
STRIP = Sheet(width=900.0, height=260.0, nodes=40, siblings=3, behind=5)


def draw(
    lineage: Lineage,
    captions: Mapping[Key, Caption],
    selected: Key | None = None,
    sheet: Sheet = PAGE,
) -> Scene:
    """The picture of a lineage, fitted to the sheet as far as it stays readable.

    `captions` has one for each node. The start is selected unless another node is that is shown.
    """
    crowds = {key: caption.crowd for key, caption in captions.items()}
    shown = detail(lineage, crowds, sheet.siblings, sheet.behind, sheet.nodes)
    pairs = _pairs(lineage, shown.keys)
    executions = frozenset(key for key in shown.keys if key.kind == "execution")
    placed = layout(pairs, executions, {box: _tie(box) for box in shown.boxes})
    pitch = _pitch(placed, sheet)
    places = {what: (x * pitch[0], y * pitch[1]) for what, (x, y) in placed.places.items()}
    room = pitch[0] - _AIR
    chosen = selected if selected and selected in pairs else lineage.start
    nodes = {key: node_of(key, captions[key], places[key], room, chosen) for key in shown.keys}
    boxes = [box_of(box, nodes[box.at], places.get(box), captions[box.at]) for box in shown.boxes]
    edges = arrows(Course(pairs, placed, pitch), nodes, boxes, chosen)
    return _framed(list(nodes.values()), edges, boxes)


def _pairs(lineage: Lineage, shown: Iterable[Key]) -> nx.DiGraph:
    """Which drawn node flows into which; several events between two are one arrow."""
    pairs = nx.DiGraph()
    pairs.add_nodes_from(sorted(shown))
    pairs.add_edges_from(
        sorted(
            {
                (edge.source, edge.target)
                for edge in lineage.edges
                if edge.source in pairs and edge.target in pairs
            }
        )
    )
    return pairs


def _tie(box: Box) -> tuple[Hashable, Hashable]:
    return (box.at, box) if box.direction == "down" else (box, box.at)


def _pitch(placed: Layout, sheet: Sheet) -> Point:
    """Pixels from column to column and from row to row."""
    columns = max((x for x, _ in placed.places.values()), default=0.0)
    rows = max((y for _, y in placed.places.values()), default=0.0)
    across = (sheet.width - 2 * _COLUMN[0]) / max(columns, 1.0)
    down = (sheet.height - 2 * _ROW[0]) / max(rows, 1.0)
    return min(max(across, _COLUMN[0]), _COLUMN[1]), min(max(down, _ROW[0]), _ROW[1])


def _framed(nodes: list[SceneNode], edges: list[SceneEdge], boxes: list[SceneBox]) -> Scene:
    """The picture with a margin around all that it holds."""
    corners = [corner for node in nodes for corner in _corners(node)]
    corners += [(box.x + box.width * side / 2, box.y) for box in boxes for side in (-1, 1)]
    corners += [(box.x, box.y + BOX_HEIGHT * side / 2) for box in boxes for side in (-1, 1)]
    corners += [corner for edge in edges for corner in edge.curve.corners]
    left, top = (min(corner[axis] for corner in corners) - _MARGIN for axis in (0, 1))
    right, bottom = (max(corner[axis] for corner in corners) + _MARGIN for axis in (0, 1))
    left -= _LEFT - _MARGIN
    in_order = tuple(sorted(nodes, key=lambda node: (node.x, node.y)))
    return Scene(in_order, tuple(edges), tuple(boxes), left, top, right - left, bottom - top)


def _corners(node: SceneNode) -> tuple[Point, Point]:
    half = max(node.radius + RING, width(node.name) / 2, width(node.note) / 2)
    return (
        (node.x - half, node.y - node.above),
        (node.x + half, node.y + node.below),
    )
