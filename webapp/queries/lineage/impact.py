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

    `deepest` is the number of artifacts on the longest of the shortest ways there. `hidden` records
    beside them are known and left out; unless `complete`, there may be more behind these.
    """

    artifacts: int
    executions: int
    deepest: int
    hidden: int
    tallies: tuple[Tally, ...]
    complete: bool

    @property
    def words(self) -> str:
        """How many, how far away, and how many more there are at least.

        >>> Impact(28, 1, 6, 0, (), complete=True).words
        '28 artifacts and 1 execution downstream, at most 6 artifacts away'
        >>> Impact(0, 149, 1, 9_851, (), complete=False).words
        'at least 149 executions downstream; 9,851 more are hidden, and what lies behind them'
        """
        counts = ((self.artifacts, "artifact"), (self.executions, "execution"))
        said = " and ".join(_counted(number, noun) for number, noun in counts if number)
        said = f"{said if self.complete else f'at least {said}'} downstream"
        if self.artifacts:
            how = "at most" if self.complete else "followed"
            said += f", {how} {_counted(self.deepest, 'artifact')} away"
        if self.hidden:
            is_one = self.hidden == 1
            said += f"; {self.hidden:,} more {'is' if is_one else 'are'} hidden"
            said += f", and what lies behind {'it' if is_one else 'them'}"
        return said


FIELDS: Final[tuple[tuple[str, Callable[[LineageNode], str]], ...]] = (
    ("Type", lambda node: node.type),
    ("Owner", lambda node: node.owner),
    ("Workspace", lambda node: node.workspace),
    ("State", lambda node: node.state.replace("_", " ").capitalize()),
)


def impact(found: Walked) -> Impact | None:
    """What lies downstream of the start, None where nothing does."""
    start = found.lineage.start
    below = downstream(found.flow, start)
    nodes = [found.nodes[key] for key in below]
    if not nodes:
        return None
    artifacts = [node for node in nodes if node.key.kind == "artifact"]
    hidden = {
        (there.kind, one)
        for there in found.lineage.hidden
        if there.direction == "down" and (there.at in below or there.at == start)
        for one in there.ids
    }
    return Impact(
        artifacts=len(artifacts),
        executions=len(nodes) - len(artifacts),
        deepest=(max(node.hops for node in nodes) + 1) // 2,
        hidden=len(hidden),
        tallies=tuple(_tally(title, map(told, artifacts)) for title, told in FIELDS),
        # What a limit leaves out is all known; a walk that ran out of time does not know.
        complete=found.lineage.stopped != "time" and not hidden,
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _tally(title: str, values: Iterable[str]) -> Tally:
    counts = sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
    shown = tuple(Count(value, count) for value, count in counts[:MOST_VALUES])
    return Tally(title, shown, sum(count for _, count in counts[MOST_VALUES:]))
