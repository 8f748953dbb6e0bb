"""Kubeflow Pipelines 2: types without schema, everything in custom properties."""

from dataclasses import replace
from typing import Final

from webapp.metadata import Artifact, Execution
from webapp.producers import plain
from webapp.producers.producer import Producer
from webapp.producers.reading import ArtifactReading, ExecutionReading
from webapp.producers.values import mapping, numbers, record_id

HIDDEN: Final = frozenset({"display_name", "name", "store_session_info"})
DRAWN: Final = frozenset({"confidenceMetrics", "confusionMatrix", "evaluationSlices"})
READ: Final = frozenset({"display_name", "task_name", "inputs", "outputs", "cached_execution_id"})


def wrote(record: Artifact | Execution) -> bool:
    """Whether the record's type is one of the system's."""
    return record.type.startswith("system.")


def artifact(record: Artifact, reading: ArtifactReading) -> ArtifactReading:
    """The reading with a Metrics artifact's numbers, else with what the user told of it."""
    custom = record.custom_properties
    metrics = numbers(custom, HIDDEN) if record.type.endswith("Metrics") else {}
    told = plain.facts(custom, HIDDEN | DRAWN | plain.READ | set(metrics))
    return replace(reading, metrics=metrics, facts=told)


def execution(record: Execution, reading: ExecutionReading) -> ExecutionReading:
    """The reading with the parameters that went in, and those that came out as facts."""
    custom = record.custom_properties
    return replace(
        reading,
        cached_from=record_id(custom.get("cached_execution_id")),
        parameters=mapping(custom.get("inputs")),
        metrics=numbers(mapping(custom.get("outputs"))),
        facts=mapping(custom.get("outputs")) | plain.facts(custom, READ),
    )


PRODUCER = Producer("Kubeflow Pipelines 2", wrote, artifact, execution)
