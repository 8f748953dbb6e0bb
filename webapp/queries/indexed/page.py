"""The page of a list, from the catalog."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from webapp.catalog.ahead import ahead
from webapp.catalog.keys import offered_keys
from webapp.catalog.pages import Stretch, page
from webapp.catalog.query.tree import And, Equal, Field, Query, reaches
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.values import Value
from webapp.metadata import Kind
from webapp.queries.counts import Count
from webapp.queries.freshness import Freshness
from webapp.queries.indexed.emptied import emptied
from webapp.queries.indexed.facets import facets_of
from webapp.queries.indexed.reach import Walked, walked
from webapp.queries.indexed.workspace_lines import workspace_lines
from webapp.queries.lists.columns import COLUMNS, MORE_COLUMNS, Column, shown_columns
from webapp.queries.lists.conditions import conditions
from webapp.queries.lists.facets import GROUPS
from webapp.queries.lists.page import Line, ListPage, Offer, offered
from webapp.queries.lists.wanted import Wanted
from webapp.queries.sources import Sources

# Of contexts, lists hold the workspaces. In a bracket it is no choice that a facet looks beyond.
WORKSPACES: Final = And((Equal(Field("role"), "workspace"),))
MOST_OFFERED: Final = 12  # metrics, labels, properties and parameters that a list offers as columns
LARGEST_KEPT: Final = 100  # rows of a page that is worth keeping


def search_of(kind: Kind, query: Query, walks: Walked) -> Search:
    """The records of the lists of that kind that the query finds."""
    if kind == "context":
        query = Query((*query.clauses, WORKSPACES))
    return Search(kind, query, walks.ids)


def indexed_page(
    sources: Sources, snapshot: Snapshot, wanted: Wanted, freshness: Freshness
) -> ListPage:
    """A page of the catalog's rows; raises CatalogErrors, and StoreErrors where it walks."""
    if reaches(wanted.query) or wanted.limit > LARGEST_KEPT:
        return _made(sources, snapshot, wanted, freshness)
    # The same page is asked for again and again, and stays the same until the next commit.
    key = (wanted, sources.now.date())
    kept = snapshot.kept_page(key, lambda: _made(sources, snapshot, wanted, freshness))
    return replace(kept, freshness=freshness)


def _made(sources: Sources, snapshot: Snapshot, wanted: Wanted, freshness: Freshness) -> ListPage:
    walks = walked(sources.store, wanted.kind, wanted.query, sources.catalog)
    search = search_of(wanted.kind, wanted.query, walks)
    is_workspaces = wanted.kind == "context"
    offers: Callable[[], Sequence[Value]] = tuple
    if not is_workspaces:
        offers = ahead(snapshot, lambda: offered_keys(snapshot, search, "metric", MOST_OFFERED))
    # They come to know how many rows there are on their way.
    facets = facets_of(snapshot, search, wanted)
    found = page(snapshot, search, wanted.sort, Stretch(wanted.limit, wanted.after, wanted.before))
    metrics = offers()
    rows: tuple[Line, ...] = (
        workspace_lines(snapshot, found.rows, sources.now) if is_workspaces else found.rows
    )
    columns = _columns(wanted, metrics)
    told = conditions(wanted)
    return ListPage(
        wanted=wanted,
        freshness=freshness,
        state=0 if walks.walks else snapshot.number,
        rows=rows,
        total=Count(found.total),
        columns=columns,
        offers=_offers(snapshot, search, wanted, columns, metrics),
        conditions=told,
        facets=facets,
        before=found.before,
        after=found.after,
        walks=walks.walks,
        empty=None if found.total else emptied(snapshot, search, wanted, told),
        more_columns=None
        if wanted.kind == "context" or wanted.more == MORE_COLUMNS
        else wanted.at_length(MORE_COLUMNS),
    )


def _columns(wanted: Wanted, metrics: Sequence[Value]) -> tuple[Column, ...]:
    """The columns that are shown: those wanted, or the list's own with one metric."""
    if wanted.columns is not None:
        return wanted.columns
    sorted_by = wanted.sort.field
    if sorted_by.name == "metric":
        return shown_columns(wanted.kind, sorted_by.key or "")
    columns = shown_columns(wanted.kind, metrics[0].value if metrics else "")
    known = COLUMNS[wanted.kind].get(sorted_by.name)
    return columns if known is None or known in columns else (*columns, known)


def _offers(
    snapshot: Snapshot,
    search: Search,
    wanted: Wanted,
    columns: tuple[Column, ...],
    metrics: Sequence[Value],
) -> tuple[Offer, ...]:
    """The columns to choose from: those shown, the list's others, then those under keys."""
    keyed = [(Field("metric", one.value), one.count) for one in metrics]
    if wanted.more == MORE_COLUMNS:
        for group in GROUPS:
            found = offered_keys(snapshot, search, group, MOST_OFFERED)
            keyed += [(Field(group, one.value), one.count) for one in found]
    return offered(wanted.kind, columns, tuple(keyed))
