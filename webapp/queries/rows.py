"""One line of a list: an artifact, execution or workspace as its producer meant it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct

from webapp.catalog.rows import bounded
from webapp.metadata import Artifact, Context, Event, Execution
from webapp.producers import (
    ArtifactReading,
    ExecutionReading,
    read_artifact,
    read_context,
)
from webapp.producers.reading import Family
from webapp.producers.scrubbing import without_keys
from webapp.producers.states import shown_state

MOST_NAMED: Final = 50  # labels or metrics of one row


class ArtifactRow(Struct, frozen=True):
    """An artifact in a list. `type` is the whole name of its type, `short_type` as shown.

    `metrics` are its own; of a model, also those that `evaluations` say of it.
    """

    id: int
    type: str
    short_type: str
    family: Family
    name: str
    version: str = ""
    workspace: str = ""
    run: str = ""
    owner: str = ""
    state: str = "LIVE"
    uri: str = ""
    created: datetime | None = None
    updated: datetime | None = None
    labels: Mapping[str, str] = {}
    metrics: Mapping[str, float] = {}


class ExecutionRow(Struct, frozen=True):
    """An execution in a list. `finished` is None while it runs or where no end is recorded."""

    id: int
    type: str
    short_type: str
    name: str
    workspace: str = ""
    run: str = ""
    owner: str = ""
    state: str = "UNKNOWN"
    created: datetime | None = None
    updated: datetime | None = None
    started: datetime | None = None
    finished: datetime | None = None
    duration_seconds: float | None = None
    failure: str = ""
    cached_from: int | None = None
    labels: Mapping[str, str] = {}
    metrics: Mapping[str, float] = {}

    @property
    def version(self) -> str:
        """No text: executions have no versions."""
        return ""

    @property
    def shown_state(self) -> str:
        """The state as its producer means it."""
        return shown_state(self.type, self.state)


class WorkspaceRow(Struct, frozen=True):
    """A workspace in a list. Counts are None where nobody counted, lower bounds unless exact."""

    id: int
    type: str
    short_type: str
    name: str
    description: str = ""
    created: datetime | None = None
    updated: datetime | None = None
    labels: Mapping[str, str] = {}
    artifacts: int | None = None
    executions: int | None = None
    exact: bool = True


def artifact_rows(
    records: Iterable[Artifact],
    events: Iterable[Event] = (),
    evaluations: Iterable[ArtifactReading] = (),
) -> tuple[ArtifactRow, ...]:
    """A row for each artifact, in their order; `events` of any of them name the nameless."""
    of_artifact: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        of_artifact[event.artifact_id].append(event)
    told: dict[int, list[ArtifactReading]] = defaultdict(list)
    for evaluation in evaluations:
        if evaluation.model_id is not None:
            told[evaluation.model_id].append(evaluation)
    return tuple(
        artifact_row(
            one,
            read_artifact(one, of_artifact.get(one.id, ())),
            metrics_by_name(told.get(one.id, ())),
        )
        for one in records
    )


def metrics_by_name(evaluations: Iterable[ArtifactReading]) -> dict[str, float]:
    """What evaluations of one model tell, oldest first: of the same name the newest counts."""
    return {name: value for one in evaluations for name, value in one.metrics.items()}


def artifact_row(
    record: Artifact, reading: ArtifactReading, measured: Mapping[str, float] | None = None
) -> ArtifactRow:
    """The row of an artifact that has been read; `measured` are metrics others hold of it."""
    return ArtifactRow(
        id=record.id,
        type=record.type,
        short_type=reading.type,
        family=reading.family,
        name=bounded(reading.name),
        version=bounded(reading.version),
        workspace=bounded(reading.workspace),
        run=bounded(reading.run),
        owner=bounded(reading.owner),
        state=reading.state,
        uri=bounded(without_keys(record.uri)),
        created=record.created,
        updated=record.updated,
        labels=_labels(reading.labels),
        metrics=_first({**(measured or {}), **reading.metrics}),
    )


def execution_row(record: Execution, reading: ExecutionReading) -> ExecutionRow:
    """The row of an execution that has been read."""
    return ExecutionRow(
        id=record.id,
        type=record.type,
        short_type=reading.type,
        name=bounded(reading.name),
        workspace=bounded(reading.workspace),
        run=bounded(reading.run),
        owner=bounded(reading.owner),
        state=reading.state,
        created=record.created,
        updated=record.updated,
        started=reading.started,
        finished=reading.finished,
        duration_seconds=reading.duration_seconds,
        failure=bounded(reading.failure),
        cached_from=reading.cached_from,
        labels=_labels(reading.labels),
        metrics=_first(reading.metrics),
    )


def workspace_row(
    context: Context,
    artifacts: int | None = None,
    executions: int | None = None,
    *,
    exact: bool = True,
) -> WorkspaceRow:
    """The row of a workspace; the counts are those of its artifacts and executions."""
    reading = read_context(context)
    return WorkspaceRow(
        id=context.id,
        type=context.type,
        short_type=reading.type,
        name=bounded(reading.name),
        description=bounded(reading.description),
        created=context.created,
        updated=context.updated,
        labels=_labels(reading.labels),
        artifacts=artifacts,
        executions=executions,
        exact=exact,
    )


def _labels(found: Mapping[str, str]) -> dict[str, str]:
    return {bounded(key): bounded(value) for key, value in list(found.items())[:MOST_NAMED]}


def _first(found: Mapping[str, float]) -> dict[str, float]:
    return {bounded(key): value for key, value in list(found.items())[:MOST_NAMED]}
