"""Workspaces in a list, counted in the store."""

from collections.abc import Iterable
from datetime import datetime

from webapp.metadata import Context
from webapp.producers import read_context
from webapp.queries.counts import Count
from webapp.queries.lists.workspace_line import WorkspaceLine, days
from webapp.queries.live.census import Counting
from webapp.queries.live.tallies import Tally
from webapp.queries.rows import WorkspaceRow, workspace_row
from webapp.store.client import Store
from webapp.store.contexts import contexts_below


def workspace_lines(
    store: Store, counting: Counting, contexts: Iterable[Context], now: datetime
) -> tuple[WorkspaceLine, ...]:
    """A line for each of `contexts`, in their order."""
    return tuple(_line(store, counting, one, now) for one in contexts)


def counted_row(counting: Counting, context: Context) -> WorkspaceRow:
    """The row of a workspace with its counts."""
    artifacts = counting.of_members("artifact", context.id)
    executions = counting.of_members("execution", context.id)
    numbers = artifacts.count().number, executions.count().number
    return workspace_row(context, *numbers, exact=artifacts.exact and executions.exact)


def _line(store: Store, counting: Counting, context: Context, now: datetime) -> WorkspaceLine:
    artifacts = counting.of_members("artifact", context.id)
    executions = counting.of_members("execution", context.id)
    moments = (artifacts.last, executions.last, context.updated, context.created)
    return WorkspaceLine(
        row=counted_row(counting, context),
        named=context.name,
        artifacts=artifacts.count(),
        executions=executions.count(),
        runs=_runs(store, context, executions),
        days=days(executions.by_day, executions.failed, now),
        last=max((one for one in moments if one is not None), default=None),
    )


def _runs(store: Store, context: Context, executions: Tally) -> Count:
    # The SDK's runs are only names on executions, the pipelines' runs are contexts below.
    below, _ = contexts_below(store, context.id)
    contexts = {one.name for one in below if read_context(one).role == "run"}
    return Count(len(executions.runs | contexts), executions.exact)
