"""The order of each column from top to bottom, with few crossings of edges."""

from collections import deque
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from webapp.lineage.columns import Columns
from webapp.lineage.crossings import crossings, crossings_by_gap, places, saved_by_exchange

# What all starts together may look at, in ends of edges. Counted, so that a busy machine draws
# the same picture as an idle one.
MOST_WORK: Final = 120_000
_SWEEPS = 24
_PATIENCE = 4  # sweeps without a better order before a start is given up
_EXCHANGES = 4


def order(grid: Columns, lane: Sequence[int] = ()) -> list[list[int]]:
    """The numbers of each column, top to bottom: the best of a few starts, always the same.

    `lane` has the rank of each number: a smaller one stands above a larger one in every column.
    """
    lane = lane or [0] * len(grid.left)
    best = [sorted(column, key=lane.__getitem__) for column in grid.members]
    fewest, work = crossings(grid, best), 0
    for start in _starts(grid):
        if not fewest or work > MOST_WORK:
            break
        for column in start:
            column.sort(key=lane.__getitem__)
        sweeping = _Sweeping(grid, start, lane, MOST_WORK - work)
        sweeping.run()
        work += sweeping.work
        if sweeping.fewest < fewest:
            best, fewest = sweeping.best, sweeping.fewest
    return best


def _starts(grid: Columns) -> Iterator[list[list[int]]]:
    """Orders to begin with: breadth first from the left, depth first from the right and left."""
    everything = [number for column in grid.members for number in column]
    sources = [number for number in everything if not grid.left[number]]
    sinks = [number for number in everything if not grid.right[number]]
    yield _searched(grid, sources, grid.right, depth_first=False)
    yield _searched(grid, sinks, grid.left, depth_first=True)
    yield _searched(grid, sources, grid.right, depth_first=True)


def _searched(
    grid: Columns, roots: list[int], ahead: list[list[int]], *, depth_first: bool
) -> list[list[int]]:
    """The columns in the order in which a search from the roots meets their numbers."""
    column = {number: i for i, members in enumerate(grid.members) for number in members}
    back = grid.left if ahead is grid.right else grid.right
    members: list[list[int]] = [[] for _ in grid.members]
    seen: set[int] = set()
    for root in roots:
        waiting = deque([root])
        while waiting:
            number = waiting.pop() if depth_first else waiting.popleft()
            if number not in seen:
                seen.add(number)
                members[column[number]].append(number)
                beside = (*ahead[number], *back[number])
                waiting.extend(reversed(beside) if depth_first else beside)
    return members


class _Sweeping:
    """Sweeps to the right and to the left from one order, and the best that they reach."""

    def __init__(
        self, grid: Columns, members: list[list[int]], lane: Sequence[int], most_work: int
    ) -> None:
        self._grid = grid
        self._members = members
        self._lane = lane
        # Added to a place in any column, this sorts by lane first.
        high = max(map(len, members), default=0)
        self._above = [rank * high for rank in lane]
        self._place = places(grid, members)
        self._most_work = most_work
        self._ends = sum(map(len, grid.right))
        self.work = 0
        self.best = [list(column) for column in members]
        self.fewest = sum(crossings_by_gap(grid, members, self._place))

    def run(self) -> None:
        """Sweep until nothing gets better."""
        stale = 0
        for sweep in range(_SWEEPS):
            if not self.fewest or stale == _PATIENCE or self.work > self._most_work:
                break
            to_right, is_loose = sweep % 2 == 0, sweep % 4 > 1
            self._sweep(to_right=to_right, is_loose=is_loose)
            gaps = crossings_by_gap(self._grid, self._members, self._place)
            self.work += 2 * self._ends
            count = sum(gaps) - self._exchange(gaps, is_loose=not to_right)
            stale += 1
            if count < self.fewest:
                self.best = [list(column) for column in self._members]
                self.fewest, stale = count, 0

    def _sweep(self, *, to_right: bool, is_loose: bool) -> None:
        """Sort each column by where the neighbours in the one before it stand on average.

        A number without any keeps its place: what it is next to says nothing about it. A loose
        sweep takes the median and turns numbers around that want the same place: what one of
        the two cannot untangle the other often can.
        """
        place, above = self._place, self._above
        near = self._grid.left if to_right else self._grid.right
        for column in self._members[1:] if to_right else reversed(self._members[:-1]):
            if len(column) == 1:
                continue
            wanted: dict[int, float] = {}
            for number in column:
                others = near[number]
                if len(others) == 1:
                    wanted[number] = above[number] + place[others[0]]
                elif others:
                    near_by = [place[other] for other in others]
                    middle = median(near_by) if is_loose else sum(near_by) / len(near_by)
                    wanted[number] = above[number] + middle
            before = reversed(wanted) if is_loose else wanted
            moved = iter(sorted(before, key=wanted.__getitem__))
            for index, number in enumerate(column):
                column[index] = next(moved) if number in wanted else number
                place[column[index]] = index

    def _exchange(self, gaps: Sequence[int], *, is_loose: bool) -> int:
        """How many crossings it saved to swap neighbours of one lane; loosely: that cost none.

        `gaps` has how many there were beside each column: where there are none, none is saved.
        """
        columns = self._members
        around = zip((0, *gaps), (*gaps, 0), strict=True)
        waiting = [at for at, (before, after) in enumerate(around) if is_loose or before or after]
        total = 0
        for turn in range(_EXCHANGES):
            least = 0 if is_loose and turn == 0 else 1
            saved = {at: self._exchange_in(columns[at], least) for at in waiting}
            total += sum(one for one in saved.values() if one)
            # Elsewhere nothing has moved since it was looked at.
            changed = [at for at, one in saved.items() if one is not None]
            beside = {near for at in changed for near in (at - 1, at, at + 1)}
            waiting = [at for at in range(len(columns)) if at in beside]
        return total

    def _exchange_in(self, column: list[int], least: int) -> int | None:
        """How many crossings the exchanges saved that saved so many each; None without any."""
        if len(column) == 1:
            return None
        place, lane = self._place, self._lane
        total = None
        sides = [
            [sorted([place[other] for other in near[number]]) for number in column]
            for near in (self._grid.left, self._grid.right)
        ]
        self.work += sum(len(ends) for side in sides for ends in side)
        for index in range(len(column) - 1):
            saved = 0
            for side in sides:
                above, below = side[index], side[index + 1]
                if len(above) == 1 == len(below):
                    saved += (above > below) - (above < below)
                elif above and below:
                    saved += saved_by_exchange(above, below)
            upper, lower = column[index], column[index + 1]
            if saved >= least and lane[upper] == lane[lower]:
                column[index], column[index + 1] = lower, upper
                place[upper], place[lower] = index + 1, index
                total = (total or 0) + saved
                for side in sides:
                    side[index], side[index + 1] = side[index + 1], side[index]
        return total
