"""Pages of rows: any place of any order, forwards and backwards, each as cheap as the first."""

from collections.abc import Iterator

from msgspec import Struct

from webapp.catalog.clauses import all_of, of_ids, of_kind
from webapp.catalog.columns import by_column
from webapp.catalog.hits import Hit
from webapp.catalog.measures import by_metric
from webapp.catalog.rows import Row
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.sorting import Cursor, Sort
from webapp.metadata import Kind

NEWEST = Sort()
ROWS_AT_A_TIME = 500


class Page(Struct, frozen=True):
    """Some rows of a search in an order; `total` counts all it finds.

    `before` and `after` are where the pages beside this one end and begin, None where none is.
    """

    rows: tuple[Row, ...]
    total: int
    before: Cursor | None
    after: Cursor | None


class Stretch(Struct, frozen=True):
    """How many rows, and where: the first ones, those behind `after`, or those before `before`."""

    size: int = 50
    after: Cursor | None = None
    before: Cursor | None = None


FIRST = Stretch()


def page(snapshot: Snapshot, search: Search, sort: Sort = NEWEST, stretch: Stretch = FIRST) -> Page:
    """That stretch of what the search finds."""
    size, after = stretch.size, stretch.after
    if stretch.before is not None:
        hits = _hits(snapshot, search, sort.backwards, size + 1, stretch.before)
        if len(hits) > size:
            return _page(snapshot, search, hits[size - 1 :: -1], before=True, after=True)
        # So near the beginning that the first page has more to show.
        after = None
    hits = _hits(snapshot, search, sort, size + 1, after)
    return _page(snapshot, search, hits[:size], before=after is not None, after=len(hits) > size)


def every_row(
    snapshot: Snapshot,
    search: Search,
    sort: Sort = NEWEST,
    size: int = ROWS_AT_A_TIME,
    after: Cursor | None = None,
) -> Iterator[Row]:
    """All rows in order, those behind `after`, read `size` at a time."""
    cursor = after
    # A damaged column may lead back to where one was.
    left = snapshot.size_of(search.kind)
    while left > 0 and (hits := _hits(snapshot, search, sort, size, cursor)):
        yield from snapshot.rows(hit.address for hit in hits)
        cursor = Cursor(hits[-1].key, hits[-1].id)
        left -= len(hits)


def rows(snapshot: Snapshot, kind: Kind, ids: tuple[int, ...]) -> dict[int, Row]:
    """The rows of those ids, as far as the catalog holds them."""
    if not ids:
        return {}
    found = all_of(of_kind(kind), of_ids(ids))
    hits = snapshot.hits(found, len(ids), "id", descending=False)
    return {row.id: row for row in snapshot.rows(address for _, address in hits)}


def _page(
    snapshot: Snapshot, search: Search, hits: list[Hit], *, before: bool, after: bool
) -> Page:
    return Page(
        tuple(snapshot.rows(hit.address for hit in hits)),
        snapshot.total(search),
        Cursor(hits[0].key, hits[0].id) if before and hits else None,
        Cursor(hits[-1].key, hits[-1].id) if after else None,
    )


def _hits(
    snapshot: Snapshot, search: Search, sort: Sort, limit: int, cursor: Cursor | None
) -> list[Hit]:
    """The first hits, or those behind the cursor."""
    read = by_metric if sort.field.name == "metric" else by_column
    return read(snapshot, search, sort, limit, cursor)
