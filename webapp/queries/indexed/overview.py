"""The overview, from the catalog."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from webapp.catalog.activity import latest
from webapp.catalog.pages import Stretch, page, rows
from webapp.catalog.query.editing import toggle
from webapp.catalog.query.printing import text_of
from webapp.catalog.query.tree import Compare, Equal, Field, Query
from webapp.catalog.rows import Row
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.sorting import Sort
from webapp.errors import StoreError
from webapp.queries.counts import Count
from webapp.queries.freshness import Freshness
from webapp.queries.indexed.spaces import ALL_WORKSPACES, workspaces_called
from webapp.queries.indexed.types import TYPE, of_models
from webapp.queries.indexed.workspace_lines import workspace_lines
from webapp.queries.lists.workspace_line import WorkspaceLine
from webapp.queries.overview.page import (
    FAILURES,
    LAST_DAY,
    MODELS,
    WORKSPACES,
    FailureLine,
    Failures,
    Maker,
    ModelLine,
    Overview,
    latest_first,
)
from webapp.queries.sources import Sources
from webapp.store.client import Store

STARTED: Final = Field("started")
FAILED: Final = Equal(Field("state"), "failed")


def indexed_overview(sources: Sources, snapshot: Snapshot, freshness: Freshness) -> Overview:
    """What the first page shows; raises CatalogErrors.

    The store is asked for one thing only: what made the newest models.
    """
    models = _models(snapshot)
    newest = page(snapshot, models, stretch=Stretch(MODELS)).rows if models.query.clauses else ()
    makers = None if freshness.is_late else _makers(sources.store, snapshot, newest)
    return Overview(
        freshness=freshness,
        artifacts=Count(snapshot.total(Search("artifact"))),
        executions=Count(snapshot.total(Search("execution"))),
        workspaces=Count(snapshot.total(ALL_WORKSPACES)),
        models=Count(snapshot.total(models) if models.query.clauses else 0),
        workspace_lines=_workspaces(snapshot, sources.now),
        model_lines=tuple(
            ModelLine(row, (makers or {}).get(row.id), next(iter(row.metrics), ""))
            for row in newest
        ),
        failures=_failures(snapshot, sources.now),
        models_query=text_of(models.query),
        makers_known=makers is not None,
    )


def _models(snapshot: Snapshot) -> Search:
    """The artifacts of all types that are about models; without a clause where no type is."""
    query = Query()
    for one in of_models(snapshot, Search("artifact")):
        query = toggle(query, TYPE, one)
    return Search("artifact", query)


def _workspaces(snapshot: Snapshot, now: datetime) -> tuple[WorkspaceLine, ...]:
    found = snapshot.kept(("latest workspaces",), _latest)
    return latest_first(workspace_lines(snapshot, found, now))


def _latest(snapshot: Snapshot) -> tuple[Row, ...]:
    """The workspaces in which something happened last, and the newest ones, in no order."""
    names = dict.fromkeys(
        name for kind in ("execution", "artifact") for name in latest(snapshot, kind, WORKSPACES)
    )
    found = [*page(snapshot, ALL_WORKSPACES, stretch=Stretch(WORKSPACES)).rows]
    for name in names:
        found += workspaces_called(snapshot, name)
    return tuple({row.id: row for row in found}.values())


def _failures(snapshot: Snapshot, now: datetime) -> Failures:
    failed = Search("execution", Query((FAILED,)))
    # To the minute: the same question is answered once.
    since = (now - LAST_DAY).astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    last_day = failed.asking(Query((FAILED, Compare(STARTED, ">=", since))))
    newest = page(snapshot, failed, Sort(STARTED), Stretch(FAILURES)).rows
    return Failures(
        lines=tuple(
            FailureLine(row, row.failure or row.description, row.started) for row in newest
        ),
        last_day=Count(snapshot.total(last_day)),
        looked_at=snapshot.total(Search("execution")),
        cut=False,
        query=text_of(failed.query),
        day_query=text_of(last_day.query),
    )


def _makers(store: Store, snapshot: Snapshot, models: Sequence[Row]) -> Mapping[int, Maker] | None:
    """The execution that put out each of the models; None where the store does not say."""
    try:
        events = store.events_of_artifacts(row.id for row in models)
    except StoreError:
        return None
    # A cached execution puts the same model out again: the first one made it.
    made = sorted((one.execution_id, one.artifact_id) for one in events if one.is_output)
    first = {artifact_id: execution_id for execution_id, artifact_id in reversed(made)}
    names = rows(snapshot, "execution", tuple(set(first.values())))
    return {
        artifact_id: Maker(execution_id, names[execution_id].name)
        for artifact_id, execution_id in first.items()
        if execution_id in names
    }
