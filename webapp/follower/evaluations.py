"""What metrics artifacts say of models. No I/O."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from webapp.metadata import Artifact
from webapp.producers import ArtifactReading, read_artifact


class Measured(Struct, frozen=True):
    """Metrics that others hold of an artifact, and the ids of these others, by metric."""

    metrics: Mapping[str, float] = {}
    sources: Mapping[str, int] = {}


NOTHING = Measured()


def named(reading: ArtifactReading) -> int | None:
    """The id of the model that the artifact's metrics name."""
    return reading.model_id if reading.evaluates else None


def measured(
    sources: Mapping[int, Sequence[int]],
    readings: Mapping[int, ArtifactReading],
    others: Mapping[int, Artifact],
) -> dict[int, Measured]:
    """The metrics that others hold of models, by the model's id; none for models without.

    `sources` are those that may speak of each model; what is not among `readings` is among
    `others`. Of `readings` whatever names a model speaks of it too. Metrics that name a model
    count, and where none do, the silent ones; the newest that tells a metric tells its value.
    """
    if not sources:
        return {}
    telling = {key: one for key, one in readings.items() if one.evaluates}
    telling |= {key: one for key, one in _read(others) if one.evaluates}
    naming: dict[int, list[int]] = {}
    for key, one in telling.items():
        if one.model_id is not None and one.model_id in sources:
            naming.setdefault(one.model_id, []).append(key)
    found = {}
    for model_id, ids in sources.items():
        speaking = naming.get(model_id) or [
            one for one in ids if one in telling and telling[one].names_nothing
        ]
        if speaking:
            found[model_id] = _newest({one: telling[one] for one in sorted(speaking)})
    return found


def _read(artifacts: Mapping[int, Artifact]) -> Iterable[tuple[int, ArtifactReading]]:
    return ((key, read_artifact(one)) for key, one in artifacts.items())


def _newest(readings: Mapping[int, ArtifactReading]) -> Measured:
    metrics: dict[str, float] = {}
    sources: dict[str, int] = {}
    for key, one in readings.items():
        metrics |= one.metrics
        sources |= dict.fromkeys(one.metrics, key)
    return Measured(metrics, sources)
