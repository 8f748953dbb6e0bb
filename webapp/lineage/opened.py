"""What of a picture is opened or closed by hand, as links carry it."""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias, TypeVar

from msgspec import Struct

from webapp.lineage.records import Direction, Key
from webapp.metadata import Kind

Found = TypeVar("Found")


class RunKey(NamedTuple):
    """The name of a run in a picture: that of one of its nodes, since runs have no id."""

    kind: str
    id: int
    of: Kind

    def __str__(self) -> str:
        return f"run/{self.of}/{self.id}"

    @classmethod
    def named_by(cls, key: Key) -> "RunKey":
        """The run of the node `key`.

        >>> str(RunKey.named_by(Key("execution", 12)))
        'run/execution/12'
        """
        return cls("run", key.id, key.kind)

    @property
    def key(self) -> Key:
        """The node that names it."""
        return Key(self.of, self.id)


# What is drawn as one glyph: a node, or a run that is closed.
Mark: TypeAlias = Key | RunKey


class Branch(NamedTuple):
    """One side of what is drawn as one glyph."""

    at: Mark
    direction: Direction

    def __str__(self) -> str:
        return f"{self.at}/{self.direction}"


class Opened(Struct, frozen=True):
    """Branches opened, runs opened and runs closed by hand; `unread` is what names none.

    >>> opened = Opened.parse("artifact/25/down,-run/execution/12,x")
    >>> [str(branch) for branch in opened.branches], [str(run) for run in opened.closed]
    (['artifact/25/down'], ['run/execution/12'])
    >>> str(opened), opened.unread
    ('artifact/25/down,-run/execution/12', ('x',))
    """

    branches: tuple[Branch, ...] = ()
    runs: tuple[RunKey, ...] = ()
    closed: tuple[RunKey, ...] = ()
    unread: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Opened":
        """What a link says."""
        words = [word.strip() for word in text.split(",") if word.strip()]
        branches = {word: _branch(word) for word in words}
        runs = {word: _run(word) for word in words}
        closed = {word: _run(word[1:]) for word in words if word.startswith("-")}
        return cls(
            branches=_distinct(branches.values()),
            runs=_distinct(runs.values()),
            closed=_distinct(closed.values()),
            unread=tuple(
                word for word in words if not (branches[word] or runs[word] or closed.get(word))
            ),
        )

    def __str__(self) -> str:
        return ",".join([*map(str, (*self.branches, *self.runs)), *(f"-{r}" for r in self.closed)])

    def with_branch(self, branch: Branch) -> "Opened":
        """The same with one more branch opened."""
        return Opened(_distinct((*self.branches, branch)), self.runs, self.closed)

    def with_run(self, run: RunKey, *, is_open: bool) -> "Opened":
        """The same with a run opened, or closed."""
        runs, closed = set(self.runs) - {run}, set(self.closed) - {run}
        (runs if is_open else closed).add(run)
        return Opened(self.branches, tuple(sorted(runs)), tuple(sorted(closed)))


def _branch(word: str) -> Branch | None:
    at, _, direction = word.rpartition("/")
    mark = Key.parse(at) or _run(at)
    if mark is None or direction not in ("up", "down"):
        return None
    return Branch(mark, "up" if direction == "up" else "down")


def _run(word: str) -> RunKey | None:
    start, _, name = word.partition("/")
    key = Key.parse(name) if start == "run" else None
    return RunKey.named_by(key) if key else None


def _distinct(found: Iterable[Found | None]) -> tuple[Found, ...]:
    return tuple(dict.fromkeys(one for one in found if one is not None))
