"""Which fields have so many values that nobody chooses from a list of the most frequent ones."""

from typing import Any

from webapp.catalog.bounds import Bounds
from webapp.catalog.clauses import Found, all_of, of_kind, within
from webapp.catalog.query.tree import Field
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.values import column_of
from webapp.metadata import Kind

# With so many values in so large a store none stands out among so many records found, and counting
# them takes too long for a page that did not ask for it.
MANY_VALUES = 10_000
LARGE_STORE = 100_000
MANY_FOUND = 10_000
# The newest records tell most fields that have few values: those where each value comes as often.
NEWEST = 10_000
OFTEN = 20


def is_vast(snapshot: Snapshot, kind: Kind, field: Field) -> bool:
    """Whether the field has that many values among the records of a kind; a guess, asked once."""
    if snapshot.size_of(kind) < LARGE_STORE:
        return False
    question = ("values", kind, field)
    if question not in snapshot.guesses:
        snapshot.guess(question, _values(snapshot, kind, field))
    return snapshot.guesses[question] >= MANY_VALUES


def takes_long(snapshot: Snapshot, search: Search) -> bool:
    """Whether so many records are found that the values of such a field take long to count."""
    return snapshot.total(search) >= MANY_FOUND


def _values(snapshot: Snapshot, kind: Kind, field: Field) -> int:
    """How many values the newest records have, or, where these have many, all."""
    last = snapshot.extent(kind, "id").high
    newest = all_of(of_kind(kind), within("id", Bounds(last - NEWEST, last)))
    few = _cardinality(snapshot, newest, field)
    return few if few * OFTEN < NEWEST else _cardinality(snapshot, of_kind(kind), field)


def _cardinality(snapshot: Snapshot, found: Found, field: Field) -> int:
    wanted: dict[str, Any] = {"n": {"cardinality": {"field": column_of(field)}}}
    return int(snapshot.aggregate(found, wanted)["n"]["value"])
