"""The same pages over ten thousand artifacts and over as many as there are."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Final

from benchmarks.client import Client
from benchmarks.ground import Ground
from benchmarks.parts.pages import STARTING_SECONDS, asking
from benchmarks.report import Bar, Line
from benchmarks.served import ours, until_in_step
from benchmarks.timing import in_turn, median
from benchmarks.works import works

SMALL: Final = 10_000
HALF_MORE: Final = Bar(1.5, of_ratio=True)


def growth(ground: Ground) -> Iterator[Line]:
    """A line for each of three questions; `floor` is the small store."""
    grounds = {"small": replace(ground, size=SMALL), "large": ground}
    asked = {side: works(one.answers) for side, one in grounds.items()}
    with ExitStack() as stack:
        clients = {}
        for side, one in grounds.items():
            dashboard = stack.enter_context(ours(one.url, one.catalog))
            until_in_step(dashboard, one.size, STARTING_SECONDS)
            clients[side] = stack.enter_context(Client(dashboard.port))
        for name in ("W1", "W2", "W4"):
            sides = {
                side: asking(clients[side], asked[side][name], lambda one: one.plain)
                for side in grounds
            }
            times = in_turn(sides, ground.rounds)
            small, large = (median(times[side]) for side in ("small", "large"))
            told = f"{name} at {ground.size:,} (floor: at {SMALL:,})"
            yield Line(told, large, "ms", small, HALF_MORE)
