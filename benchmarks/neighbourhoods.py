"""The lineage of a history, walked in memory: graphs to draw, and the answers that are right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import networkx as nx

from benchmarks.history import Step, logged_at
from webapp.lineage.bounds import Bounds
from webapp.lineage.records import Edge, Key, Lineage, Node
from webapp.lineage.walk import Walk
from webapp.metadata import Event


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a history by both of their ends."""

    of: dict[Key, list[Event]]

    @classmethod
    def read(cls, steps: Iterable[Step]) -> "Events":
        """The events of these steps."""
        found: dict[Key, list[Event]] = defaultdict(list)
        for step in steps:
            for event in events_of(step):
                found[Key("artifact", event.artifact_id)].append(event)
                found[Key("execution", event.execution_id)].append(event)
        return cls(found)

    def around(self, start: Key, bounds: Bounds) -> Lineage:
        """What the walk finds around `start`."""
        walk = Walk(start, bounds)
        while (question := walk.question()) is not None:
            keys = (Key(question.kind, number) for number in question.ids)
            walk.feed(event for key in keys for event in self.of.get(key, ()))
        return walk.lineage()

    def within(self, start: Key, artifacts: int) -> frozenset[Key]:
        """The ancestors and descendants up to so many artifacts away, by networkx."""
        graph = nx.DiGraph()
        waiting, seen = [start], {start}
        for key in waiting:
            for event in self.of.get(key, ()):
                ends = Key("artifact", event.artifact_id), Key("execution", event.execution_id)
                graph.add_edge(*(ends if event.is_input else reversed(ends)))
                fresh = {*ends} - seen
                seen |= fresh
                waiting += fresh
        edges = 2 * artifacts
        found: set[Key] = set()
        for one in (graph, graph.reverse(copy=False)):
            found |= nx.single_source_shortest_path_length(one, start, cutoff=edges).keys()
        return frozenset(found)


def events_of(step: Step) -> Iterator[Event]:
    """What a step read and made."""
    for artifact in step.inputs:
        yield Event(artifact, step.number, "INPUT", time=step.started)
    for record in step.outputs:
        yield Event(record.number, step.number, "OUTPUT", time=logged_at(record.number))


def nearest(events: Iterable[Event], size: int) -> Lineage:
    """The lineage that so many nodes make up, those that are nearest to the first artifact."""
    edges = [edge for event in events if (edge := Edge.of(event)) is not None]
    graph = nx.Graph((edge.source, edge.target) for edge in edges)
    start = next(key for key in graph if key.kind == "artifact")
    hops = nx.single_source_shortest_path_length(graph, start)
    # In the order of their distance.
    nodes = tuple(Node(key, hops[key]) for key in islice(hops, size))
    kept = {node.key for node in nodes}
    inside = (edge for edge in edges if edge.source in kept and edge.target in kept)
    return Lineage(start, nodes, tuple(inside))


def as_graph(lineage: Lineage) -> nx.DiGraph:
    """The lineage as what is laid out."""
    graph = nx.DiGraph()
    graph.add_nodes_from(node.key for node in lineage.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in lineage.edges)
    return graph
