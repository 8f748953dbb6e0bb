"""From a lineage to its picture."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from webapp.lineage.arrows import Course, arrows, events_of
from webapp.lineage.captions import Caption
from webapp.lineage.detail import Box, Crowding, Detail, Sketch, detail, sketch
from webapp.lineage.frames import frames
from webapp.lineage.glyphs import box_of, node_of
from webapp.lineage.labels import width
from webapp.lineage.layout import Layout, Point, layout
from webapp.lineage.networks import nx
from webapp.lineage.opened import Mark, Opened
from webapp.lineage.records import Key, Lineage
from webapp.lineage.runs import Runs
from webapp.lineage.scene import BOX_HEIGHT, RING, Scene, SceneBox, SceneEdge, SceneFrame, SceneNode

# Least and most pixels from column to column and from row to row.
_COLUMN = (112.0, 190.0)
_ROW = (84.0, 100.0)
_LEFT, _MARGIN = 64.0, 20.0  # the zoom buttons stand at the left, however small the picture is
_AIR = 8.0  # between two labels


class Sheet(Struct, frozen=True):
    """What a picture is drawn on: so many pixels, and how much fits there.

    With more than `readable` marks, runs close, and crowds shrink to `few` siblings.
    """

    width: float = 1024.0
    height: float = 560.0
    crowding: Crowding = field(default_factory=Crowding)
    readable: int = 150
    few: int = 3


PAGE: Final = Sheet()
STRIP: Final = Sheet(width=900.0, height=260.0, crowding=Crowding(3, 5, 40))


class Look(Struct, frozen=True):
    """How a lineage is looked at: what is selected, found, opened, and in which runs it lies.

    `badges` are letters at nodes, `short` has the short forms of type names.
    """

    selected: frozenset[Key] = frozenset()
    found: frozenset[Key] = frozenset()
    opened: Opened = field(default_factory=Opened)
    runs: Runs = field(default_factory=Runs)
    badges: Mapping[Key, str] = {}
    short: Mapping[str, str] = {}


class Picture(Struct, frozen=True):
    """What is shown of a lineage: which runs are closed, how many siblings, and what remains."""

    sketch: Sketch
    runs: Runs
    detail: Detail
    captions: Mapping[Mark, Caption]

    @property
    def size(self) -> int:
        """How many marks it has."""
        return len(self.detail.marks)


def picture(
    lineage: Lineage, captions: Mapping[Key, Caption], look: Look, sheet: Sheet = PAGE
) -> Picture:
    """What of a lineage is drawn: all that is readable at once.

    `captions` has one for each node.
    """
    crowding = replace(sheet.crowding, opened=frozenset(look.opened.branches))
    for is_crowded in (False, True):
        runs = look.runs.closing(all_of_them=is_crowded, opened=look.opened, kept=lineage.start)
        drawn = sketch(lineage, runs, look.short)
        marks = _captions(drawn, runs, captions)
        if is_crowded:
            crowding = replace(crowding, siblings=min(crowding.siblings, sheet.few))
        found = Picture(drawn, runs, detail(drawn, marks, crowding), marks)
        if found.size <= sheet.readable:
            break
    return found


def draw(
    lineage: Lineage, captions: Mapping[Key, Caption], look: Look, sheet: Sheet = PAGE
) -> Scene:
    """The picture of a lineage, fitted to the sheet as far as it stays readable.

    The start is selected unless other nodes are that are shown.
    """
    return scene(picture(lineage, captions, look, sheet), lineage, look, sheet)


def scene(shown: Picture, lineage: Lineage, look: Look, sheet: Sheet = PAGE) -> Scene:
    """Where everything in a picture lies."""
    marks, boxes = shown.detail.marks, shown.detail.boxes
    pairs = _pairs(shown)
    executions = frozenset(mark for mark in marks if mark.kind != "artifact")
    groups = shown.runs.groups_among(marks)
    # A box stands in the frame of its mark.
    apart: dict[Hashable, Hashable] = dict(groups.items())
    apart |= {box: groups[box.at] for box in boxes if box.at in groups}
    placed = layout(pairs, executions, {box: _tie(box) for box in boxes}, apart)
    pitch = _pitch(placed, sheet)
    places = {what: (x * pitch[0], y * pitch[1]) for what, (x, y) in placed.places.items()}
    chosen = _chosen(shown, look, lineage)
    nodes = {
        mark: node_of(mark, shown.captions[mark], places[mark], pitch[0] - _AIR, mark in chosen)
        for mark in marks
    }
    found = {shown.runs.mark(key) for key in look.found}
    for key, badge in look.badges.items():
        if key in nodes:
            nodes[key] = replace(nodes[key], badge=badge, title=f"{nodes[key].title}, {badge}")
    nodes = {mark: replace(node, found=mark in found) for mark, node in nodes.items()}
    drawn = [box_of(box, nodes[box.at], places.get(box), shown.captions[box.at]) for box in boxes]
    edges = arrows(Course(pairs, placed, pitch), nodes, drawn, events_of(lineage, shown.runs))
    return _framed(list(nodes.values()), edges, drawn, frames(shown.runs, groups, nodes, pitch))


def _captions(drawn: Sketch, runs: Runs, captions: Mapping[Key, Caption]) -> dict[Mark, Caption]:
    found: dict[Mark, Caption] = {}
    for mark in drawn.near:
        if isinstance(mark, Key):
            found[mark] = captions[mark]
        else:
            found[mark] = _caption_of_run(runs.names[mark], runs.members[mark], captions)
    return found


def _caption_of_run(name: str, members: Iterable[Key], captions: Mapping[Key, Caption]) -> Caption:
    keys = list(members)
    failed = any(captions[key].state == "FAILED" for key in keys if key.kind == "execution")
    note = f"{len(keys)} nodes{', failed' if failed else ''}"
    return Caption(name, type="Run", state="FAILED" if failed else "", note=note)


def _chosen(shown: Picture, look: Look, lineage: Lineage) -> frozenset[Mark]:
    marks = set(shown.detail.marks)
    selected = frozenset(shown.runs.mark(key) for key in look.selected) & marks
    return selected or frozenset({shown.runs.mark(lineage.start)})


def _pairs(shown: Picture) -> "nx.DiGraph":
    """Which drawn mark flows into which; several events between two are one arrow."""
    pairs = nx.DiGraph()
    pairs.add_nodes_from(sorted(shown.detail.marks))
    for mark in list(pairs):
        after = shown.sketch.near[mark]["down"]
        pairs.add_edges_from((mark, other) for other in sorted(after) if other in pairs)
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


def _framed(
    nodes: list[SceneNode],
    edges: list[SceneEdge],
    boxes: list[SceneBox],
    runs: list[SceneFrame],
) -> Scene:
    """The picture with a margin around all that it holds."""
    corners = [corner for node in nodes for corner in _corners(node)]
    corners += [(box.x + box.width * side / 2, box.y) for box in boxes for side in (-1, 1)]
    corners += [(box.x, box.y + BOX_HEIGHT * side / 2) for box in boxes for side in (-1, 1)]
    corners += [corner for edge in edges for corner in edge.curve.corners]
    corners += [(run.x, run.y) for run in runs]
    corners += [(run.x + run.width, run.y + run.height) for run in runs]
    left, top = (min(corner[axis] for corner in corners) - _MARGIN for axis in (0, 1))
    right, bottom = (max(corner[axis] for corner in corners) + _MARGIN for axis in (0, 1))
    left -= _LEFT - _MARGIN
    in_order = tuple(sorted(nodes, key=lambda node: (node.x, node.y)))
    size = (right - left, bottom - top)
    return Scene(in_order, tuple(edges), tuple(boxes), left, top, *size, frames=tuple(runs))


def _corners(node: SceneNode) -> tuple[Point, Point]:
    half = max(node.radius + RING, width(node.name) / 2, width(node.note) / 2)
    return (
        (node.x - half, node.y - node.above),
        (node.x + half, node.y + node.below),
    )
