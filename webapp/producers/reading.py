"""What any producer's record says, in one shape."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from webapp.metadata import Properties
from webapp.producers.times import seconds_between

# What a type is about; decides glyph and colour. Executions have none.
Family: TypeAlias = Literal["data", "model", "metric", "report", "config", "endpoint"]


class ArtifactReading(Struct, frozen=True):
    """An artifact as its producer meant it. Empty strings where nothing is recorded.

    `type` is the last segment of the type's name ("Model" of kubeflow.org/alpha/model), as shown;
    `state` is MLMD's word, LIVE where none is stored. `may_hold_secrets` says whether what the
    record stores has to be masked before it is shown, as it was in the reading.
    """

    name: str
    type: str
    family: Family
    state: str = "LIVE"
    version: str = ""
    workspace: str = ""
    run: str = ""
    owner: str = ""
    description: str = ""
    labels: Mapping[str, str] = {}
    parameters: Properties = {}
    metrics: Mapping[str, float] = {}
    model_id: int | None = None
    data_set_id: int | None = None
    facts: Properties = {}  # model_type, training_framework, query, ...
    may_hold_secrets: bool = False

    @property
    def evaluates(self) -> bool:
        """Whether its metrics are there to speak of another artifact."""
        return self.family == "metric" and bool(self.metrics)

    @property
    def names_nothing(self) -> bool:
        """Whether it does not say of what its metrics are: of a model made beside them, then."""
        return self.model_id is None and self.data_set_id is None


class ExecutionReading(Struct, frozen=True):
    """An execution as its producer meant it. Empty strings where nothing is recorded.

    `state` is MLMD's word, UNKNOWN where none is stored. `finished` is None while it runs or
    where the producer records no end. `part_of` is the execution that holds it as a step; of a loop
    that has so many `iterations`, each turn has its `iteration`, counted from 0.
    `may_hold_secrets` is as in ArtifactReading.
    """

    name: str
    type: str
    state: str = "UNKNOWN"
    workspace: str = ""
    run: str = ""
    owner: str = ""
    description: str = ""
    failure: str = ""
    cached_from: int | None = None
    started: datetime | None = None
    finished: datetime | None = None
    labels: Mapping[str, str] = {}
    parameters: Properties = {}
    output_parameters: Properties = {}
    metrics: Mapping[str, float] = {}
    part_of: int | None = None
    iteration: int | None = None
    iterations: int | None = None
    facts: Properties = {}  # pod, namespace, image, ...
    may_hold_secrets: bool = False

    @property
    def duration_seconds(self) -> float | None:
        """Seconds from start to end, None where either is unknown."""
        return seconds_between(self.started, self.finished)


class ContextReading(Struct, frozen=True):
    """A context as its producer meant it; `role` says what it groups."""

    name: str
    type: str
    role: Literal["workspace", "run", "node", "other"]
    description: str = ""
    labels: Mapping[str, str] = {}
    facts: Properties = {}
