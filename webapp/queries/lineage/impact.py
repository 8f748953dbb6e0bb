"""What would break: the artifacts downstream, counted by what they are and whose."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct

from webapp.lineage.graph import downstream
from webapp.lineage.nodes import LineageNode, Walked

MOST_VALUES: Final = 8


class Count(Struct, frozen=True):
    """How many artifacts have a value; "" where none is recorded."""

    value: str
    count: int


class Tally(Struct, frozen=True):
    """The most frequent values of one field, and how many artifacts have others."""

    title: str
    counts: tuple[Count, ...]
    rest: int


class Impact(Struct, frozen=True):
    """The artifacts and executions downstream of the start, as far as the walk went.

    `deepest` is the number of artifacts on the longest of the shortest ways there.
    """

    artifacts: int
    executions: int
    deepest: int
    tallies: tuple[Tally, ...]
    complete: bool


FIELDS: Final[tuple[tuple[str, Callable[[LineageNode], str]], ...]] = (
    ("Type", lambda node: node.type),
    ("Owner", lambda node: node.owner),
    ("Workspace", lambda node: node.workspace),
    ("State", lambda node: node.state.replace("_", " ").capitalize()),
)


def impact(found: Walked) -> Impact | None:
    """What lies downstream of the start, None where nothing does."""
    below = downstream(found.flow, found.lineage.start)
    nodes = [found.nodes[key] for key in below]
    if not nodes:
        return None
    artifacts = [node for node in nodes if node.key.kind == "artifact"]
    hidden = any(
        there.direction == "down" and (there.at in below or there.at == found.lineage.start)
        for there in found.lineage.hidden
    )
    return Impact(
        artifacts=len(artifacts),
        executions=len(nodes) - len(artifacts),
        deepest=(max(node.hops for node in nodes) + 1) // 2,
        tallies=tuple(_tally(title, map(told, artifacts)) for title, told in FIELDS),
        complete=found.lineage.complete and not hidden,
    )


def _tally(title: str, values: Iterable[str]) -> Tally:
    counts = sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
    shown = tuple(Count(value, count) for value, count in counts[:MOST_VALUES])
    return Tally(title, shown, sum(count for _, count in counts[MOST_VALUES:]))
