"""The runs of a lineage, as frames around their nodes or closed into one glyph each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from webapp.lineage.opened import Mark, Opened, RunKey
from webapp.lineage.records import Key

_SMALLEST = 2  # nodes; a run of one is no group


class Runs(Struct, frozen=True):
    """Which nodes belong to which run, and which runs are closed.

    `names` has the name of each run, `members` its nodes, `run_of` the run of each node.
    """

    names: Mapping[RunKey, str] = {}
    members: Mapping[RunKey, tuple[Key, ...]] = {}
    run_of: Mapping[Key, RunKey] = {}
    closed: frozenset[RunKey] = frozenset()

    def mark(self, key: Key) -> Mark:
        """What stands for a node: itself, or its run where that is closed."""
        run = self.run_of.get(key)
        return run if run in self.closed and run is not None else key

    def groups_among(self, marks: Iterable[Mark]) -> dict[Mark, RunKey]:
        """The run of each of the marks whose run is open and has more of them."""
        found = {m: self.run_of[m] for m in marks if isinstance(m, Key) and m in self.run_of}
        count = Counter(found.values())
        return {mark: run for mark, run in found.items() if count[run] >= _SMALLEST}

    def named(self, run: RunKey) -> RunKey | None:
        """The run that any node of it names, None where that node is in no run."""
        return self.run_of.get(run.key)

    def closing(self, *, all_of_them: bool, opened: Opened, kept: Key) -> "Runs":
        """The same with runs closed: all but those opened by hand, or those closed by hand.

        The run of the node `kept` stays open unless it was closed by hand.
        """
        by_hand = {self.named(run) for run in opened.closed}
        opened_by_hand = {self.named(run) for run in opened.runs} | {self.run_of.get(kept)}
        closed = set(self.names) - opened_by_hand if all_of_them else set[RunKey]()
        shut = frozenset(run for run in closed | by_hand if run is not None)
        return Runs(self.names, self.members, self.run_of, shut)


def runs_of(names: Iterable[tuple[Key, str]]) -> Runs:
    """The runs of at least two nodes; `names` has the run of each node, "" for none.

    A run is named by the first of its nodes.

    >>> made = Key("artifact", 7), Key("execution", 3)
    >>> runs = runs_of([(made[0], "nightly"), (made[1], "nightly"), (Key("artifact", 1), "")])
    >>> [str(run) for run in runs.names], str(runs.run_of[made[1]])
    (['run/artifact/7'], 'run/artifact/7')
    """
    by_name: defaultdict[str, list[Key]] = defaultdict(list)
    for key, name in names:
        if name:
            by_name[name].append(key)
    found: dict[RunKey, str] = {}
    members: dict[RunKey, tuple[Key, ...]] = {}
    for name, keys in sorted(by_name.items()):
        if len(keys) >= _SMALLEST:
            run = RunKey.named_by(min(keys))
            found[run], members[run] = name, tuple(sorted(keys))
    run_of = {key: run for run, keys in members.items() for key in keys}
    return Runs(found, members, run_of)
