"""What metrics artifacts say of models, read for many models at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final, TypeAlias

from msgspec.structs import replace

from webapp.catalog.rows import bounded
from webapp.metadata import Artifact, Event
from webapp.producers import ArtifactReading, read_artifact
from webapp.queries.written import one_line
from webapp.store.client import Store
from webapp.store.pages import read_ids

MOST_EXECUTIONS: Final = 300  # that made or used the models of one page
MOST_METRICS: Final = 1000  # outputs of theirs that are read

# A metric and the kind of evaluation it comes from, "" where none is said.
MetricKey: TypeAlias = tuple[str, str]


def kind_of_evaluation(reading: ArtifactReading) -> str:
    """What it evaluated on: training, validation, testing or production; "" if unsaid."""
    return bounded(one_line(reading.facts.get("metrics_type", "")))


def metric_name(key: MetricKey) -> str:
    """The metric with the kind of evaluation, as pages name it.

    >>> metric_name(("auc", "validation")), metric_name(("auc", ""))
    ('auc (validation)', 'auc')
    """
    name, kind = key
    return f"{name} ({kind})" if kind else name


def metrics_of(
    artifact_id: int, reading: ArtifactReading, spoken: Iterable[ArtifactReading]
) -> dict[MetricKey, float]:
    """Its own metrics, and what others say of it; of the same metric the newest counts."""
    told: dict[MetricKey, float] = {}
    for one in spoken:
        if one.model_id == artifact_id:
            kind = kind_of_evaluation(one)
            told |= {(bounded(name), kind): value for name, value in one.metrics.items()}
    return told | {(bounded(name), ""): value for name, value in reading.metrics.items()}


def evaluations_of(
    store: Store, models: Sequence[Artifact], events: Iterable[Event]
) -> tuple[ArtifactReading, ...]:
    """The metrics that speak of `models`, oldest first; each says of which by its `model_id`.

    They are what executions that made or used a model put out. `events` are those of the models.
    Metrics that name a model count; where none does, those beside which it was made.
    """
    ids = {one.id for one in models}
    own = [event for event in events if event.artifact_id in ids]
    executions = islice(dict.fromkeys(event.execution_id for event in own), MOST_EXECUTIONS)
    outputs = [event for event in store.events_of_executions(executions) if event.is_output]
    made_by = {event.artifact_id: event.execution_id for event in outputs}
    wanted = islice((one for one in made_by if one not in ids), MOST_METRICS)
    found, _ = read_ids(store, "artifact", wanted)
    readings = {
        key: read_artifact(one) for key, one in sorted(found.items()) if isinstance(one, Artifact)
    }
    beside: Mapping[int, list[int]] = defaultdict(list)
    for event in own:
        if event.is_output:
            beside[event.execution_id].append(event.artifact_id)
    return _assigned(readings, ids, made_by, beside)


def _assigned(
    readings: Mapping[int, ArtifactReading],
    models: set[int],
    made_by: Mapping[int, int],
    beside: Mapping[int, list[int]],
) -> tuple[ArtifactReading, ...]:
    measured = {key: one for key, one in readings.items() if one.evaluates}
    naming = [one for one in measured.values() if one.model_id in models]
    named = {one.model_id for one in naming}
    silent = (
        replace(one, model_id=model)
        for key, one in measured.items()
        if one.names_nothing
        for model in beside.get(made_by[key], ())
        if model not in named
    )
    return (*silent, *naming)
