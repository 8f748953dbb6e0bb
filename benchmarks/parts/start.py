"""The first page after a start with a catalog that is there, and the memory of the workers."""

import time
from collections.abc import Iterator
from typing import Final

from benchmarks.client import Client, WrongError
from benchmarks.ground import Ground
from benchmarks.processes import Running
from benchmarks.report import Bar, Line
from benchmarks.served import floor, ours, proportional_bytes, workers_of
from benchmarks.timing import MILLISECONDS
from benchmarks.works import shown, works

STARTING_SECONDS: Final = 60.0
STARTS: Final = 3
TURNS: Final = 100
PAUSE_SECONDS: Final = 0.005
HALF_A_SECOND: Final = Bar(500)
LARGE: Final = 1_000_000


def start(ground: Ground) -> Iterator[Line]:
    """A line for the first page, one for the memory of the larger worker."""
    asked = works(ground.answers)
    newest = asked["W1"].question(0)
    catalog, firsts, floors, sizes = ground.catalog, [], [], []
    for _ in range(STARTS):
        with floor(ground.table) as bare:
            floors.append(_first_page(bare, newest.floor, newest.ids))
        with ours(ground.url, catalog) as dashboard:
            firsts.append(_first_page(dashboard, newest.ours, newest.ids))
            with Client(dashboard.port) as client:
                for turn in range(TURNS):
                    for work in asked.values():
                        client.get(work.question(turn).ours)
            sizes.append(max(map(proportional_bytes, workers_of(dashboard))))
    yield Line("first page after start", min(firsts), "ms", min(floors), HALF_A_SECOND)
    most = 300 if ground.size >= LARGE else 150
    yield Line("memory of a worker (PSS)", max(sizes) / 1e6, "MB", None, Bar(most))


def _first_page(process: Running, path: str, ids: tuple[int, ...]) -> float:
    """The milliseconds from the start of the process to its first right page."""
    while True:
        process.require(STARTING_SECONDS)
        try:
            with Client(process.port) as client:
                found = shown(client.get(path).body)
        except (OSError, WrongError):
            found = ()
        if found == ids:
            return (time.monotonic() - process.started) * MILLISECONDS
        time.sleep(PAUSE_SECONDS)
