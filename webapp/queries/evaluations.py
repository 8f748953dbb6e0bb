"""What metrics artifacts say of models, read for many models at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from webapp.metadata import Artifact, Event
from webapp.producers import ArtifactReading, family, read_artifact, short_type
from webapp.store.client import Store
from webapp.store.pages import read_ids

MOST_EXECUTIONS: Final = 300  # that made or used the models of one page
MOST_METRICS: Final = 1000  # outputs of theirs that are read


def is_model(record: Artifact) -> bool:
    """Whether the artifact is a model."""
    return family(short_type(record.type)) == "model"


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
    measured = {key: one for key, one in readings.items() if one.family == "metric" and one.metrics}
    naming = [one for one in measured.values() if one.model_id in models]
    named = {one.model_id for one in naming}
    silent = (
        replace(one, model_id=model)
        for key, one in measured.items()
        if one.model_id is None
        for model in beside.get(made_by[key], ())
        if model not in named
    )
    return (*silent, *naming)
