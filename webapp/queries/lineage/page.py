"""What the lineage page shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from webapp.charts.lineage import lineage_figure
from webapp.lineage.drawing import draw
from webapp.lineage.records import Key
from webapp.lineage.scene import Scene
from webapp.lineage.walk import MOST_NODES, Bounds
from webapp.queries.lineage.nodes import LineageNode, Walked, captions, walked
from webapp.queries.lineage.panel import Panel, panel_of
from webapp.queries.lineage.rows import EventRow, NodeRow, event_rows, node_rows
from webapp.queries.lineage.walk import PATIENCE
from webapp.store.client import Store


@dataclass(frozen=True, slots=True)
class Notice:
    """What keeps the page from showing everything; `limit` would show more, 0 if none would."""

    title: str
    text: str
    limit: int = 0


@dataclass(frozen=True, slots=True)
class LineagePage:
    """The lineage page. `empty` says why there is nothing around the start, "" if there is."""

    start: LineageNode
    bounds: Bounds
    panel: Panel
    scene: Scene
    figure: dict[str, Any]
    drawn: tuple[LineageNode, ...]
    nodes: tuple[NodeRow, ...]
    events: tuple[EventRow, ...]
    branches_hidden: int
    notices: tuple[Notice, ...]
    empty: str


def lineage_page(
    store: Store, start: Key, bounds: Bounds, selected: Key | None = None
) -> LineagePage:
    """The lineage around `start`; a selected node that is not in it counts as none."""
    found = walked(store, start, bounds)
    scene = draw(found.lineage, captions(found), selected)
    shown = next(node.key for node in scene.nodes if node.selected)
    return LineagePage(
        start=found.start,
        bounds=bounds,
        panel=panel_of(found, shown),
        scene=scene,
        figure=lineage_figure(scene),
        drawn=tuple(found.nodes[node.key] for node in scene.nodes),
        nodes=node_rows(found),
        events=event_rows(found),
        branches_hidden=len(found.lineage.hidden),
        notices=tuple(_notices(found, bounds, scene)),
        empty=_why_empty(found, bounds),
    )


def _notices(found: Walked, bounds: Bounds, scene: Scene) -> Iterator[Notice]:
    nodes = len(found.lineage.nodes)
    if found.lineage.stopped == "limit":
        more = MOST_NODES if bounds.limit < MOST_NODES else 0
        yield Notice(
            f"The walk stopped at {nodes:,} nodes, the nearest ones",
            "What is left out is counted where it begins.",
            more,
        )
    if found.lineage.stopped == "time":
        yield Notice(
            f"The walk stopped after {PATIENCE:g} s with {nodes:,} nodes",
            "Fewer artifacts up or down, or another start, show what is missing.",
        )
    if len(scene.nodes) < nodes:
        yield Notice(
            f"The picture shows {len(scene.nodes):,} of {nodes:,} nodes",
            "Crowds of one type are folded into boxes; the tables list every node.",
        )


def _why_empty(found: Walked, bounds: Bounds) -> str:
    """Why the start stands alone."""
    if len(found.lineage.nodes) > 1:
        return ""
    known = sum(there.count for there in found.lineage.hidden)
    if found.lineage.stopped == "time":
        return "The store was too slow to follow a single event. Trying again may help."
    if known and bounds.limit == 1:
        return f"One node was asked for. {known:,} neighbours are known."
    if known:
        return f"{known:,} neighbours are known, but none within the artifacts up and down."
    kind = found.lineage.start.kind
    what = "made or used it" if kind == "artifact" else "been its input or output"
    return f"No event of this {kind} is recorded: nothing is known to have {what}."
