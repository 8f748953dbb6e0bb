"""What a walk knows of the nodes whose events it was fed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from webapp.lineage.records import Direction, Edge, Hidden, Key, Node
from webapp.metadata import Event, Kind

DIRECTIONS: tuple[Direction, Direction] = ("up", "down")


def other(kind: Kind) -> Kind:
    """What edges join to a kind of node."""
    return "execution" if kind == "artifact" else "artifact"


class Neighbours:
    """The events of nodes, and the ids beside each: they are of the other kind.

    Events after `as_of` do not count, but for their number.
    """

    def __init__(self, as_of: datetime | None) -> None:
        self._as_of = as_of
        self._events: dict[Key, list[Event]] = {}
        self._near: dict[Direction, defaultdict[Key, dict[int, None]]] = {
            "up": defaultdict(dict),
            "down": defaultdict(dict),
        }
        self._later: set[tuple[int, int, str]] = set()
        # All events of each execution that was fed, those as well that do not count.
        self.told: dict[int, list[Event]] = {}

    def __contains__(self, key: Key) -> bool:
        """Whether the events of a node are here."""
        return key in self._events

    @property
    def later(self) -> int:
        """How many events do not count because they came too late."""
        return len(self._later)

    def add(self, kind: Kind, ids: Iterable[int], events: Iterable[Event]) -> None:
        """Take all events of some nodes of one kind."""
        keys = {number: Key(kind, number) for number in ids}
        self._events.update((key, []) for key in keys.values())
        of_artifacts = kind == "artifact"
        if not of_artifacts:
            self.told.update((number, []) for number in keys)
        up, down = self._near["up"], self._near["down"]
        for event in events:
            artifact, execution = event.artifact_id, event.execution_id
            number, beside = (artifact, execution) if of_artifacts else (execution, artifact)
            is_input = event.is_input
            if not of_artifacts:
                self.told[execution].append(event)
            # An event of no direction (UNKNOWN) joins nothing.
            if (is_input or event.is_output) and not self._is_later(event):
                key = keys[number]
                self._events[key].append(event)
                near = down if is_input == of_artifacts else up
                near[key][beside] = None

    def _is_later(self, event: Event) -> bool:
        if self._as_of is None or event.time is None or event.time <= self._as_of:
            return False
        self._later.add((event.artifact_id, event.execution_id, event.type))
        return True

    def beside(self, key: Key, direction: Direction) -> Iterable[int]:
        """The ids on one side of a node."""
        return self._near[direction].get(key, ())

    def edges(self, drawn: set[Key]) -> tuple[Edge, ...]:
        """The events between drawn nodes, each once: most are met from both of their ends."""
        artifacts = {key.id for key in drawn if key.kind == "artifact"}
        executions = {key.id for key in drawn if key.kind == "execution"}
        found: dict[tuple[int, int, str], Event] = {}
        for event in (event for events in self._events.values() for event in events):
            if event.artifact_id in artifacts and event.execution_id in executions:
                # What MLMD holds once: another event of these three is refused.
                found.setdefault((event.artifact_id, event.execution_id, event.type), event)
        edges = (Edge.of(event) for event in found.values())
        return tuple(edge for edge in edges if edge is not None)

    def hidden(self, nodes: Iterable[Node], drawn: set[Key]) -> Iterator[Hidden]:
        """What lies beside the nodes and is not drawn."""
        numbers: dict[Kind, set[int]] = {"artifact": set(), "execution": set()}
        for key in drawn:
            numbers[key.kind].add(key.id)
        for node in nodes:
            known = numbers[other(node.key.kind)]
            for direction in DIRECTIONS:
                near = self._near[direction].get(node.key)
                ids = tuple(number for number in near if number not in known) if near else ()
                if ids:
                    yield Hidden(node.key, direction, ids)
