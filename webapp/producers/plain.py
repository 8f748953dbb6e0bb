"""A producer that nobody knows: what its properties say by their names alone."""

from typing import Final

from msgspec.structs import replace

from webapp.metadata import Artifact, Execution, Properties, Value
from webapp.producers.producer import Producer
from webapp.producers.reading import ArtifactReading, ExecutionReading
from webapp.producers.values import content, mapping, numbers

# What the shared look-up has read already.
READ: Final = frozenset(
    {"name", "display_name", "version", "owner", "description", "labels", "create_time"}
    | {"pipeline_name", "run_id", "task_name", "component_id", "task_id", "state", "status"}
)
NUMBERS: Final = (int, float)
NOTHING: Final = (None, "")
PARAMETERS: Final = ("parameters", "hyperparameters", "arguments", "params")


def artifact(record: Artifact, reading: ArtifactReading) -> ArtifactReading:
    """The reading with the artifact's numbers as metrics, if it is about metrics; else as facts."""
    both = properties(record)
    metrics = mapping(both.get("metrics"))
    if reading.family == "metric":
        metrics = {**metrics, **numbers(both, READ)}
    parameters = _parameters(both)
    return replace(
        reading,
        metrics=numbers(metrics),
        parameters=parameters,
        facts=facts(both, {*READ, *PARAMETERS, "metrics", *metrics}),
    )


def execution(record: Execution, reading: ExecutionReading) -> ExecutionReading:
    """The reading with the execution's properties as parameters, unless some are named so."""
    both = properties(record)
    named = _parameters(both)
    others = facts(both, {*READ, *PARAMETERS, "metrics"})
    return replace(
        reading,
        metrics=numbers(mapping(both.get("metrics"))),
        parameters=named or others,
        facts=others if named else {},
    )


def properties(record: Artifact | Execution) -> dict[str, Value]:
    """Both kinds of properties in one; a declared one wins over a custom one of its name."""
    return {**record.custom_properties, **record.properties}


def facts(values: Properties, hidden: set[str] | frozenset[str]) -> dict[str, Value]:
    """The values that say something, structs unwrapped, without the names in `hidden`.

    >>> facts({"a": "1", "b": "", "c": None, "__x__": 1, "d": {"list": [1]}}, {"a"})
    {'d': [1]}
    """
    return {
        # No number is anything but itself.
        name: value if isinstance(value, NUMBERS) else content(value)
        for name, value in values.items()
        if name not in hidden and value not in NOTHING and not is_internal(name)
    }


def is_internal(name: str) -> bool:
    """Whether a key is its producer's own business: it starts and ends with two underscores."""
    return name.startswith("__") and name.endswith("__")


def _parameters(both: Properties) -> Properties:
    return next((found for name in PARAMETERS if (found := mapping(both.get(name)))), {})


PRODUCER = Producer("unknown", lambda _: True, artifact, execution)
