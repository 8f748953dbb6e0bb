"""The rows of one page of a list, with what is read for all of them together."""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from webapp.catalog.rows import bounded
from webapp.metadata import Artifact, Context, Event, Execution, Kind
from webapp.producers import is_model, read_artifact, read_execution
from webapp.queries.evaluations import evaluations_of
from webapp.queries.rows import (
    ArtifactRow,
    ExecutionRow,
    artifact_rows,
    execution_row,
)
from webapp.store.client import Store
from webapp.store.contexts import contexts_holding

# A row's contexts cost a call each: only rows that do not tell their workspace are asked for.
CONTEXT_SECONDS: Final = 0.25
NO_EVENTS: Final[Mapping[int, Sequence[Event]]] = {}


def artifact_list_rows(
    store: Store, records: Sequence[Artifact], events: Sequence[Event] | None = None
) -> tuple[ArtifactRow, ...]:
    """The rows of `records`: names by their events, metrics of models, workspaces by context."""
    if not records:
        return ()
    if events is None:
        events = store.events_of_artifacts(one.id for one in records)
    models = [one for one in records if is_model(one)]
    evaluations = evaluations_of(store, models, events) if models else ()
    rows = artifact_rows(records, events, evaluations)
    homeless = [one for one, row in zip(records, rows, strict=True) if not row.workspace]
    contexts = _contexts(store, "artifact", homeless)
    return tuple(
        _housed(row, record, contexts.get(row.id, ()))
        for row, record in zip(rows, records, strict=True)
    )


def execution_list_rows(
    store: Store, records: Sequence[Execution], events: Mapping[int, Sequence[Event]] = NO_EVENTS
) -> tuple[ExecutionRow, ...]:
    """The rows of `records`, those that do not tell their workspace by their contexts.

    `events`, by the id of the execution, tell more of when they ran.
    """
    contexts = contexts_of_homeless(store, records)
    return tuple(
        execution_row(one, read_execution(one, contexts.get(one.id, ()), events.get(one.id, ())))
        for one in records
    )


def contexts_of_homeless(
    store: Store, records: Iterable[Execution]
) -> dict[int, Sequence[Context]]:
    """The contexts of the executions that do not tell their workspace, as far as time allows."""
    homeless = (one for one in records if not read_execution(one).workspace)
    return _contexts(store, "execution", homeless)


def _housed(row: ArtifactRow, record: Artifact, contexts: Sequence[Context]) -> ArtifactRow:
    if not contexts:
        return row
    reading = read_artifact(record, (), contexts)
    return replace(row, workspace=bounded(reading.workspace), run=bounded(reading.run))


def _contexts(
    store: Store, kind: Kind, records: Iterable[Artifact | Execution]
) -> dict[int, Sequence[Context]]:
    end = time.monotonic() + CONTEXT_SECONDS
    found: dict[int, Sequence[Context]] = {}
    for record in records:
        if time.monotonic() >= end:
            break
        found[record.id], _ = contexts_holding(store, kind, record.id)
    return found
