"""How far a walk goes."""

import math
from datetime import datetime

from msgspec import Struct

from webapp.lineage.opened import Branch
from webapp.metadata import Kind

# How many nodes a walk brings home unless asked for more, and at most.
NODES, MOST_NODES = 150, 5000


class Bounds(Struct, frozen=True):
    """How far a lineage goes: artifacts up and down (None: all of them), nodes altogether.

    With `as_of`, only what was recorded up to then counts. `branches` are followed one edge
    further than these bounds let them be.
    """

    up: int | None = 2
    down: int | None = 2
    limit: int = NODES
    as_of: datetime | None = None
    branches: tuple[Branch, ...] = ()


def levels(kind: Kind, hops: int | None) -> float:
    """How many edges lead to the last artifact of `hops` artifacts on the way.

    >>> levels("artifact", 2), levels("execution", 2), levels("execution", 0)
    (4, 3, 0)
    """
    if hops is None:
        return math.inf
    return max(0, 2 * hops - (kind == "execution"))
