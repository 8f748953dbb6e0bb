"""What a lineage leaves out, counted by type."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

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

MOST_COUNTED: Final = 12  # branches, the fullest first: each may cost a question to the catalog
MOST_READ: Final = 100  # records whose rows are read at once sooner than each branch is asked for
MOST_TYPES: Final = 8  # of one branch
TYPE: Final = Field("type")


def counted(catalog: Reader | None, lineage: Lineage) -> Lineage:
    """The lineage with its fullest hidden branches counted by type.

    Where there is no complete catalog it stays as it is: types are never read from the store.
    """
    if not lineage.hidden:
        return lineage
    try:
        snapshot = whole(catalog)
        if snapshot is None:
            return lineage
        fullest = sorted(lineage.hidden, key=lambda there: -there.count)[:MOST_COUNTED]
        few = sum(there.count for there in fullest) <= MOST_READ
        types = (_read if few else _asked)(snapshot, fullest)
    except CatalogError:
        return lineage
    hidden = tuple(
        replace(there, types=types.get(Branch(there.at, there.direction), {}))
        for there in lineage.hidden
    )
    return replace(lineage, hidden=hidden)


def _read(snapshot: Snapshot, fullest: list[Hidden]) -> dict[Branch, dict[str, int]]:
    """The types of few records, whose rows are read all at once."""
    ids: dict[Kind, set[int]] = {"artifact": set(), "execution": set()}
    for there in fullest:
        ids[there.kind].update(there.ids)
    found = {kind: rows(snapshot, kind, tuple(wanted)) for kind, wanted in ids.items()}
    types: dict[Branch, dict[str, int]] = {}
    for there in fullest:
        known = found[there.kind]
        counts = Counter(known[one].type for one in there.ids if one in known and known[one].type)
        most = sorted(counts.items(), key=lambda count: (-count[1], count[0]))
        types[Branch(there.at, there.direction)] = dict(most[:MOST_TYPES])
    return types


def _asked(snapshot: Snapshot, fullest: list[Hidden]) -> dict[Branch, dict[str, int]]:
    types: dict[Branch, dict[str, int]] = {}
    for there in fullest:
        facet = facet_once(snapshot, Search(there.kind, ids=there.ids), TYPE, MOST_TYPES)
        counts = {value.value: value.count for value in facet.values if value.value}
        types[Branch(there.at, there.direction)] = counts
    return types


def short_names(hidden: Iterable[Hidden]) -> dict[str, str]:
    """The short form of each type's name among them."""
    return {name: short_type(name) for there in hidden for name in there.types}
