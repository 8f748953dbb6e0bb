"""How many records of a type there are, counted by the catalog."""

from typing import Final

from msgspec import Struct

from webapp.catalog.facets import facets
from webapp.catalog.query.editing import with_term
from webapp.catalog.query.printing import text_of
from webapp.catalog.query.tree import Field, Query
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.metadata import Kind

TYPE: Final = Field("type")
MOST_TYPES: Final = 1_000


class Counted(Struct, frozen=True):
    """How many records of the type's name there are; `query` finds just them, "" where none does.

    A filter takes the last segment of a type's name for all that end so.
    """

    number: int
    query: str


def counted(snapshot: Snapshot, kind: Kind, type_name: str) -> Counted:
    """The records of that type, whatever its version."""
    (types,) = facets(snapshot, Search(kind), [TYPE], MOST_TYPES)
    number = next((one.count for one in types.values if one.value == type_name), 0)
    query = with_term(Query(), TYPE, type_name)
    is_listed = kind != "context" and snapshot.total(Search(kind, query)) == number
    return Counted(number, text_of(query) if is_listed else "")
