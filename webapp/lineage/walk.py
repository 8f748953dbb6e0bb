"""The walk through a store's events, level by level.

It does no I/O: it says which ids' events it wants next, and is fed those events.

>>> from webapp.metadata import Event
>>> store = [Event(1, 10, "INPUT"), Event(2, 10, "OUTPUT"), Event(2, 11, "INPUT")]
>>> walk = Walk(Key("artifact", 2), up=1, down=0)
>>> while (question := walk.question()) is not None:
...     field = f"{question.kind}_id"
...     walk.feed([event for event in store if getattr(event, field) in question.ids])
>>> lineage = walk.lineage()
>>> [str(node.key) for node in lineage.nodes], lineage.complete
(['artifact/2', 'execution/10', 'artifact/1'], True)
>>> [(str(hidden.at), hidden.direction, len(hidden.keys)) for hidden in lineage.hidden]
[('artifact/2', 'down', 1)]
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from webapp.lineage.records import Direction, Edge, Hidden, Key, Lineage, Node
from webapp.metadata import Event, Kind

# How many nodes a walk brings home unless asked for more, and at most.
NODES, MOST_NODES = 150, 5000
DIRECTIONS: tuple[Direction, Direction] = ("up", "down")


@dataclass(frozen=True, slots=True)
class Question:
    """Whose events the walk wants next: all of one kind, so that one call can fetch them."""

    kind: Kind
    ids: tuple[int, ...]


class Walk:
    """The ancestors and descendants of `start`, at most `limit` nodes with the start itself.

    `up` and `down` count artifacts on the way (None: all of them). A level is one edge away from
    the one before it, and since edges join artifacts to executions it is of one kind.
    """

    def __init__(
        self, start: Key, up: int | None = 2, down: int | None = 2, limit: int = NODES
    ) -> None:
        self.start = start
        self._limit = limit
        self._with_asides = up != 0 and down != 0
        self._levels = {"up": _levels(start.kind, up), "down": _levels(start.kind, down)}
        self._level = 0
        # How many edges away each node lies, by the direction in which it was met.
        self._met: dict[Direction, dict[Key, int]] = {"up": {start: 0}, "down": {start: 0}}
        self._frontier: dict[Direction, list[Key]] = {"up": [start], "down": [start]}
        self._nodes = {start}
        self._asked: set[Key] = set()
        self._edges: dict[Edge, None] = {}
        self._near: dict[Direction, defaultdict[Key, dict[Key, None]]] = {
            "up": defaultdict(dict),
            "down": defaultdict(dict),
        }
        self._stopped: Literal["", "limit", "time"] = ""

    def question(self) -> Question | None:
        """Whose events to feed next, None when the walk is done."""
        while self._stopped != "time" and (self._frontier["up"] or self._frontier["down"]):
            level = dict.fromkeys(self._frontier["up"] + self._frontier["down"])
            unasked = [key for key in level if key not in self._asked]
            if unasked:
                return Question(unasked[0].kind, tuple(key.id for key in unasked))
            # A cycle led back: everything here is known already.
            self._advance()
        return None

    def feed(self, events: Iterable[Event]) -> None:
        """Take the events of the last question, all of them at once."""
        question = self.question()
        if question is None:
            return
        self._asked.update(Key(question.kind, number) for number in question.ids)
        for event in events:
            edge = Edge.of(event)
            if edge is not None and edge not in self._edges:
                self._edges[edge] = None
                self._near["up"][edge.target][edge.source] = None
                self._near["down"][edge.source][edge.target] = None
        self._advance()

    def stop(self) -> None:
        """End the walk where it stands, for want of time."""
        if self.question() is not None:
            self._stopped = "time"

    def lineage(self) -> Lineage:
        """Everything met so far."""
        nodes = [Node(key, self._hops(key)) for key in self._nodes]
        asides, room = self._asides(), self._limit - len(nodes)
        stopped = self._stopped or ("limit" if len(asides) > room else "")
        nodes += asides[:room]
        nodes.sort(key=lambda node: (abs(node.hops), node.aside, node.hops, node.key))
        drawn = {node.key for node in nodes}
        edges = tuple(e for e in self._edges if e.source in drawn and e.target in drawn)
        return Lineage(self.start, tuple(nodes), edges, self._hidden(nodes, drawn), stopped)

    def _advance(self) -> None:
        """Move each direction's frontier one edge further, newest ids first where room is short."""
        self._level += 1
        fresh: dict[Direction, list[Key]] = {"up": [], "down": []}
        for direction in DIRECTIONS:
            frontier, self._frontier[direction] = self._frontier[direction], []
            if self._level > self._levels[direction]:
                continue
            met, near = self._met[direction], self._near[direction]
            beyond = {key for at in frontier for key in near[at] if key not in met}
            self._frontier[direction] = sorted(key for key in beyond if key in self._nodes)
            fresh[direction] = sorted(beyond - self._nodes, reverse=True)
        room = self._limit - len(self._nodes)
        both = set(fresh["up"]) | set(fresh["down"])
        if len(both) > room:
            self._stopped = "limit"
            fresh["up"], fresh["down"] = _share(room, fresh["up"], fresh["down"])
        for direction in DIRECTIONS:
            self._nodes.update(fresh[direction])
            self._frontier[direction] += sorted(fresh[direction])
            self._met[direction].update(dict.fromkeys(self._frontier[direction], self._level))

    def _hops(self, key: Key) -> int:
        up, down = (self._met[direction].get(key, math.inf) for direction in DIRECTIONS)
        return int(-up if up <= down else down)

    def _asides(self) -> list[Node]:
        """The other outputs of upstream executions, nearest first.

        They only get the room that is left at the end: nothing is found through them.
        """
        if not self._with_asides:
            return []
        found: dict[Key, Node] = {}
        for execution, level in sorted(self._met["up"].items(), key=lambda met: (met[1], met[0])):
            if execution.kind == "execution" and execution != self.start:
                for key in sorted(self._near["down"][execution], reverse=True):
                    if key not in self._nodes:
                        found.setdefault(key, Node(key, 1 - level, aside=True))
        return list(found.values())

    def _hidden(self, nodes: Iterable[Node], drawn: set[Key]) -> tuple[Hidden, ...]:
        found = []
        for node in nodes:
            if node.key in self._asked:
                for direction in DIRECTIONS:
                    keys = tuple(k for k in self._near[direction][node.key] if k not in drawn)
                    if keys:
                        found.append(Hidden(node.key, direction, keys))
        return tuple(found)


def _levels(kind: Kind, hops: int | None) -> float:
    """How many edges lead to the last artifact of `hops` artifacts on the way.

    >>> _levels("artifact", 2), _levels("execution", 2), _levels("execution", 0)
    (4, 3, 0)
    """
    if hops is None:
        return math.inf
    return max(0, 2 * hops - (kind == "execution"))


def _share(room: int, up: list[Key], down: list[Key]) -> tuple[list[Key], list[Key]]:
    """The first of each, at most `room` together, so that a crowd leaves room for a few."""
    for_up = min(len(up), max(room // 2, room - len(down)))
    return up[:for_up], down[: room - for_up]
