"""Times of two sides, taken in turn: other programs on the machine slow down both alike."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

Side = TypeVar("Side")

# The first calls of each side fill caches.
WARMING: Final = 2
MILLISECONDS: Final = 1_000.0


def in_turn(
    sides: Mapping[Side, Callable[[int], float]], rounds: int
) -> Mapping[Side, Sequence[float]]:
    """The seconds that each side takes, turn by turn; a turn's number is handed to each."""
    times: dict[Side, list[float]] = {side: [] for side in sides}
    for turn in range(rounds + WARMING):
        for side, take in sides.items():
            times[side].append(take(turn))
    return {side: taken[WARMING:] for side, taken in times.items()}


def median(seconds: Sequence[float]) -> float:
    """The middle one, in milliseconds.

    >>> median([0.003, 0.001, 0.002])
    2.0
    """
    return statistics.median(seconds) * MILLISECONDS


def percentile(seconds: Sequence[float], share: float) -> float:
    """The time that the share of them does not exceed, in milliseconds.

    >>> percentile([number / 1000 for number in range(1, 101)], 0.99)
    99.0
    """
    ordered = sorted(seconds)
    return ordered[min(int(share * len(ordered)), len(ordered)) - 1] * MILLISECONDS
