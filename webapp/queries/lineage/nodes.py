"""The nodes of a lineage with what their records say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from webapp.lineage.records import Edge, Key, Lineage, Node
from webapp.lineage.scene import Caption, Family
from webapp.lineage.walk import Bounds
from webapp.metadata import Artifact, Event, Execution
from webapp.producers import read_artifact, read_execution
from webapp.queries.lineage.walk import walk
from webapp.queries.rows import bounded
from webapp.store.client import Store
from webapp.store.pages import read_ids
from webapp.store.paging import Record


@dataclass(frozen=True, slots=True)
class LineageNode:
    """A node and what its record says. `type` is short, `type_name` as the store has it.

    `missing` says why there is no record, "" where there is one.
    """

    key: Key
    hops: int
    aside: bool
    name: str
    type: str = ""
    type_name: str = ""
    version: str = ""
    family: Family = "exec"
    state: str = ""
    run: str = ""
    created: datetime | None = None
    metrics: Mapping[str, float] = field(default_factory=dict)
    missing: str = ""

    @property
    def mark(self) -> str:
        """What tells it apart from others of its name: a version, of executions the id."""
        if self.key.kind == "artifact":
            return self.version
        number = f"#{self.key.id}"
        return "" if self.name.endswith(number) else number

    @property
    def full_name(self) -> str:
        """The name and what tells it apart."""
        return f"{self.name} {self.mark}".rstrip()

    @property
    def first_metrics(self) -> tuple[tuple[str, float], ...]:
        """As many metrics as fit beside a picture."""
        return tuple(islice(self.metrics.items(), 4))

    @property
    def path(self) -> str:
        """The path of its own page."""
        return f"/{self.key.kind}s/{self.key.id}"


@dataclass(frozen=True, slots=True)
class Walked:
    """A lineage with its nodes read, in the lineage's order."""

    lineage: Lineage
    nodes: Mapping[Key, LineageNode]

    @property
    def start(self) -> LineageNode:
        """The node at which the walk began."""
        return self.nodes[self.lineage.start]


def walked(store: Store, start: Key, bounds: Bounds) -> Walked:
    """The lineage around `start`; NotFoundError if the store has no such record."""
    record = store.artifact(start.id) if start.kind == "artifact" else store.execution(start.id)
    lineage = walk(store, start, bounds)
    return Walked(lineage, _read(store, lineage, {start: record}))


def _read(
    store: Store, lineage: Lineage, known: Mapping[Key, Artifact | Execution]
) -> dict[Key, LineageNode]:
    records: dict[Key, Record] = dict(known)
    unreadable: set[Key] = set()
    for kind in ("artifact", "execution"):
        keys = [n.key for n in lineage.nodes if n.key.kind == kind and n.key not in known]
        found, lost = read_ids(store, kind, [key.id for key in keys])
        records |= {key: found[key.id] for key in keys if key.id in found}
        unreadable |= {Key(kind, number) for number in lost}
    events = _events_by_artifact(lineage.edges)
    return {
        node.key: _node(node, records.get(node.key), events, unreadable) for node in lineage.nodes
    }


def _events_by_artifact(edges: tuple[Edge, ...]) -> dict[int, list[Event]]:
    events: dict[int, list[Event]] = {}
    for edge in edges:
        events.setdefault(edge.event.artifact_id, []).append(edge.event)
    return events


def _node(
    node: Node, record: Record | None, events: Mapping[int, list[Event]], unreadable: set[Key]
) -> LineageNode:
    if isinstance(record, Artifact):
        return _artifact(node, record, events.get(record.id, []))
    if isinstance(record, Execution):
        return _execution(node, record)
    missing = "cannot be read" if node.key in unreadable else "not in the store"
    name = f"{node.key.kind.capitalize()} #{node.key.id}"
    if node.key.kind == "execution":
        return LineageNode(*node, name=name, missing=missing)
    return LineageNode(*node, name=name, family="data", missing=missing)


def _artifact(node: Node, artifact: Artifact, events: list[Event]) -> LineageNode:
    reading = read_artifact(artifact, events)
    return LineageNode(
        *node,
        name=bounded(reading.name),
        type=reading.type,
        type_name=artifact.type,
        version=bounded(reading.version),
        family=reading.family,
        state=reading.state,
        run=bounded(reading.run),
        created=artifact.created,
        metrics=reading.metrics,
    )


def _execution(node: Node, execution: Execution) -> LineageNode:
    reading = read_execution(execution)
    return LineageNode(
        *node,
        name=bounded(reading.name),
        type=reading.type,
        type_name=execution.type,
        state=reading.state,
        run=bounded(reading.run),
        created=execution.created,
        metrics=reading.metrics,
    )


def captions(walked: Walked) -> dict[Key, Caption]:
    """What the picture writes at each node."""
    return {
        key: Caption(
            name=node.name,
            version=node.version,
            type=node.type,
            family=node.family,
            state=node.state,
            note=_note(node),
        )
        for key, node in walked.nodes.items()
    }


def _note(node: LineageNode) -> str:
    """The quiet line: an execution's unusual state, an artifact's type and what stands out."""
    if node.missing:
        return node.missing
    state = node.state.replace("_", " ").lower()
    if node.key.kind == "execution":
        return "" if node.state in {"COMPLETE", "UNKNOWN", ""} else state.capitalize()
    first = [f"{name} {value:.3g}" for name, value in node.first_metrics[:1]]
    words = first if first and node.family == "metric" else [node.type, *first]
    words += [] if node.state in {"LIVE", "UNKNOWN", ""} else [state]
    return ", ".join(word for word in words if word)
