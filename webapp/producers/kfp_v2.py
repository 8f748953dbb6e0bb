"""Kubeflow Pipelines 2: types without schema, everything in custom properties."""

from typing import Final

from msgspec.structs import replace

from webapp.metadata import Artifact, Execution, Properties, Value
from webapp.producers import classification, plain
from webapp.producers.producer import Producer
from webapp.producers.reading import ArtifactReading, ExecutionReading
from webapp.producers.values import count, mapping, numbers, record_id

HIDDEN: Final = frozenset({"display_name", "name", "store_session_info"})
READ: Final = frozenset(
    {"display_name", "task_name", "inputs", "outputs", "cached_execution_id", "parent_dag_id"}
    | {"iteration_index", "iteration_count", "store_session_info"}
)


def wrote(record: Artifact | Execution) -> bool:
    """Whether the record's type is one of the system's."""
    return record.type.startswith("system.")


def artifact(record: Artifact, reading: ArtifactReading) -> ArtifactReading:
    """The reading with a Metrics artifact's numbers, else with what the user told of it."""
    custom = record.custom_properties
    metrics = numbers(custom, HIDDEN) if record.type.endswith("Metrics") else {}
    told = plain.facts(custom, HIDDEN | classification.KEYS | plain.READ | set(metrics))
    return replace(reading, metrics=metrics, facts=_with_booleans(told))


def execution(record: Execution, reading: ExecutionReading) -> ExecutionReading:
    """The reading with the parameters that went in and came out, and its place among the steps."""
    custom = record.custom_properties
    outputs = mapping(custom.get("outputs"))
    never_ran = reading.state == "CANCELED"
    return replace(
        reading,
        started=None if never_ran else reading.started,
        finished=None if never_ran else reading.finished,
        cached_from=record_id(custom.get("cached_execution_id")),
        parameters=mapping(custom.get("inputs")),
        output_parameters=outputs,
        metrics=numbers(outputs),
        part_of=record_id(custom.get("parent_dag_id")),
        iteration=count(custom.get("iteration_index")),
        iterations=count(custom.get("iteration_count")),
        facts=plain.facts(custom, READ),
    )


def _with_booleans(told: Properties) -> dict[str, Value]:
    # Every number of the user is a double: what is stored as an int was a boolean.
    return {
        name: bool(value) if isinstance(value, int) and value in (0, 1) else value
        for name, value in told.items()
    }


PRODUCER = Producer("Kubeflow Pipelines 2", wrote, artifact, execution)
