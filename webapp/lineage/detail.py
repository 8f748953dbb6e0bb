"""How much of a lineage is drawn: a crowd of siblings becomes a few nodes and a "+N" box."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.lineage.records import Direction, Key, Lineage


@dataclass(frozen=True, slots=True)
class Box:
    """The neighbours of a drawn node that are not drawn, on one side of it.

    `folded` of them are among the nodes of the lineage, the others are not.
    """

    at: Key
    direction: Direction
    count: int
    folded: int


@dataclass(frozen=True, slots=True)
class Detail:
    """The keys that are drawn, nearest first, and what is left out beside each."""

    keys: tuple[Key, ...]
    boxes: tuple[Box, ...]


def detail(
    lineage: Lineage, crowds: Mapping[Key, str], siblings: int, behind: int, drawn: int
) -> Detail:
    """At most `drawn` nodes, newest first where they are too many.

    Behind one node stand at most `siblings` of one crowd and `behind` of all.
    Every node that is drawn is joined to the start by nodes that are drawn.
    """
    near = _neighbours(lineage)
    asides = {node.key for node in lineage.nodes if node.aside}
    shown = {lineage.start: None}
    met = {lineage.start}
    queue = deque([lineage.start])
    while queue and len(shown) < drawn:
        at = queue.popleft()
        for keys in near[at].values():
            fresh = sorted(set(keys) - met, key=lambda key: (key in asides, -key.id))
            met.update(fresh)
            room = min(behind, drawn - len(shown))
            few = _few_of_each(fresh, crowds, siblings)[:room]
            shown.update(dict.fromkeys(few))
            queue.extend(few)
    return Detail(tuple(shown), tuple(_boxes(lineage, near, shown)))


def _neighbours(lineage: Lineage) -> dict[Key, dict[Direction, dict[Key, None]]]:
    near: dict[Key, dict[Direction, dict[Key, None]]] = {
        node.key: {"up": {}, "down": {}} for node in lineage.nodes
    }
    for edge in lineage.edges:
        near[edge.source]["down"][edge.target] = None
        near[edge.target]["up"][edge.source] = None
    return near


def _few_of_each(keys: Iterable[Key], crowds: Mapping[Key, str], few: int) -> list[Key]:
    taken: defaultdict[str, int] = defaultdict(int)
    chosen = []
    for key in keys:
        if taken[crowds[key]] < few:
            taken[crowds[key]] += 1
            chosen.append(key)
    return chosen


def _boxes(
    lineage: Lineage,
    near: Mapping[Key, Mapping[Direction, Mapping[Key, None]]],
    shown: Mapping[Key, None],
) -> list[Box]:
    hidden = {(there.at, there.direction): there.count for there in lineage.hidden}
    boxes = []
    for at in shown:
        for direction, keys in near[at].items():
            folded = sum(key not in shown for key in keys)
            count = folded + hidden.get((at, direction), 0)
            if count:
                boxes.append(Box(at, direction, count, folded))
    return boxes
