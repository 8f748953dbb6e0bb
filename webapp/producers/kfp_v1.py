"""Kubeflow Pipelines 1: its metadata writer follows the pods of a workflow."""

from typing import Final

from msgspec.structs import replace

from webapp.metadata import Artifact, Execution
from webapp.producers import plain
from webapp.producers.kinds import COMPONENT
from webapp.producers.producer import Producer
from webapp.producers.reading import ArtifactReading, ExecutionReading
from webapp.producers.values import parsed

INPUT: Final = "input:"
MARKS: Final = frozenset({"kfp_pod_name", "argo_artifact"})


def wrote(record: Artifact | Execution) -> bool:
    """Whether the record's type is a component's, or it names its pod or workflow artifact."""
    return bool(COMPONENT.fullmatch(record.type)) or not MARKS.isdisjoint(record.custom_properties)


def artifact(record: Artifact, reading: ArtifactReading) -> ArtifactReading:
    """The plain reading without the workflow's own description of the artifact."""
    told = plain.artifact(record, reading)
    hidden = {"argo_artifact", "pipeline_name", "run_id", *told.metrics}
    return replace(told, facts={k: v for k, v in told.facts.items() if k not in hidden})


def execution(record: Execution, reading: ExecutionReading) -> ExecutionReading:
    """The reading with the inputs of the component as parameters."""
    both = plain.properties(record)
    inputs = {name: value for name, value in both.items() if name.startswith(INPUT)}
    return replace(
        reading,
        parameters={name.removeprefix(INPUT): parsed(value) for name, value in inputs.items()},
        facts=plain.facts(both, plain.READ | set(inputs)),
    )


PRODUCER = Producer("Kubeflow Pipelines 1", wrote, artifact, execution)
