"""The first hits by a metric.

Its column lies inside a JSON field, where tantivy sorts only in its `top_hits` aggregation: the
order is exact there, but it gives no addresses.
"""

from webapp.catalog.bounds import Bounds
from webapp.catalog.clauses import (
    Found,
    all_of,
    any_of,
    but,
    of_ids,
    term,
    under_key,
    with_key,
)
from webapp.catalog.compile import compiled
from webapp.catalog.hits import Hit, behind, beyond, tied
from webapp.catalog.keyed import no_order
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.sorting import Cursor, Sort
from webapp.catalog.terms import path

# Sort keys come as unsigned numbers in the order of the signed ones.
OFFSET = 2**63


def by_metric(
    snapshot: Snapshot, search: Search, sort: Sort, limit: int, cursor: Cursor | None
) -> list[Hit]:
    """The first hits, or those behind the cursor; records without the metric stand together."""
    parts = [_with_metric, _without_metric]
    if sort.missing_first:
        parts.reverse()
    if cursor is not None:
        own = _without_metric if cursor.key is None else _with_metric
        parts = parts[parts.index(own) :]
    hits: list[Hit] = []
    for part in parts:
        if len(hits) < limit:
            hits += part(snapshot, search, sort, limit - len(hits), cursor)
            cursor = None
    return hits


def _without_metric(
    snapshot: Snapshot, search: Search, sort: Sort, limit: int, cursor: Cursor | None
) -> list[Hit]:
    """The first hits that have no such metric, or one that is no number, by id."""
    unordered = term("has", no_order(sort.field.key or ""))
    found = all_of(compiled(search), any_of(but(with_key(sort.field)), unordered))
    if cursor is not None:
        found = behind(found, cursor.id, descending=sort.descending)
    return tied(snapshot, found, None, limit, descending=sort.descending)


def _with_metric(
    snapshot: Snapshot, search: Search, sort: Sort, limit: int, cursor: Cursor | None
) -> list[Hit]:
    """The first hits that have the metric: the cursor's ties by id, then what comes after."""
    key, found = sort.field.key or "", compiled(search)
    hits: list[Hit] = []
    bounds = Bounds()
    if cursor is not None:
        number = int(cursor.key or 0)
        same = all_of(found, under_key("metric", key, Bounds(number, number)))
        same = behind(same, cursor.id, descending=sort.descending)
        hits = tied(snapshot, same, number, limit, descending=sort.descending)
        bounds = beyond(number, descending=sort.descending)
    if len(hits) < limit:
        found = all_of(found, under_key("metric", key, bounds))
        hits += _top(snapshot, found, sort, limit - len(hits))
    return hits


def _top(snapshot: Snapshot, found: Found, sort: Sort, limit: int) -> list[Hit]:
    order = "desc" if sort.descending else "asc"
    column = f"number.metric.{path(sort.field.key or '')}"
    wanted = {"size": limit, "sort": [{column: order}, {"id": order}]}
    answer = snapshot.aggregate(found, {"top": {"top_hits": wanted}})
    keys = {
        record_id - OFFSET: number - OFFSET
        for number, record_id in (hit["sort"] for hit in answer["top"]["hits"])
    }
    if not keys:
        return []
    places = dict(
        snapshot.hits(all_of(found, of_ids(tuple(keys))), len(keys), "id", descending=True)
    )
    return [Hit(number, record_id, places[record_id]) for record_id, number in keys.items()]
