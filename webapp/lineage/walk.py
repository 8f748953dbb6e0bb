"""The walk through a store's events, level by level.

It does no I/O: it says which ids' events it wants next, and is fed those events.

>>> from webapp.metadata import Event
>>> store = [Event(1, 10, "INPUT"), Event(2, 10, "OUTPUT"), Event(2, 11, "INPUT")]
>>> walk = Walk(Key("artifact", 2), Bounds(up=1, down=0))
>>> while (question := walk.question()) is not None:
...     field = f"{question.kind}_id"
...     walk.feed([event for event in store if getattr(event, field) in question.ids])
>>> lineage = walk.lineage()
>>> [str(node.key) for node in lineage.nodes], lineage.complete
(['artifact/2', 'execution/10', 'artifact/1'], True)
>>> [(str(hidden.at), hidden.direction, hidden.ids) for hidden in lineage.hidden]
[('artifact/2', 'down', (11,))]
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Literal

from webapp.lineage.opened import Branch
from webapp.lineage.records import Direction, Edge, Hidden, Key, Lineage, Node
from webapp.metadata import Event, Kind

# How many nodes a walk brings home unless asked for more, and at most.
NODES, MOST_NODES = 150, 5000
# How many neighbours opening a branch adds.
MOST_OPENED = 100
# Whose events are asked for at once: time is looked at between two questions.
MOST_ASKED = 500
DIRECTIONS: tuple[Direction, Direction] = ("up", "down")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a lineage goes: artifacts up and down (None: all of them), nodes altogether.

    With `as_of`, only what was recorded up to then counts. `branches` are followed one edge
    further than these bounds let them be.
    """

    up: int | None = 2
    down: int | None = 2
    limit: int = NODES
    as_of: datetime | None = None
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Whose events the walk wants next: all of one kind, so that one call can fetch them."""

    kind: Kind
    ids: tuple[int, ...]


class Walk:
    """The ancestors and descendants of `start`, at most `limit` nodes with the start itself.

    `up` and `down` count artifacts on the way. A level is one edge away from the one before it,
    and since edges join artifacts to executions it is of one kind.
    """

    def __init__(self, start: Key, bounds: Bounds) -> None:
        self.start = start
        self._bounds = bounds
        self._levels = {
            "up": _levels(start.kind, bounds.up),
            "down": _levels(start.kind, bounds.down),
        }
        self._level = 0
        # How many edges away each node lies, by the direction in which it was met.
        self._met: dict[Direction, dict[Key, int]] = {"up": {start: 0}, "down": {start: 0}}
        self._frontier: dict[Direction, list[Key]] = {"up": [start], "down": [start]}
        self._nodes = {start}
        self._ids: dict[Kind, set[int]] = {"artifact": set(), "execution": set()}
        self._ids[start.kind].add(start.id)
        self._events: dict[Key, list[Event]] = {}
        # The ids beside each node: they are of the other kind.
        self._near: dict[Direction, defaultdict[Key, dict[int, None]]] = {
            "up": defaultdict(dict),
            "down": defaultdict(dict),
        }
        self._branches = [branch for branch in bounds.branches if isinstance(branch.at, Key)]
        # Nodes that an opened branch added, with their place.
        self._added: dict[Key, Node] = {}
        self._later: set[tuple[int, int, str]] = set()
        self._stopped: Literal["", "limit", "time"] = ""

    def question(self) -> Question | None:
        """Whose events to feed next, None when the walk is done."""
        while self._stopped != "time" and (unasked := self._unasked()) is not None:
            if unasked:
                return _question(unasked, unasked[0].kind)
            # A cycle led back: everything here is known already.
            self._advance()
        if self._stopped != "time" and self._open_branches():
            unasked = [key for key in self._added if key not in self._events]
            return _question(unasked, unasked[0].kind)
        return None

    def feed(self, events: Iterable[Event]) -> None:
        """Take the events of the last question, all of them at once."""
        question = self.question()
        if question is None:
            return
        keys = {number: Key(question.kind, number) for number in question.ids}
        self._events.update((key, []) for key in keys.values())
        of_artifacts = question.kind == "artifact"
        up, down = self._near["up"], self._near["down"]
        for event in events:
            artifact, execution = event.artifact_id, event.execution_id
            number, other = (artifact, execution) if of_artifacts else (execution, artifact)
            if self._counts(event):
                key = keys[number]
                self._events[key].append(event)
                near = down if event.is_input == of_artifacts else up
                near[key][other] = None
        if self._unasked() == []:
            self._advance()

    def stop(self) -> None:
        """End the walk where it stands, for want of time."""
        if self.question() is not None:
            self._stopped = "time"

    def lineage(self) -> Lineage:
        """Everything met so far."""
        nodes = [Node(key, self._hops(key)) for key in self._nodes if key not in self._added]
        asides, room = self._asides(), self._bounds.limit - len(nodes)
        stopped = self._stopped or ("limit" if len(asides) > room else "")
        nodes += [*asides[:room], *self._added.values()]
        nodes.sort(key=lambda node: (abs(node.hops), node.aside, node.hops, node.key))
        drawn = {node.key for node in nodes}
        hidden = tuple(self._hidden(nodes, drawn))
        return Lineage(
            self.start, tuple(nodes), self._edges(drawn), hidden, stopped, later=len(self._later)
        )

    def _counts(self, event: Event) -> bool:
        """Whether the event has a direction, and was there at the date that was asked for."""
        as_of = self._bounds.as_of
        if as_of is not None and event.time is not None and event.time > as_of:
            self._later.add((event.artifact_id, event.execution_id, event.type))
            return False
        return event.is_input or event.is_output

    def _unasked(self) -> list[Key] | None:
        """The nodes of this level whose events are not here yet; None where no level is left."""
        level = dict.fromkeys(self._frontier["up"] + self._frontier["down"])
        return [key for key in level if key not in self._events] if level else None

    def _advance(self) -> None:
        """Move each direction's frontier one edge further, newest ids first where room is short."""
        self._level += 1
        kind = _other(next(iter(self._frontier["up"] or self._frontier["down"])).kind)
        known = self._ids[kind]
        fresh: dict[Direction, list[int]] = {"up": [], "down": []}
        for direction in DIRECTIONS:
            frontier, self._frontier[direction] = self._frontier[direction], []
            if self._level > self._levels[direction]:
                continue
            near, met = self._near[direction], self._met[direction]
            beyond = {number for at in frontier if at in near for number in near[at]}
            again = (Key(kind, number) for number in sorted(beyond & known))
            self._frontier[direction] = [key for key in again if key not in met]
            fresh[direction] = sorted(beyond - known, reverse=True)
        room = self._bounds.limit - len(self._nodes)
        if len({*fresh["up"], *fresh["down"]}) > room:
            self._stopped = "limit"
            fresh["up"], fresh["down"] = _share(room, fresh["up"], fresh["down"])
        for direction in DIRECTIONS:
            known.update(fresh[direction])
            keys = [Key(kind, number) for number in reversed(fresh[direction])]
            self._nodes.update(keys)
            self._frontier[direction] += keys
            self._met[direction].update(dict.fromkeys(self._frontier[direction], self._level))

    def _open_branches(self) -> bool:
        """Whether nodes were added whose events are not here yet.

        An opened branch may begin at a node that another one adds, so they are looked at again
        until none adds anything.
        """
        waiting: list[Branch] = []
        for branch in self._branches:
            at = branch.at
            if isinstance(at, Key) and at in self._events and at in self._nodes:
                self._open(at, branch.direction)
            else:
                waiting.append(branch)
        self._branches = waiting
        return any(key not in self._events for key in self._added)

    def _open(self, at: Key, direction: Direction) -> None:
        kind = _other(at.kind)
        beyond = sorted(set(self._near[direction].get(at, ())) - self._ids[kind], reverse=True)
        room = MOST_NODES - len(self._nodes)
        before = self._added[at] if at in self._added else Node(at, self._hops(at))
        hops = before.hops + (1 if direction == "down" else -1)
        is_on_its_way = not before.aside and (hops > 0) == (direction == "down")
        for number in beyond[: min(MOST_OPENED, max(room, 0))]:
            key = Key(kind, number)
            self._added[key] = Node(key, hops, aside=not is_on_its_way)
            self._nodes.add(key)
            self._ids[kind].add(number)

    def _hops(self, key: Key) -> int:
        up, down = (self._met[direction].get(key, math.inf) for direction in DIRECTIONS)
        return int(-up if up <= down else down)

    def _asides(self) -> list[Node]:
        """The other outputs of upstream executions, nearest first.

        They only get the room that is left at the end: nothing is found through them.
        """
        if self._bounds.up == 0 or self._bounds.down == 0:
            return []
        found: dict[Key, Node] = {}
        for execution, level in sorted(self._met["up"].items(), key=lambda met: (met[1], met[0])):
            if execution.kind == "execution" and execution != self.start:
                outputs = self._near["down"].get(execution, {})
                for key in (Key("artifact", number) for number in sorted(outputs, reverse=True)):
                    if key not in self._nodes:
                        found.setdefault(key, Node(key, 1 - level, aside=True))
        return list(found.values())

    def _edges(self, drawn: set[Key]) -> tuple[Edge, ...]:
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

    def _hidden(self, nodes: Iterable[Node], drawn: set[Key]) -> Iterable[Hidden]:
        numbers: dict[Kind, set[int]] = {"artifact": set(), "execution": set()}
        for key in drawn:
            numbers[key.kind].add(key.id)
        for node in nodes:
            known = numbers[_other(node.key.kind)]
            for direction in DIRECTIONS:
                near = self._near[direction].get(node.key)
                ids = tuple(number for number in near if number not in known) if near else ()
                if ids:
                    yield Hidden(node.key, direction, ids)


def _question(keys: Iterable[Key], kind: Kind) -> Question:
    ids = (key.id for key in keys if key.kind == kind)
    return Question(kind, tuple(islice(ids, MOST_ASKED)))


def _other(kind: Kind) -> Kind:
    return "execution" if kind == "artifact" else "artifact"


def _levels(kind: Kind, hops: int | None) -> float:
    """How many edges lead to the last artifact of `hops` artifacts on the way.

    >>> _levels("artifact", 2), _levels("execution", 2), _levels("execution", 0)
    (4, 3, 0)
    """
    if hops is None:
        return math.inf
    return max(0, 2 * hops - (kind == "execution"))


def _share(room: int, up: list[int], down: list[int]) -> tuple[list[int], list[int]]:
    """The first of each, at most `room` together, so that a crowd leaves room for a few."""
    for_up = min(len(up), max(room // 2, room - len(down)))
    return up[:for_up], down[: room - for_up]
