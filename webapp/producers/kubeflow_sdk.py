"""The Kubeflow Metadata SDK: a few properties, and all of them once more in one JSON text."""

from typing import Final

from msgspec.structs import replace

from webapp.metadata import Artifact, Execution, Properties
from webapp.producers.plain import facts, properties
from webapp.producers.producer import Producer
from webapp.producers.reading import ArtifactReading, ExecutionReading
from webapp.producers.sdk_names import ALL_META, PREFIX, RUN
from webapp.producers.values import first_text, labels, mapping, numbers, record_id

READ: Final = frozenset(
    {"id", "name", "version", "owner", "description", "labels", "create_time", "uri", "workspace"}
    | {"model_id", "data_set_id", "hyperparameters", "values", "kwargs", "run"}
)


def wrote(record: Artifact | Execution) -> bool:
    """Whether the record has one of the SDK's types, or its custom properties."""
    own = record.type.startswith(PREFIX) or ALL_META in record.properties
    return own or RUN in record.custom_properties


def artifact(record: Artifact, reading: ArtifactReading) -> ArtifactReading:
    """The reading with labels, hyperparameters and metric values."""
    # The JSON text is only a copy: a property, where there is one, says what holds.
    both = properties(record)
    meta = {**mapping(record.properties.get(ALL_META)), **both}
    values = mapping(meta.get("values"))
    told = facts(meta, READ) | facts(_others(values), frozenset())
    return replace(
        reading,
        version=first_text(meta, "version"),
        owner=first_text(meta, "owner"),
        description=first_text(meta, "description"),
        labels=reading.labels if "labels" in both else labels(meta.get("labels")),
        parameters=mapping(meta.get("hyperparameters")),
        metrics=numbers(values),
        model_id=record_id(meta.get("model_id")),
        data_set_id=record_id(meta.get("data_set_id")),
        facts=told | facts(mapping(meta.get("kwargs")), set(told)),
    )


def execution(record: Execution, reading: ExecutionReading) -> ExecutionReading:
    """The reading with what was logged beside the SDK's own properties as parameters."""
    both = properties(record)
    named = mapping(both.get("parameters")) or mapping(both.get("hyperparameters"))
    left_out = READ | {"parameters", "state", "status"}
    return replace(
        reading,
        labels=labels(both.get("labels")),
        parameters=named or facts(both, left_out),
        facts=facts(both, left_out) if named else {},
    )


def _others(values: Properties) -> Properties:
    scalars = numbers(values)
    return {name: one for name, one in values.items() if name not in scalars}


PRODUCER = Producer("Kubeflow Metadata SDK", wrote, artifact, execution)
