"""Records by their whole name, by how it begins, and by how their URI begins."""

from webapp.catalog.clauses import PARSER, Found, all_of, term
from webapp.catalog.compile import compiled
from webapp.catalog.entries import NAME_ORDER, name_order
from webapp.catalog.query.tree import Equal, Field, Query
from webapp.catalog.rows import Row
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.terms import fold
from webapp.metadata import Kind

# Above every hexadecimal digit: the end of all keys that begin alike.
LAST = "g"


def named(snapshot: Snapshot, search: Search, name: str, limit: int) -> list[Row]:
    """The newest records of the search that have that name, in any case."""
    folded = fold(name)
    key = name_order(name)
    if not key:
        return []
    rows = _newest(snapshot, all_of(compiled(search), term("name_order", key)), limit)
    # Of long names only the beginning is in the key.
    return [row for row in rows if fold(row.name) == folded]


def beginning(snapshot: Snapshot, kind: Kind, text: str, limit: int) -> list[Row]:
    """The newest records of a kind whose name begins with the text, in any case."""
    folded = fold(text)[:NAME_ORDER]
    key = name_order(folded)
    if not key:
        return []
    names = PARSER.parse_query(f"name_order:[{key} TO {key}{LAST}]")
    return _newest(snapshot, all_of(compiled(Search(kind)), names), limit)


def at_address(snapshot: Snapshot, beginning_with: str, limit: int) -> list[Row]:
    """The newest artifacts whose URI begins with the text, among `limit` that hold it."""
    holding = Search("artifact", Query((Equal(Field("uri"), beginning_with),)))
    rows = _newest(snapshot, compiled(holding), limit)
    return [row for row in rows if row.uri.startswith(beginning_with)]


def _newest(snapshot: Snapshot, found: Found, limit: int) -> list[Row]:
    hits = snapshot.hits(found, limit, "created", descending=True)
    rows = snapshot.rows([address for _, address in hits])
    # Which of equally old ones come first is left open.
    return sorted(
        rows, key=lambda row: (row.created is not None, row.created, row.id), reverse=True
    )
