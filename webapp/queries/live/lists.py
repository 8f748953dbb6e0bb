"""The lists of artifacts, executions and workspaces, live from the store."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar, cast

from webapp.metadata import Artifact, Context, Execution
from webapp.queries.list_rows import artifact_list_rows, execution_list_rows, key_metric
from webapp.queries.lists.wanted import Wanted
from webapp.queries.live.census import Census, Counting
from webapp.queries.live.emptied import Emptied, emptied
from webapp.queries.live.facets import Facet, scope_tally, type_facet, workspace_facet
from webapp.queries.live.scope import Scope, scope_of
from webapp.queries.live.tallies import Count
from webapp.queries.live.windows import Window, read_window
from webapp.queries.live.workspace_lines import WorkspaceLine, workspace_lines
from webapp.queries.rows import ArtifactRow, ExecutionRow
from webapp.store.client import Store
from webapp.store.paging import Cursor

FACETS: Final = ("type", "workspace")

Row = TypeVar("Row", ArtifactRow, ExecutionRow, WorkspaceLine)


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Row]):
    """One page of a list. `newer` and `older` are the places of its neighbours, None at an end.

    `cut` is how many rows were read where a bound ended the search, 0 where the page is whole;
    `metric` names the column of metrics, "" where no row has any; `empty` says why there is no row.
    """

    wanted: Wanted
    rows: tuple[Row, ...]
    total: Count
    facets: tuple[Facet, ...] = ()
    newer: Cursor | None = None
    older: Cursor | None = None
    unreadable: tuple[int, ...] = ()
    cut: int = 0
    metric: str = ""
    empty: Emptied | None = None


def artifact_list(
    store: Store, census: Census, wanted: Wanted, facets: Collection[str] = FACETS
) -> ListPage[ArtifactRow]:
    """A page of artifacts."""
    listed = _listed(store, wanted)
    rows = artifact_list_rows(store, cast("Sequence[Artifact]", listed.window.records))
    return listed.page(census.counting(store), rows, facets, key_metric(rows))


def execution_list(
    store: Store, census: Census, wanted: Wanted, facets: Collection[str] = FACETS
) -> ListPage[ExecutionRow]:
    """A page of executions."""
    listed = _listed(store, wanted)
    rows = execution_list_rows(store, cast("Sequence[Execution]", listed.window.records))
    return listed.page(census.counting(store), rows, facets)


def workspace_list(
    store: Store, census: Census, wanted: Wanted, now: datetime, facets: Collection[str] = FACETS
) -> ListPage[WorkspaceLine]:
    """A page of workspaces: the contexts that read as one."""
    listed = _listed(store, wanted)
    counting = census.counting(store)
    contexts = cast("Sequence[Context]", listed.window.records)
    rows = workspace_lines(store, counting, contexts, now)
    return listed.page(counting, rows, set(facets) & {"type"})


@dataclass(frozen=True, slots=True)
class _Listed:
    """The records of a page, before anybody counted."""

    store: Store
    wanted: Wanted
    scope: Scope
    window: Window

    def page(
        self, counting: Counting, rows: tuple[Row, ...], facets: Collection[str], metric: str = ""
    ) -> ListPage[Row]:
        """The page of `rows` with its counts."""
        query = self.wanted.query
        tally = scope_tally(counting, self.scope)
        total = tally.count(self.scope.type_ids)
        found: list[Facet] = []
        if "workspace" in facets:
            found.append(workspace_facet(self.store, counting, self.scope, query))
        if "type" in facets:
            found.append(type_facet(self.scope, query, tally))
        nothing = not rows and self.wanted.is_first and not self.window.cut
        return ListPage(
            wanted=self.wanted,
            rows=rows,
            total=total,
            facets=tuple(found),
            newer=self.window.newer,
            older=self.window.older,
            unreadable=self.window.unreadable,
            cut=self.window.cut,
            metric=metric,
            empty=emptied(self.wanted, self.scope, counting) if nothing else None,
        )


def _listed(store: Store, wanted: Wanted) -> _Listed:
    scope = scope_of(store, wanted.kind, wanted.query)
    return _Listed(store, wanted, scope, read_window(store, scope, wanted.place, wanted.limit))
