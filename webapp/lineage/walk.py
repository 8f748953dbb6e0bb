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
from collections.abc import Iterable
from itertools import islice
from typing import Literal

from msgspec import Struct

from webapp.lineage.bounds import MOST_NODES, Bounds, levels
from webapp.lineage.neighbours import DIRECTIONS, Neighbours, other
from webapp.lineage.opened import Branch
from webapp.lineage.records import Direction, Key, Lineage, Node
from webapp.metadata import Event, Kind

# How many neighbours opening a branch adds.
MOST_OPENED = 100
# Whose events are asked for at once: time is looked at between two questions.
MOST_ASKED = 500


class Question(Struct, frozen=True):
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
            "up": levels(start.kind, bounds.up),
            "down": levels(start.kind, bounds.down),
        }
        self._level = 0
        # How many edges away each node lies, by the direction in which it was met.
        self._met: dict[Direction, dict[Key, int]] = {"up": {start: 0}, "down": {start: 0}}
        self._frontier: dict[Direction, list[Key]] = {"up": [start], "down": [start]}
        # The nodes of this level whose events are not here yet.
        self._unasked = [start]
        self._nodes = {start}
        self._ids: dict[Kind, set[int]] = {"artifact": set(), "execution": set()}
        self._ids[start.kind].add(start.id)
        self._near = Neighbours(bounds.as_of)
        self._branches = [branch for branch in bounds.branches if isinstance(branch.at, Key)]
        # Nodes that an opened branch added, with their place.
        self._added: dict[Key, Node] = {}
        self._stopped: Literal["", "limit", "time"] = ""

    def question(self) -> Question | None:
        """Whose events to feed next, None when the walk is done."""
        while self._stopped != "time" and self._has_level:
            if self._unasked:
                return _question(self._unasked, self._unasked[0].kind)
            # A cycle led back: everything here is known already.
            self._advance()
        if self._stopped != "time" and self._open_branches():
            unasked = [key for key in self._added if key not in self._near]
            return _question(unasked, unasked[0].kind)
        return None

    def feed(self, events: Iterable[Event]) -> None:
        """Take the events of the last question, all of them at once."""
        question = self.question()
        if question is None:
            return
        self._near.add(question.kind, question.ids, events)
        self._unasked = self._unasked[len(question.ids) :]
        if self._has_level and not self._unasked:
            self._advance()

    def stop(self) -> None:
        """End the walk where it stands, for want of time."""
        if self.question() is not None:
            self._stopped = "time"

    def lineage(self) -> Lineage:
        """Everything met so far."""
        nodes, is_all = self.nodes()
        nodes.sort(key=lambda node: (abs(node.hops), node.aside, node.hops, node.key))
        drawn = {node.key for node in nodes}
        near = self._near
        edges, hidden = near.edges(drawn), tuple(near.hidden(nodes, drawn))
        stopped = self._stopped or ("" if is_all else "limit")
        return Lineage(self.start, tuple(nodes), edges, hidden, stopped, near.later, near.told)

    def nodes(self) -> tuple[list[Node], bool]:
        """The nodes met so far in no order, and whether the limit has room for all beside them."""
        nodes = [Node(key, self._hops(key)) for key in self._nodes if key not in self._added]
        asides, room = self._asides(), self._bounds.limit - len(nodes)
        return [*nodes, *asides[:room], *self._added.values()], len(asides) <= room

    @property
    def _has_level(self) -> bool:
        return bool(self._frontier["up"] or self._frontier["down"])

    def _advance(self) -> None:
        """Move each direction's frontier one edge further, newest ids first where room is short."""
        self._level += 1
        kind = other(next(iter(self._frontier["up"] or self._frontier["down"])).kind)
        known = self._ids[kind]
        fresh: dict[Direction, list[int]] = {"up": [], "down": []}
        for direction in DIRECTIONS:
            frontier, self._frontier[direction] = self._frontier[direction], []
            if self._level > self._levels[direction]:
                continue
            met = self._met[direction]
            beyond = {number for at in frontier for number in self._near.beside(at, direction)}
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
        level = dict.fromkeys(self._frontier["up"] + self._frontier["down"])
        self._unasked = [key for key in level if key not in self._near]

    def _open_branches(self) -> bool:
        """Whether nodes were added whose events are not here yet.

        An opened branch may begin at a node that another one adds, so they are looked at again
        until none adds anything.
        """
        waiting: list[Branch] = []
        for branch in self._branches:
            at = branch.at
            if isinstance(at, Key) and at in self._near and at in self._nodes:
                self._open(at, branch.direction)
            else:
                waiting.append(branch)
        self._branches = waiting
        return any(key not in self._near for key in self._added)

    def _open(self, at: Key, direction: Direction) -> None:
        kind = other(at.kind)
        beyond = sorted(set(self._near.beside(at, direction)) - self._ids[kind], reverse=True)
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
                outputs = self._near.beside(execution, "down")
                for key in (Key("artifact", number) for number in sorted(outputs, reverse=True)):
                    if key not in self._nodes:
                        found.setdefault(key, Node(key, 1 - level, aside=True))
        return list(found.values())


def _question(keys: Iterable[Key], kind: Kind) -> Question:
    ids = (key.id for key in keys if key.kind == kind)
    return Question(kind, tuple(islice(ids, MOST_ASKED)))


def _share(room: int, up: list[int], down: list[int]) -> tuple[list[int], list[int]]:
    """The first of each, at most `room` together, so that a crowd leaves room for a few."""
    for_up = min(len(up), max(room // 2, room - len(down)))
    return up[:for_up], down[: room - for_up]
