"""A lineage as a page shows it: picture, panel and tables, all of one walk."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from webapp.charts.lineage import Figure, lineage_figure
from webapp.lineage.drawing import Look, Picture, picture, scene
from webapp.lineage.nodes import LineageNode, Walked, captions
from webapp.lineage.records import Key, Lineage
from webapp.lineage.runs import Runs, runs_of
from webapp.lineage.scene import Scene
from webapp.queries.lineage.hidden import short_names
from webapp.queries.lineage.panel import Panel, panel_of
from webapp.queries.lineage.rows import EventRow, NodeRow, event_rows, node_rows
from webapp.queries.lineage.wanted import Wanted

# A picture has at most so many nodes and runs; with more, tables come first.
MOST_DRAWN: Final = 400
# Rows of the tables: nearest nodes first. Files have them all.
MOST_ROWS: Final = 500


class Drawn(Struct, frozen=True):
    """A picture with its panel and tables. `scene` is None where it is too large.

    `start` is where steps are counted from: between two records the one that comes first.
    `flow` has the pairs of keys in the direction of flow, also of nodes that are folded away.
    What `is_of_several` records has no one start for ways to lead from. What `is_part` was cut
    out of lineages: its nodes have more around them than is counted here.
    """

    start: LineageNode
    scene: Scene | None
    panel: Panel
    shown: tuple[LineageNode, ...]
    flow: tuple[tuple[str, str], ...]
    rows: tuple[NodeRow, ...]
    events: tuple[EventRow, ...]
    nodes_total: int
    events_total: int
    matches: int
    runs: Runs
    size: int
    folded: int
    is_of_several: bool
    is_part: bool

    @property
    def figure(self) -> Figure | None:
        """The picture for plotly, made as it is asked for: a page has sent the SVG by then."""
        return lineage_figure(self.scene) if self.scene else None

    @property
    def runs_closed(self) -> int:
        """How many runs are drawn as one glyph each."""
        return len(self.runs.closed)


def look_at(found: Walked, wanted: Wanted) -> Look:
    """How the address asks for a lineage to be looked at."""
    runs = Runs()
    if wanted.group == "run":
        runs = runs_of((key, node.run) for key, node in found.nodes.items())
    return Look(
        selected=frozenset(key for key in wanted.selected if key in found.nodes),
        found=frozenset(node.key for node in matching(found, wanted.find)),
        opened=wanted.opened,
        runs=runs,
        short=short_names(found.lineage.hidden),
    )


def matching(found: Walked, text: str) -> tuple[LineageNode, ...]:
    """The nodes whose name, version, type or key has `text` in it, in any case."""
    if not text:
        return ()
    wanted = text.casefold()
    return tuple(
        node
        for node in found.nodes.values()
        if wanted in f"{node.full_name} {node.type} {node.key}".casefold()
    )


def drawn(
    found: Walked, look: Look, starts: frozenset[Key] = frozenset(), *, is_part: bool = False
) -> Drawn:
    """The lineage in a picture, a panel and two tables; its own start, or several `starts`.

    What has several is a part, too.
    """
    seen = picture(found.lineage, captions(found), look)
    is_drawn = seen.size <= MOST_DRAWN
    where = scene(seen, found.lineage, look) if is_drawn else None
    nearest = _nearest(found)
    return Drawn(
        start=found.start,
        scene=where,
        panel=panel_of(found, _first_selected(found.lineage.start, look)),
        shown=_shown(found, seen) if is_drawn else (),
        flow=_flow(found.lineage),
        rows=node_rows(nearest, look.found, starts),
        events=event_rows(nearest)[: 2 * MOST_ROWS],
        nodes_total=len(found.lineage.nodes),
        events_total=len(found.lineage.edges),
        matches=len(look.found),
        runs=seen.runs,
        size=seen.size,
        folded=sum(box.folded for box in seen.detail.boxes),
        is_of_several=bool(starts),
        is_part=is_part or bool(starts),
    )


def _first_selected(start: Key, look: Look) -> Key:
    # A page about several starts at the first that its address names.
    return start if start in look.selected else min(look.selected, default=start)


def _shown(found: Walked, seen: Picture) -> tuple[LineageNode, ...]:
    keys: Iterable[Key] = (mark for mark in seen.detail.marks if isinstance(mark, Key))
    return tuple(found.nodes[key] for key in keys)


def _flow(lineage: Lineage) -> tuple[tuple[str, str], ...]:
    pairs = dict.fromkeys((edge.source, edge.target) for edge in lineage.edges)
    return tuple((str(source), str(target)) for source, target in pairs)


def _nearest(found: Walked) -> Walked:
    """As much of the lineage as the tables have rows for."""
    lineage = found.lineage
    if len(lineage.nodes) <= MOST_ROWS:
        return found
    nodes = lineage.nodes[:MOST_ROWS]
    keys = {node.key for node in nodes}
    edges = tuple(e for e in lineage.edges if e.source in keys and e.target in keys)
    return replace(found, lineage=replace(lineage, nodes=nodes, edges=edges))
