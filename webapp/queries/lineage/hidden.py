"""What a lineage leaves out, counted by type."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from msgspec.structs import replace

from webapp.catalog.facets import facet_once
from webapp.catalog.pages import rows
from webapp.catalog.query.tree import Field
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.errors import CatalogError
from webapp.lineage.opened import Branch
from webapp.lineage.records import Hidden, Lineage
from webapp.metadata import Kind
from webapp.producers import short_type
from webapp.queries.freshness import whole
from webapp.store.client import Store
from webapp.store.pages import read_ids

MOST_COUNTED: Final = 12  # branches, the fullest first: each may cost a question to the catalog
MOST_READ: Final = 100  # records whose rows are read at once sooner than each branch is asked for
MOST_TYPES: Final = 8  # of one branch
READ_AT_ONCE: Final = 500  # between two looks at the clock
TYPE: Final = Field("type")

# How many records of each type a branch hides.
Types: TypeAlias = dict[Branch, dict[str, int]]


def counted(catalog: Reader | None, lineage: Lineage) -> Lineage:
    """The lineage with its fullest hidden branches counted by type.

    Where there is no complete catalog it stays as it is: no page reads types from the store.
    """
    if not lineage.hidden:
        return lineage
    try:
        snapshot = whole(catalog)
        if snapshot is None:
            return lineage
        fullest = _fullest(lineage)
        few = sum(there.count for there in fullest) <= MOST_READ
        return _with(lineage, (_read if few else _asked)(snapshot, fullest))
    except CatalogError:
        return lineage


def counted_in_store(store: Store, lineage: Lineage, until: float) -> Lineage:
    """The same from the store, whose records are read for it.

    Once it is later than `until`, by the monotonic clock, the rest stays uncounted.
    """
    fullest = _fullest(lineage)
    names: dict[Kind, dict[int, str]] = {}
    for kind, ids in _ids(fullest).items():
        read: dict[int, str] = {}
        for begin in range(0, len(ids), READ_AT_ONCE):
            if time.monotonic() > until:
                return _with(lineage, _types(fullest, names))
            found, _ = read_ids(store, kind, ids[begin : begin + READ_AT_ONCE])
            read |= {one: record.type for one, record in found.items()}
        names[kind] = read
    return _with(lineage, _types(fullest, names))


def _fullest(lineage: Lineage) -> list[Hidden]:
    return sorted(lineage.hidden, key=lambda there: -there.count)[:MOST_COUNTED]


def _with(lineage: Lineage, types: Types) -> Lineage:
    hidden = tuple(
        replace(there, types=types.get(Branch(there.at, there.direction), {}))
        for there in lineage.hidden
    )
    return replace(lineage, hidden=hidden)


def _ids(fullest: Iterable[Hidden]) -> dict[Kind, list[int]]:
    ids: dict[Kind, set[int]] = {"artifact": set(), "execution": set()}
    for there in fullest:
        ids[there.kind].update(there.ids)
    return {kind: sorted(wanted) for kind, wanted in ids.items()}


def _types(fullest: Iterable[Hidden], names: Mapping[Kind, Mapping[int, str]]) -> Types:
    """The most frequent types of branches; `names` has the types of records, as far as known."""
    types: Types = {}
    for there in fullest:
        known = names.get(there.kind, {})
        counts = Counter(name for one in there.ids if (name := known.get(one, "")))
        most = sorted(counts.items(), key=lambda count: (-count[1], count[0]))
        types[Branch(there.at, there.direction)] = dict(most[:MOST_TYPES])
    return types


def _read(snapshot: Snapshot, fullest: list[Hidden]) -> Types:
    """The types of few records, whose rows are read all at once."""
    found = {kind: rows(snapshot, kind, tuple(ids)) for kind, ids in _ids(fullest).items()}
    names = {kind: {one: row.type for one, row in known.items()} for kind, known in found.items()}
    return _types(fullest, names)


def _asked(snapshot: Snapshot, fullest: list[Hidden]) -> Types:
    types: Types = {}
    for there in fullest:
        facet = facet_once(snapshot, Search(there.kind, ids=there.ids), TYPE, MOST_TYPES)
        counts = {value.value: value.count for value in facet.values if value.value}
        types[Branch(there.at, there.direction)] = counts
    return types


def short_names(hidden: Iterable[Hidden]) -> dict[str, str]:
    """The short form of each type's name among them."""
    return {name: short_type(name) for there in hidden for name in there.types}
