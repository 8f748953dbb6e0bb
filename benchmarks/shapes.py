"""Histories that are hard to draw: a long chain, and an artifact that a crowd reads."""

import random
from collections.abc import Iterator

from benchmarks.history import SEED, WORKSPACES, Sort, Step, logged_at, record

# The first artifact of each, and the workspace of all that follows.
START = 1
WORKSPACE = WORKSPACES[0]


def chain(length: int) -> Iterator[Step]:
    """Executions that each read what the one before them made, `length` of them after a first."""
    source = random.Random(SEED)
    for number in range(1, length + 2):
        inputs = () if number == 1 else (number - 1,)
        yield _step(number, "data set" if number == 1 else "model", inputs, source)


def hub(consumers: int) -> Iterator[Step]:
    """So many executions that read one data set, and the one that made it."""
    source = random.Random(SEED)
    for number in range(1, consumers + 2):
        inputs = () if number == 1 else (START,)
        sort: Sort = "data set" if number == 1 else "model" if number % 10 else "metrics"
        yield _step(number, sort, inputs, source)


def _step(number: int, sort: Sort, inputs: tuple[int, ...], source: random.Random) -> Step:
    """An execution that puts out one artifact of its own number."""
    made = record(number, sort, WORKSPACE, source)
    return Step(number, "step", WORKSPACE, "run 000001", logged_at(number - 1), inputs, (made,))
