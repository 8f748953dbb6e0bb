"""A walk through the events of a store."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from webapp.lineage.records import Key, Lineage
from webapp.lineage.walk import NODES, Walk
from webapp.store.client import Store

# Seconds after which a walk ends where it stands.
PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a lineage goes: artifacts up and down (None: all of them), nodes altogether."""

    up: int | None = 2
    down: int | None = 2
    limit: int = NODES


def walk(
    store: Store,
    start: Key,
    bounds: Bounds,
    seconds: float = PATIENCE,
    clock: Callable[[], float] = time.monotonic,
) -> Lineage:
    """The lineage around `start`, as much of it as can be asked for in `seconds`."""
    steps = Walk(start, bounds.up, bounds.down, bounds.limit)
    end = clock() + seconds
    while (question := steps.question()) is not None:
        if clock() > end:
            steps.stop()
            break
        of_artifacts = question.kind == "artifact"
        events = store.events_of_artifacts if of_artifacts else store.events_of_executions
        steps.feed(events(question.ids))
    return steps.lineage()
