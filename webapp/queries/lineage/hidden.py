"""What a lineage leaves out, counted by type."""

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from webapp.catalog.facets import facet_once
from webapp.catalog.query.tree import Field
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search
from webapp.errors import CatalogError
from webapp.lineage.opened import Branch
from webapp.lineage.records import Hidden, Lineage
from webapp.producers import short_type
from webapp.queries.freshness import whole

MOST_COUNTED: Final = 12  # branches, the fullest first: each costs a question to the catalog
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
        types: dict[Branch, dict[str, int]] = {}
        for there in fullest:
            facet = facet_once(snapshot, Search(there.kind, ids=there.ids), TYPE, MOST_TYPES)
            found = {value.value: value.count for value in facet.values if value.value}
            types[Branch(there.at, there.direction)] = found
    except CatalogError:
        return lineage
    hidden = tuple(
        replace(there, types=types.get(Branch(there.at, there.direction), {}))
        for there in lineage.hidden
    )
    return replace(lineage, hidden=hidden)


def short_names(hidden: Iterable[Hidden]) -> dict[str, str]:
    """The short form of each type's name among them."""
    return {name: short_type(name) for there in hidden for name in there.types}
