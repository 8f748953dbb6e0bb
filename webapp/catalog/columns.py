"""The first hits by a column of the index: times, counts, the id, the name.

tantivy sorts by one column and leaves open which come first of those that have the same there:
where the limit cuts through such a tie, that tie is read again by id. And it looks at every record
that was found, so with many of them it is given a window of the column's numbers, widened until
it holds enough.
"""

from operator import attrgetter

from webapp.catalog.bounds import Bounds
from webapp.catalog.clauses import PARSER, Clause, Found, all_of, but, term, within
from webapp.catalog.compile import compiled
from webapp.catalog.hits import Hit, Key, behind, beyond, tied
from webapp.catalog.schema import MISSING
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.sorting import Cursor, Sort

IN_ORDER = attrgetter("key", "id")
# Fewer records than this are sorted sooner than windows are found (measured).
FEW = 3_000
# So few that to count them first takes longer than to sort them all.
FEW_AT_MOST = 10_000
# A window is made for this many times the hits wanted, and grows by this factor.
AMPLE = 4
GROWTH = 8


def column_of(sort: Sort) -> str:
    """The column that holds the keys of the order."""
    return "name_order" if sort.field.name == "name" else sort.field.name


def by_column(
    snapshot: Snapshot, search: Search, sort: Sort, limit: int, cursor: Cursor | None
) -> list[Hit]:
    """The first hits, or those behind the cursor: its ties by id, then what comes after."""
    found = compiled(search)
    hits: list[Hit] = []
    if cursor is not None and sort.field.name != "id":
        same = all_of(found, _with_same(sort, cursor.key))
        same = behind(same, cursor.id, descending=sort.descending)
        hits = tied(snapshot, same, cursor.key, limit, descending=sort.descending)
    if len(hits) == limit:
        return hits
    edge = cursor.key if cursor else None
    if sort.field.name == "name":
        if edge is not None:
            found = all_of(found, _names_beyond(str(edge), descending=sort.descending))
        return hits + _settled(snapshot, found, sort, limit - len(hits))
    if edge is None and snapshot.at_most(search) < FEW_AT_MOST:
        return _settled(snapshot, found, sort, limit, of=search)
    left = snapshot.extent(search.kind, sort.field.name)
    if edge is not None:
        left = left.both(beyond(int(edge), descending=sort.descending))
    if snapshot.total(search) < FEW:
        return hits + _settled(snapshot, _inside(found, sort, left), sort, limit - len(hits))
    return hits + _through_windows(snapshot, search, sort, limit - len(hits), left)


def _through_windows(
    snapshot: Snapshot, search: Search, sort: Sort, limit: int, left: Bounds
) -> list[Hit]:
    """The first hits within `left`, one window of it after the other."""
    found = compiled(search)
    hits: list[Hit] = []
    start = left.high if sort.descending else left.low
    question = (search.key, str(sort))
    share = (left.high - left.low + 1) * AMPLE * limit // snapshot.total(search)
    width = snapshot.guesses.get(question, share)
    while len(hits) < limit and left.low <= left.high:
        window, left = _cut(left, max(width, 1), descending=sort.descending)
        hits += _settled(snapshot, _inside(found, sort, window), sort, limit - len(hits))
        width *= GROWTH
    if hits:
        # How far these lay apart says how wide the next page's window should be.
        snapshot.guess(question, AMPLE * (abs(int(hits[-1].key or 0) - start) + 1))
    return hits


def _cut(bounds: Bounds, width: int, *, descending: bool) -> tuple[Bounds, Bounds]:
    """The first `width` numbers of the bounds in that direction, and the rest."""
    if descending:
        edge = max(bounds.low, bounds.high - width + 1)
        return Bounds(edge, bounds.high), Bounds(bounds.low, edge - 1)
    edge = min(bounds.high, bounds.low + width - 1)
    return Bounds(bounds.low, edge), Bounds(edge + 1, bounds.high)


def _with_same(sort: Sort, key: Key) -> Clause:
    """The records whose key is that one."""
    if isinstance(key, int):
        return within(sort.field.name, Bounds(key, key), MISSING)
    return term("name_order", key or "")


def _inside(found: Found, sort: Sort, bounds: Bounds) -> Found:
    return all_of(found, within(sort.field.name, bounds, MISSING))


def _settled(
    snapshot: Snapshot, found: Found, sort: Sort, limit: int, of: Search | None = None
) -> list[Hit]:
    """The first hits, those with the same key in the order of their ids (`of`: see `hits`)."""
    descending = sort.descending
    # One more than wanted tells whether the last ones are a tie that is cut.
    keyed = snapshot.hits(found, limit + 1, column_of(sort), descending=descending, of=of)
    is_cut = len(keyed) > limit and keyed[limit][0] == keyed[limit - 1][0]
    keyed = keyed[:limit]
    ids = snapshot.ids([address for _, address in keyed])
    hits = [
        Hit(key, record_id, address) for (key, address), record_id in zip(keyed, ids, strict=True)
    ]
    cut_tie: list[Hit] = []
    if is_cut:
        last = hits[-1].key
        hits = [hit for hit in hits if hit.key != last]
        same = all_of(found, _with_same(sort, last))
        cut_tie = tied(snapshot, same, last, limit - len(hits), descending=descending)
    hits.sort(key=IN_ORDER, reverse=descending)
    return hits + cut_tie


def _names_beyond(edge: str, *, descending: bool) -> Clause:
    """The records whose name comes after that key; only tantivy's parser makes ranges of texts."""
    if edge:
        ends = f"[* TO {edge}}}" if descending else f"{{{edge} TO *]"
        return PARSER.parse_query(f"name_order:{ends}")
    return Clause.empty_query() if descending else but(term("name_order", ""))
