"""The page of a list, read from the store itself."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, cast

from webapp.catalog.query.printing import text_of_node
from webapp.catalog.query.tree import Query
from webapp.catalog.rows import Row
from webapp.metadata import Artifact, Context, Execution
from webapp.queries.counts import Count
from webapp.queries.freshness import Freshness
from webapp.queries.list_rows import artifact_list_rows, execution_list_rows
from webapp.queries.lists.columns import COLUMNS, Column, shown_columns
from webapp.queries.lists.conditions import conditions
from webapp.queries.lists.facets import FACETS, Facet
from webapp.queries.lists.page import Line, ListPage, Offer, Waiting
from webapp.queries.lists.wanted import NEWEST, Wanted
from webapp.queries.live.census import Counting
from webapp.queries.live.emptied import emptied
from webapp.queries.live.facets import TYPE, WORKSPACE, scope_tally, type_facet, workspace_facet
from webapp.queries.live.rows import artifact_row, execution_row
from webapp.queries.live.scope import Scope, scope_of, waiting
from webapp.queries.live.windows import Window, listed, place_of, read_window
from webapp.queries.live.workspace_lines import workspace_lines
from webapp.queries.sources import Sources
from webapp.store.client import Store

# The orders that the store has.
SORTED_BY: Final = frozenset({"created", "id"})


def live_page(sources: Sources, wanted: Wanted, freshness: Freshness) -> ListPage:
    """A page of the store's rows; raises StoreErrors."""
    waits = waiting_of(wanted)
    columns = tuple(one for one in _columns(wanted) if one.live)
    if waits.is_all:
        return ListPage(
            wanted=wanted,
            freshness=freshness,
            rows=(),
            total=Count(0, exact=False),
            columns=columns,
            offers=_offers(wanted, columns),
            conditions=conditions(wanted),
            waiting=waits,
        )
    return _Live(sources, wanted).page(freshness, columns, waits)


def waiting_of(wanted: Wanted) -> Waiting:
    """What of a request only the catalog can answer."""
    clauses = waiting(wanted.query)
    sort = "" if wanted.sort.field.name in SORTED_BY else str(wanted.sort)
    answered = Query(tuple(one for one in wanted.query.clauses if one not in clauses))
    return Waiting(
        filters=tuple(text_of_node(one) for one in clauses),
        sort=sort,
        columns=tuple(one.title for one in _columns(wanted) if not one.live),
        search=wanted.search(query=answered, sort=NEWEST if sort else wanted.sort),
    )


class _Live:
    """One page on its way: rows first, then what is counted in the time that is left."""

    def __init__(self, sources: Sources, wanted: Wanted) -> None:
        self._sources = sources
        self._store: Store = sources.store
        self._wanted = wanted
        self._scope: Scope = scope_of(self._store, wanted.kind, wanted.query)
        self._window: Window = read_window(self._store, self._scope, place_of(wanted), wanted.limit)

    def page(self, freshness: Freshness, columns: tuple[Column, ...], waits: Waiting) -> ListPage:
        """The page."""
        rows = self._records()
        counting = self._sources.census.counting(self._store)
        if rows is None:
            contexts = cast("Sequence[Context]", self._window.records)
            lines: tuple[Line, ...] = workspace_lines(
                self._store, counting, contexts, self._sources.now
            )
        else:
            lines = rows
            if self._wanted.columns is None and (metric := key_metric(rows)):
                columns = shown_columns(self._wanted.kind, metric)
        told = conditions(self._wanted)
        nothing = not lines and self._wanted.is_first and not self._window.cut
        tally = scope_tally(counting, self._scope)
        return ListPage(
            wanted=self._wanted,
            freshness=freshness,
            rows=lines,
            total=tally.count(self._scope.type_ids),
            columns=columns,
            offers=_offers(self._wanted, columns),
            conditions=told,
            facets=tuple(self._facets(counting)),
            before=listed(self._window.newer),
            after=listed(self._window.older),
            unreadable=self._window.unreadable,
            cut=self._window.cut,
            waiting=waits,
            empty=emptied(self._wanted, told, self._scope, counting) if nothing else None,
        )

    def _records(self) -> tuple[Row, ...] | None:
        records = self._window.records
        match self._wanted.kind:
            case "artifact":
                artifacts = artifact_list_rows(self._store, cast("Sequence[Artifact]", records))
                return tuple(map(artifact_row, artifacts))
            case "execution":
                ran = execution_list_rows(self._store, cast("Sequence[Execution]", records))
                return tuple(map(execution_row, ran))
        return None

    def _facets(self, counting: Counting) -> list[Facet]:
        wanted, found = self._wanted, []
        for field in FACETS[wanted.kind] if wanted.facets is None else wanted.facets:
            if field == WORKSPACE and wanted.kind != "context":
                found.append(workspace_facet(self._store, counting, self._scope, wanted))
            elif field == TYPE:
                found.append(type_facet(self._scope, wanted, scope_tally(counting, self._scope)))
        return [facet for facet in found if not facet.is_empty]


def key_metric(rows: Sequence[Row]) -> str:
    """The metric that most rows have, the first named of equals; "" where none has any."""
    counted = Counter(name for row in rows for name in row.metrics)
    return max(counted, key=counted.__getitem__, default="")


def _columns(wanted: Wanted) -> tuple[Column, ...]:
    return shown_columns(wanted.kind) if wanted.columns is None else wanted.columns


def _offers(wanted: Wanted, columns: tuple[Column, ...]) -> tuple[Offer, ...]:
    known = [one for one in COLUMNS[wanted.kind].values() if one.live]
    return tuple(Offer(one, one in columns) for one in dict.fromkeys((*known, *columns)))
