"""Groups of nodes that keep to themselves: no node of another stands in the frame around one."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from statistics import fmean
from typing import Any

from webapp.lineage.columns import Columns

GAP = 0.45  # rows between a frame and what is above or below it


def ranks(
    grid: Columns, members: Sequence[Sequence[int]], group: Mapping[Any, Hashable]
) -> list[int]:
    """The lane of each number, from the top: that of its group, or one of its own.

    Way-points belong to the lane where their edge begins. `members` is an order of the columns
    that knows no lanes; a lane stands where its nodes are on average.
    """
    part = {
        number: (place + 0.5) / len(column)
        for column in members
        for place, number in enumerate(column)
    }
    lane_of: dict[int, Hashable] = {
        number: group.get(node, number) for number, node in enumerate(grid.nodes)
    }
    for (source, _), chain in grid.chains.items():
        lane_of.update(dict.fromkeys(chain, lane_of[source]))
    parts: defaultdict[Hashable, list[float]] = defaultdict(list)
    for number, lane in lane_of.items():
        if grid.is_node(number):
            parts[lane].append(part[number])
    in_order = sorted(parts, key=lambda lane: fmean(parts[lane]))
    rank = {lane: place for place, lane in enumerate(in_order)}
    return [rank[lane_of[number]] for number in range(len(grid.left))]


def apart(
    grid: Columns,
    members: Sequence[Sequence[int]],
    lane: Sequence[int],
    framed: frozenset[int],
    spans: Sequence[tuple[float, float]],
) -> list[float]:
    """How far down each number has to move so that every lane lies below the frames above it.

    `framed` are the lanes with a frame, which takes all columns from its first to its last node;
    `spans` is what each number takes of its column, from its top to its bottom.
    """
    column, lanes = _gathered(members, lane)
    floor: dict[int, float] = {}
    moved = [0.0] * len(spans)
    for rank in sorted(lanes):
        taken = _taken(grid, lanes[rank], column, spans, framed=rank in framed)
        down = max(0.0, *(floor.get(place, top) - top for place, (top, _) in taken.items()))
        for number in lanes[rank]:
            moved[number] = down
        for place, (_, bottom) in taken.items():
            floor[place] = max(floor.get(place, bottom + down), bottom + down)
    return moved


def closer(
    grid: Columns,
    members: Sequence[Sequence[int]],
    lane: Sequence[int],
    framed: frozenset[int],
    spans: Sequence[tuple[float, float]],
) -> list[float]:
    """How far down each number can move towards its neighbours in lower lanes.

    Lanes that were moved down leave those above them behind: this lets these follow, the lowest
    first, as far as what lies below them leaves room.
    """
    column, lanes = _gathered(members, lane)
    ceiling: dict[int, float] = {}
    moved = [0.0] * len(spans)
    for rank in sorted(lanes, reverse=True):
        taken = _taken(grid, lanes[rank], column, spans, framed=rank in framed)
        room = min(ceiling.get(place, float("inf")) - low for place, (_, low) in taken.items())
        pulls = [
            spans[other][0] + moved[other] - spans[number][0]
            for number in lanes[rank]
            for other in (*grid.left[number], *grid.right[number])
            if lane[other] > rank
        ]
        down = max(0.0, min(room, fmean(pulls) if pulls else 0.0))
        for number in lanes[rank]:
            moved[number] = down
        for place, (top, _) in taken.items():
            ceiling[place] = min(ceiling.get(place, float("inf")), top + down)
    return moved


def _gathered(
    members: Sequence[Sequence[int]], lane: Sequence[int]
) -> tuple[Mapping[int, int], Mapping[int, Sequence[int]]]:
    """The column of each number, and the numbers of each lane."""
    column = {number: place for place, numbers in enumerate(members) for number in numbers}
    lanes: defaultdict[int, list[int]] = defaultdict(list)
    for number in column:
        lanes[lane[number]].append(number)
    return column, lanes


def _taken(
    grid: Columns,
    numbers: Sequence[int],
    column: Mapping[int, int],
    spans: Sequence[tuple[float, float]],
    *,
    framed: bool,
) -> dict[int, tuple[float, float]]:
    """What a lane takes of each column, from top to bottom."""
    taken: dict[int, tuple[float, float]] = {}
    if framed:
        nodes = [number for number in numbers if grid.is_node(number)]
        frame = min(spans[n][0] for n in nodes) - GAP, max(spans[n][1] for n in nodes) + GAP
        places = [column[number] for number in nodes]
        taken = dict.fromkeys(range(min(places), max(places) + 1), frame)
    for number in numbers:
        top, bottom = spans[number]
        above, below = taken.get(column[number], (top, bottom))
        taken[column[number]] = min(top, above), max(bottom, below)
    return taken
