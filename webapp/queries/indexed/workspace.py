"""What a workspace holds, from the catalog: all models and all runs, however old."""

from collections.abc import Sequence
from typing import Final

from webapp.catalog.activity import holds_any
from webapp.catalog.newest import newest_of_names
from webapp.catalog.pages import Stretch, page
from webapp.catalog.query.tree import Equal, Field, Or, Query
from webapp.catalog.rows import Row
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.sorting import Sort
from webapp.errors import StoreTimeoutError
from webapp.metadata import Context, Kind
from webapp.queries.counts import Count
from webapp.queries.holding import LOOKED_AT, MOST_MODELS, NEWEST, Counts, Holding
from webapp.queries.indexed.crossings import known_crossings
from webapp.queries.indexed.rows import artifact_row, execution_row
from webapp.queries.indexed.spaces import workspaces_called
from webapp.queries.indexed.types import TYPE, numbers, of_models
from webapp.queries.indexed.workspace_runs import known_runs, runs_of_rows
from webapp.queries.timelines import activity
from webapp.queries.type_counts import Counted, counted_by_name
from webapp.store.client import Store

NEWEST_FIRST: Final = Sort(Field("id"))


def is_known(snapshot: Snapshot, context: Context, has_children: bool) -> bool:
    """Whether what the catalog finds by the name of the workspace is what the workspace holds.

    It is not where two have the name, nor where only contexts below it hold anything.
    """
    if [row.id for row in workspaces_called(snapshot, context.name)] != [context.id]:
        return False
    if not any(snapshot.total(_search(kind, context)) for kind in ("artifact", "execution")):
        return False
    return not has_children or holds_any(snapshot, context.id)


def known_counts(store: Store, snapshot: Snapshot, context: Context) -> Counts:
    """How much the workspace holds."""
    return Counts(
        _counted(store, snapshot, _search("artifact", context)),
        _counted(store, snapshot, _search("execution", context)),
    )


def known_holding(
    store: Store, snapshot: Snapshot, context: Context, children: Sequence[Context]
) -> Holding:
    """What the workspace holds; the store is asked for events that the catalog leaves out."""
    around = tuple((one.id, one.name, one.updated) for one in children)
    try:
        # The same page is asked for again and again, and stays the same until the next commit.
        return snapshot.kept_page(
            ("workspace", context.id, context.name, around),
            lambda: _holding(snapshot, context, children, store),
        )
    except StoreTimeoutError:
        return _holding(snapshot, context, children, None)


def _holding(
    snapshot: Snapshot, context: Context, children: Sequence[Context], store: Store | None
) -> Holding:
    """The same; without a store what lies between runs is not known."""
    newest = _newest(snapshot, _search("execution", context), LOOKED_AT)
    runs = runs_of_rows(snapshot, context, newest)
    artifacts = _newest(snapshot, _search("artifact", context), NEWEST)
    models = _models(snapshot, _search("artifact", context))
    return Holding(
        models=tuple(map(artifact_row, models)),
        runs=known_runs(snapshot, context, children, newest),
        crossings=known_crossings(store, snapshot, newest, runs) if store else (),
        artifacts=tuple(map(artifact_row, artifacts)),
        executions=tuple(map(execution_row, newest[:NEWEST])),
        activity=activity(newest),
    )


def _search(kind: Kind, context: Context) -> Search:
    return Search(kind, Query((Equal(Field("workspace"), context.name),)))


def _newest(snapshot: Snapshot, search: Search, most: int) -> tuple[Row, ...]:
    return page(snapshot, search, NEWEST_FIRST, Stretch(most)).rows


def _models(snapshot: Snapshot, search: Search) -> tuple[Row, ...]:
    types = of_models(snapshot, search)
    if not types:
        return ()
    are_models = Or(tuple(Equal(TYPE, one) for one in types))
    asked = search.asking(Query((*search.query.clauses, are_models)))
    return newest_of_names(snapshot, asked, MOST_MODELS)


def _counted(store: Store, snapshot: Snapshot, search: Search) -> Counted:
    number = Count(snapshot.total(search))
    return counted_by_name(store, search.kind, number, numbers(snapshot, search))
