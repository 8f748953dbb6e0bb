"""What a walk finds: nodes, the events between them, and what lies just outside."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from webapp.metadata import Event, Kind, id_in

Direction: TypeAlias = Literal["up", "down"]


class Key(NamedTuple):
    """The name of one node: its kind and its id."""

    kind: Kind
    id: int

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Key | None":
        """The key that prints as `text`, None where none does.

        >>> Key.parse("artifact/26"), Key.parse("artifact/x"), Key.parse("run/3")
        (Key(kind='artifact', id=26), None, None)
        """
        kind, _, written = text.partition("/")
        number = id_in(written)
        if number is None:
            return None
        if kind == "artifact":
            return cls("artifact", number)
        return cls("execution", number) if kind == "execution" else None


class Node(NamedTuple):
    """One node of a lineage. `hops` counts edges from the start, negative upstream.

    A node that is `aside` is an output of an upstream execution and nothing else: neither
    ancestor nor descendant, and no way leads on from it.
    """

    key: Key
    hops: int
    aside: bool = False


class Edge(NamedTuple):
    """One event, in the direction in which the artifact flows."""

    source: Key
    target: Key
    event: Event

    @classmethod
    def of(cls, event: Event) -> "Edge | None":
        """The edge of an event, None where its type has no direction (UNKNOWN).

        >>> str(Edge.of(Event(7, 3, "INTERNAL_INPUT")).target)
        'execution/3'
        """
        artifact = Key("artifact", event.artifact_id)
        execution = Key("execution", event.execution_id)
        if event.is_input:
            return cls(artifact, execution, event)
        return cls(execution, artifact, event) if event.is_output else None


class Hidden(Struct, frozen=True):
    """Neighbours of `at` that the store knows and the lineage leaves out.

    `types` counts them by the names of their types, as far as these are known.
    """

    at: Key
    direction: Direction
    ids: tuple[int, ...]
    types: Mapping[str, int] = {}

    @property
    def kind(self) -> Kind:
        """What they are: executions beside an artifact, artifacts beside an execution."""
        return "execution" if self.at.kind == "artifact" else "artifact"

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.ids)


class Lineage(Struct, frozen=True):
    """What lies upstream and downstream of `start`, nearest first.

    `stopped` says what ended the walk before it had reached every hop that was asked for, and
    `later` how many events it passed over because they came after the date that was asked for.
    `events` are those of each execution that was asked for all of its own, also what is no edge.
    """

    start: Key
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    hidden: tuple[Hidden, ...] = ()
    stopped: Literal["", "limit", "time"] = ""
    later: int = 0
    events: Mapping[int, Sequence[Event]] = {}

    @property
    def complete(self) -> bool:
        """Whether every hop that was asked for is here."""
        return not self.stopped

    def nearest(self, count: int) -> "Lineage":
        """The nearest nodes of it, so many: the others are hidden, for want of time.

        >>> made = Edge.of(Event(7, 3, "OUTPUT"))
        >>> nodes = Node(Key("artifact", 7), 0), Node(Key("execution", 3), -1)
        >>> Lineage(nodes[0].key, nodes, (made,)).nearest(1).hidden
        (Hidden(at=Key(kind='artifact', id=7), direction='up', ids=(3,), types={}),)
        """
        if count >= len(self.nodes):
            return self
        kept = {node.key for node in self.nodes[:count]}
        ids: dict[tuple[Key, Direction], dict[int, None]] = {}
        for there in self.hidden:
            if there.at in kept:
                ids[there.at, there.direction] = dict.fromkeys(there.ids)
        edges = []
        for edge in self.edges:
            if edge.source in kept and edge.target in kept:
                edges.append(edge)
            elif edge.source in kept:
                ids.setdefault((edge.source, "down"), {})[edge.target.id] = None
            elif edge.target in kept:
                ids.setdefault((edge.target, "up"), {})[edge.source.id] = None
        hidden = tuple(
            Hidden(at, direction, tuple(beside)) for (at, direction), beside in ids.items()
        )
        nodes = self.nodes[:count]
        return Lineage(self.start, nodes, tuple(edges), hidden, "time", self.later, self.events)
