"""The rows of a list for a file, all of them, from the catalog."""

from collections.abc import Iterator
from itertools import islice

from webapp.catalog.pages import ROWS_AT_A_TIME, every_row
from webapp.catalog.snapshot import Snapshot
from webapp.queries.indexed.page import search_of
from webapp.queries.indexed.reach import Walked
from webapp.queries.indexed.workspace_lines import counted_rows
from webapp.queries.lists.page import Part
from webapp.queries.lists.wanted import Wanted


def indexed_parts(snapshot: Snapshot, wanted: Wanted, walks: Walked) -> Iterator[Part]:
    """All rows of `wanted`, whose walks were taken; raises CatalogErrors."""
    search = search_of(wanted.kind, wanted.query, walks)
    rows = every_row(snapshot, search, wanted.sort, after=wanted.after)
    while part := tuple(islice(rows, ROWS_AT_A_TIME)):
        yield Part(counted_rows(snapshot, part) if wanted.kind == "context" else part)
