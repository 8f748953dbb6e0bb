"""Histories that are hard to draw: a long chain, an artifact that a crowd reads, and pipelines."""

import itertools
import random
from collections.abc import Iterator
from typing import Final

from benchmarks.history import SEED, WORKSPACES, Sort, Step, logged_at, record

# The first artifact of each, and the workspace of all that follows.
START: Final = 1
WORKSPACE: Final = WORKSPACES[0]
# Executions that are known by what they read and what they make; "before" is the run before's.
PIPELINE: Final = {
    (): ("examples",),
    ("examples",): ("statistics",),
    ("statistics",): ("schema",),
    ("statistics", "schema"): ("anomalies",),
    ("examples", "schema"): ("transform", "transformed"),
    ("transformed", "transform", "schema", "model before"): ("model", "training"),
    ("model", "examples", "schema", "model before"): ("evaluation", "blessing"),
    ("model", "blessing"): ("pushed",),
}


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


def pipelines() -> Iterator[Step]:
    """The steps of one run of a pipeline after the other, each from the model before its own."""
    source = random.Random(SEED)
    artifacts, executions = itertools.count(1), itertools.count(1)
    known: dict[str, int] = {}
    for run in itertools.count(1):
        known = {f"{name} before": number for name, number in known.items() if "before" not in name}
        for read, made in PIPELINE.items():
            inputs = tuple(known[name] for name in read if name in known)
            known |= {name: next(artifacts) for name in made}
            sorts: dict[str, Sort] = {"model": "model"}
            outputs = tuple(
                record(known[name], sorts.get(name, "data set"), WORKSPACE, source) for name in made
            )
            number, begun = next(executions), logged_at(outputs[0].number - 1)
            yield Step(number, made[0], WORKSPACE, f"run {run:06}", begun, inputs, outputs)


def _step(number: int, sort: Sort, inputs: tuple[int, ...], source: random.Random) -> Step:
    """An execution that puts out one artifact of its own number."""
    made = record(number, sort, WORKSPACE, source)
    return Step(number, "step", WORKSPACE, "run 000001", logged_at(number - 1), inputs, (made,))
