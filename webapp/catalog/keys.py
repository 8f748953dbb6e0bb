"""Which keys of labels, metrics, parameters and properties records have, most frequent first."""

from collections.abc import Callable, Hashable
from typing import Literal, TypeAlias

from webapp.catalog.compile import compiled
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.values import Value
from webapp.metadata import Kind

Group: TypeAlias = Literal["label", "metric", "param", "property"]

# Of so few keys each is asked for the records found, which is quicker than the reverse, unless
# fewer than one record in ten is found: each key has all of its records to go through (measured).
FEW_KEYS = 1_000
ONE_IN = 10
# From so many records on it is so with any number of keys.
MANY_RECORDS = 200_000
MOST_KEYS = 10_000


def keys(snapshot: Snapshot, search: Search, group: Group, size: int = 12) -> tuple[Value, ...]:
    """The most frequent keys of labels, metrics, parameters or properties."""
    return snapshot.kept(*_keys_of(search, group, size))


def offered_keys(snapshot: Snapshot, search: Search, group: Group, size: int) -> tuple[Value, ...]:
    """The same for who chooses among them: in a large store a few seconds may have passed."""
    return snapshot.lasting.to(*_keys_of(search, group, size), snapshot)


def _keys_of(
    search: Search, group: Group, size: int
) -> tuple[Hashable, Callable[[Snapshot], tuple[Value, ...]]]:
    """The question which keys there are, and how to ask a snapshot."""
    key = ("keys", search.key, group, size)
    return key, lambda snapshot: _keys(snapshot, search, f"{group}_key", size)


def _keys(snapshot: Snapshot, search: Search, column: str, size: int) -> tuple[Value, ...]:
    found = compiled(search)
    if _one_by_one(snapshot, search, column):
        pairs = snapshot.terms(column, found)
    else:
        wanted = {"field": column, "size": MOST_KEYS, "segment_size": MOST_KEYS}
        buckets = snapshot.aggregate(found, {"0": {"terms": wanted}})["0"]["buckets"]
        pairs = [(bucket["key"], bucket["doc_count"]) for bucket in buckets]
    pairs.sort(key=lambda pair: (-pair[1], pair[0]))
    return tuple(Value(key, count) for key, count in pairs[:size] if count)


def _one_by_one(snapshot: Snapshot, search: Search, column: str) -> bool:
    """Whether it is quicker to ask for each key how many of the records found have it."""
    there = snapshot.size_of(search.kind)
    if there < MANY_RECORDS:
        total = snapshot.total(search)
        return total * ONE_IN >= there and _are_few(snapshot, search.kind, column)
    # A few milliseconds at most, and to count the records found first may take longer.
    return _are_few(snapshot, search.kind, column) or snapshot.total(search) >= MANY_RECORDS


def _are_few(snapshot: Snapshot, kind: Kind, column: str) -> bool:
    """Whether the column holds few keys, or did when it was looked at."""
    question = ("vocabulary", kind, column)
    if question not in snapshot.guesses:
        snapshot.guess(question, snapshot.vocabulary(kind, column))
    return snapshot.guesses[question] <= FEW_KEYS
