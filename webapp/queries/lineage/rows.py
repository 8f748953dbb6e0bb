"""A lineage as two tables: its nodes and its events."""

from datetime import datetime

from msgspec import Struct

from webapp.lineage.graph import edges_in_order, order_of_flow
from webapp.lineage.nodes import LineageNode, Walked
from webapp.lineage.records import Hidden, Key


class NodeRow(Struct, frozen=True):
    """A row of the table of nodes; `inputs` and `outputs` count what the lineage shows."""

    node: LineageNode
    steps: str
    inputs: int
    outputs: int
    hidden: tuple[Hidden, ...]
    is_start: bool
    is_found: bool = False


class EventRow(Struct, frozen=True):
    """A row of the table of events; `word` is the event's type as it is read."""

    source: LineageNode
    target: LineageNode
    word: str
    role: str
    time: datetime | None


def node_rows(
    found: Walked, matching: frozenset[Key] = frozenset(), starts: frozenset[Key] = frozenset()
) -> tuple[NodeRow, ...]:
    """The nodes in order of flow; `matching` are what the page looks for.

    Where there are several `starts`, steps are from none of them.
    """
    starts = starts or frozenset({found.lineage.start})
    hidden: dict[Key, list[Hidden]] = {}
    for there in found.lineage.hidden:
        hidden.setdefault(there.at, []).append(there)
    return tuple(
        NodeRow(
            node=found.nodes[node.key],
            steps=_steps(found.nodes[node.key], starts),
            inputs=found.flow.in_degree(node.key),
            outputs=found.flow.out_degree(node.key),
            hidden=tuple(hidden.get(node.key, ())),
            is_start=node.key in starts,
            is_found=node.key in matching,
        )
        for node in order_of_flow(found.lineage)
    )


def _steps(node: LineageNode, starts: frozenset[Key]) -> str:
    if node.key in starts:
        return "start"
    if len(starts) > 1:
        return "–"
    if node.aside or not node.hops:
        return "beside"
    return f"{abs(node.hops)} {'up' if node.hops < 0 else 'down'}"


def event_rows(found: Walked) -> tuple[EventRow, ...]:
    """The events in order of flow."""
    return tuple(
        EventRow(
            source=found.nodes[edge.source],
            target=found.nodes[edge.target],
            word=edge.event.type.replace("_", " ").lower(),
            role=edge.event.role,
            time=edge.event.time,
        )
        for edge in edges_in_order(found.lineage)
    )
