"""What metrics artifacts say of models, read for many models at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from webapp.follower.documents import Measured
from webapp.metadata import Artifact, Event
from webapp.producers import ArtifactReading, family, read_artifact, short_type
from webapp.store.client import Store
from webapp.store.pages import read_ids

# The newest of the artifacts that may speak of one model; older ones are left out.
MOST_SOURCES: Final = 1000


def is_model(artifact: Artifact) -> bool:
    """Whether the artifact is a model."""
    return family(short_type(artifact.type)) == "model"


def measured(
    store: Store,
    models: Sequence[Artifact],
    events: Mapping[int, Sequence[Event]],
    naming: Mapping[int, Iterable[int]],
    known: Mapping[int, Artifact],
) -> dict[int, Measured]:
    """The metrics that others hold of each model, by its id; none for models without.

    Metrics that name a model count, and where none does, those that name nothing and that an
    execution put out which put out the model. The newest that tells a metric tells its value.
    `events` are those of the models, `naming` the artifacts that name them, `known` artifacts that
    need not be read again.
    """
    beside = _beside(store, models, events)
    sources = {
        model.id: sorted({*beside.get(model.id, ()), *naming.get(model.id, ())})[-MOST_SOURCES:]
        for model in models
    }
    readings = _readings(store, {one for ids in sources.values() for one in ids}, known)
    found = {}
    for model_id, ids in sources.items():
        speaking = _speaking(model_id, {one: readings[one] for one in ids if one in readings})
        if speaking:
            found[model_id] = _newest(speaking)
    return found


def _beside(
    store: Store, models: Sequence[Artifact], events: Mapping[int, Sequence[Event]]
) -> dict[int, set[int]]:
    """What the executions put out that put out a model, by the model's id."""
    made = [event for one in models for event in events.get(one.id, ()) if event.is_output]
    outputs: dict[int, list[int]] = defaultdict(list)
    for event in store.events_of_executions(event.execution_id for event in made):
        if event.is_output:
            outputs[event.execution_id].append(event.artifact_id)
    beside: dict[int, set[int]] = defaultdict(set)
    for event in made:
        beside[event.artifact_id].update(outputs[event.execution_id])
    return beside


def _readings(
    store: Store, ids: set[int], known: Mapping[int, Artifact]
) -> dict[int, ArtifactReading]:
    unknown, _ = read_ids(store, "artifact", sorted(ids - known.keys()))
    records = {one: known[one] for one in ids if one in known} | unknown
    readings = {
        key: read_artifact(one)
        for key, one in records.items()
        if isinstance(one, Artifact) and family(short_type(one.type)) == "metric"
    }
    return {key: one for key, one in readings.items() if one.metrics}


def _speaking(model_id: int, readings: Mapping[int, ArtifactReading]) -> dict[int, ArtifactReading]:
    named = {key: one for key, one in readings.items() if one.model_id == model_id}
    return named or {
        key: one
        for key, one in readings.items()
        if one.model_id is None and one.data_set_id is None
    }


def _newest(readings: Mapping[int, ArtifactReading]) -> Measured:
    metrics: dict[str, float] = {}
    sources: dict[str, int] = {}
    for key, one in sorted(readings.items()):
        metrics |= one.metrics
        sources |= dict.fromkeys(one.metrics, key)
    return Measured(metrics, sources)
