"""The types of records, counted by the catalog."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from webapp.catalog.facets import facets
from webapp.catalog.query.editing import with_term
from webapp.catalog.query.printing import text_of
from webapp.catalog.query.tree import Field, Query
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.metadata import Kind
from webapp.producers import is_of_models

TYPE: Final = Field("type")
MOST_TYPES: Final = 1_000


class Counted(Struct, frozen=True):
    """How many records of the type's name there are; `query` finds just them, "" where none does.

    A filter takes the last segment of a type's name for all that end so.
    """

    number: int
    query: str


def numbers(snapshot: Snapshot, search: Search) -> Mapping[str, int]:
    """How many records of each type the search finds, by the whole name of the type."""
    (types,) = facets(snapshot, search, [TYPE], MOST_TYPES)
    return {one.value: one.count for one in types.values}


def of_models(snapshot: Snapshot, search: Search) -> list[str]:
    """The types of the models that the search finds, by their whole names."""
    return sorted(name for name in numbers(snapshot, search) if is_of_models(name))


def counted(snapshot: Snapshot, kind: Kind, type_name: str) -> Counted:
    """The records of that type, whatever its version."""
    number = numbers(snapshot, Search(kind)).get(type_name, 0)
    query = with_term(Query(), TYPE, type_name)
    is_listed = kind != "context" and snapshot.total(Search(kind, query)) == number
    return Counted(number, text_of(query) if is_listed else "")
