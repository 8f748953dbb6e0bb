"""A lineage walked in a store, with its nodes read."""

import math
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from webapp.catalog.reader import Reader
from webapp.catalog.rows import bounded
from webapp.lineage.bounds import Bounds
from webapp.lineage.nodes import NOT_READ, LineageNode, Walked
from webapp.lineage.records import Key, Lineage, Node
from webapp.metadata import Artifact, Event, Execution
from webapp.producers import read_artifact, read_execution
from webapp.producers.scrubbing import without_keys
from webapp.producers.states import shown_state
from webapp.producers.times import told_by_events
from webapp.queries.lineage.foreseen import read_ahead
from webapp.queries.lineage.hidden import counted, counted_in_store
from webapp.queries.lineage.placed import asked, placed
from webapp.queries.lineage.walk import PAGE, Patience, walk
from webapp.queries.neighbours import by_artifact
from webapp.store.client import Store
from webapp.store.pages import read_ids
from webapp.store.paging import Record

# Nodes read between two looks at the clock.
READ_AT_ONCE: Final = 400
# Why a node has no record.
NOT_THERE: Final = "not in the store"
UNREADABLE: Final = "cannot be read"


class Events(NamedTuple):
    """The events by artifact that a lineage shows, and all of each execution that it knows."""

    of_artifacts: Mapping[int, Sequence[Event]]
    of_executions: Mapping[int, Sequence[Event]]

    @classmethod
    def of(cls, lineage: Lineage) -> "Events":
        """Those of a lineage."""
        return cls(by_artifact(edge.event for edge in lineage.edges), lineage.events)


def walked(
    store: Store,
    start: Key,
    bounds: Bounds,
    catalog: Reader | None = None,
    patience: Patience = PAGE,
) -> Walked:
    """The lineage around `start`; NotFoundError if the store has no such record.

    Where there is a catalog to ask, what it leaves out is counted by type, and nodes have the runs
    and workspaces that only contexts tell.
    """
    begin = time.monotonic()
    read_ahead(store, catalog, [start], bounds)
    # What reads ahead may have taken long, as the first call of a process does, and for nothing.
    left = begin + patience.walking - time.monotonic()
    lineage = walk(store, start, bounds, max(left, patience.walking / 2))
    found = told(store, lineage, until=begin + patience.reading)
    if found.start.missing:
        _refuse(store, start)
    if patience.asks_each:
        until = begin + patience.reading
        lineage = counted_in_store(store, found.lineage, until)
        return asked(store, replace(found, lineage=lineage), until)
    return placed(catalog, replace(found, lineage=counted(catalog, found.lineage)))


def _refuse(store: Store, start: Key) -> None:
    """Raises what the store says of a start that could not be read among others."""
    read = store.artifact if start.kind == "artifact" else store.execution
    read(start.id)


def told(store: Store, lineage: Lineage, until: float = math.inf) -> Walked:
    """The lineage with its nodes read.

    Those that are not read `until` then, by the monotonic clock, are left out: the nearest are
    read first, and some are always read.
    """
    nodes, records = _read_until(store, lineage, {}, until)
    return Walked(lineage.nearest(len(nodes)), nodes, records)


def all_told(store: Store, lineage: Lineage, ends: Iterable[Key], until: float) -> Walked:
    """The lineage with its nodes read; those that are not read `until` then stay, by number.

    The `ends` are read first.
    """
    first = [n for n in lineage.nodes if n.key in ends]
    known, _ = _read(store, first, {})
    nodes, records = _read_until(store, lineage, known, until)
    events = Events.of(lineage)
    for n in lineage.nodes[len(nodes) :]:
        nodes[n.key] = _node(n, known.get(n.key), events, NOT_READ)
    return Walked(lineage, nodes, records)


def _read_until(
    store: Store,
    lineage: Lineage,
    known: Mapping[Key, Record],
    until: float,
) -> tuple[dict[Key, LineageNode], dict[Key, Record]]:
    """The nodes that were read in time, and the records behind them, those that are `known` too."""
    nodes: dict[Key, LineageNode] = {}
    records, events = dict(known), Events.of(lineage)
    for batch in _batches(lineage.nodes):
        if nodes and time.monotonic() > until:
            break
        found, unreadable = _read(store, batch, known)
        for n in batch:
            why = UNREADABLE if n.key in unreadable else NOT_THERE
            nodes[n.key] = _node(n, found.get(n.key), events, why)
        records |= found
    return nodes, records


def _batches(nodes: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    return (nodes[start : start + READ_AT_ONCE] for start in range(0, len(nodes), READ_AT_ONCE))


def _read(
    store: Store, nodes: Iterable[Node], known: Mapping[Key, Record]
) -> tuple[dict[Key, Record], set[Key]]:
    """The records of nodes, and which of them cannot be read."""
    records = dict(known)
    unreadable: set[Key] = set()
    for kind in ("artifact", "execution"):
        keys = [n.key for n in nodes if n.key.kind == kind and n.key not in records]
        found, lost = read_ids(store, kind, [key.id for key in keys])
        records |= {key: found[key.id] for key in keys if key.id in found}
        unreadable |= {Key(kind, number) for number in lost}
    return records, unreadable


def _node(node: Node, record: Record | None, events: Events, missing: str) -> LineageNode:
    if isinstance(record, Artifact):
        return _artifact(node, record, events.of_artifacts.get(record.id, ()))
    if isinstance(record, Execution):
        return _execution(node, record, events.of_executions.get(record.id))
    name = f"{node.key.kind.capitalize()} #{node.key.id}"
    if node.key.kind == "execution":
        return LineageNode(*node, name=name, missing=missing)
    return LineageNode(*node, name=name, family="data", missing=missing)


def _artifact(node: Node, artifact: Artifact, events: Sequence[Event]) -> LineageNode:
    reading = read_artifact(artifact, events)
    return LineageNode(
        *node,
        name=bounded(reading.name),
        type=reading.type,
        type_name=artifact.type,
        version=bounded(reading.version),
        family=reading.family,
        state=reading.state,
        workspace=bounded(reading.workspace),
        run=bounded(reading.run),
        owner=bounded(reading.owner),
        uri=bounded(without_keys(artifact.uri)),
        created=artifact.created,
        updated=artifact.updated,
        parameters=reading.parameters,
        metrics=reading.metrics,
    )


def _execution(node: Node, execution: Execution, events: Sequence[Event] | None) -> LineageNode:
    """The node; of an execution whose `events` are not known it may be unknown when it ran."""
    reading = read_execution(execution, events=events or ())
    is_timed = events is not None or not told_by_events(execution)
    return LineageNode(
        *node,
        name=bounded(reading.name),
        type=reading.type,
        type_name=execution.type,
        state=reading.state,
        meant=shown_state(execution.type, reading.state),
        workspace=bounded(reading.workspace),
        run=bounded(reading.run),
        owner=bounded(reading.owner),
        created=execution.created,
        updated=execution.updated,
        started=reading.started if is_timed else None,
        finished=reading.finished if is_timed else None,
        parameters=reading.parameters,
        metrics=reading.metrics,
    )
