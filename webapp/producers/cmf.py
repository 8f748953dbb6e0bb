"""HPE's Common Metadata Framework: stages of a pipeline, code versions, no states."""

from typing import Final

from msgspec.structs import replace

from webapp.metadata import Artifact, Execution
from webapp.producers import plain
from webapp.producers.producer import Producer
from webapp.producers.reading import ArtifactReading, ExecutionReading
from webapp.producers.values import first_text, numbers

EXECUTION_MARKS: Final = frozenset({"Execution_type_name", "Pipeline_Type", "Context_Type"})
PLACE: Final = frozenset({"Context_ID", "Context_Type", "Pipeline_id", "Pipeline_Type"})


def wrote(record: Artifact | Execution) -> bool:
    """Whether the record has properties that only CMF writes."""
    if isinstance(record, Execution):
        return not EXECUTION_MARKS.isdisjoint(record.properties)
    both = plain.properties(record)
    return "Commit" in both or "metrics_name" in both


def artifact(record: Artifact, reading: ArtifactReading) -> ArtifactReading:
    """The reading with the numbers of metrics, and where the artifact's content came from.

    CMF writes the hash of the content, which is also the URI, behind the name, and sometimes the
    execution behind that: together they tell one version from the next.
    """
    custom = record.custom_properties
    metrics = numbers(custom) if reading.family == "metric" else {}
    told = plain.facts(plain.properties(record), plain.READ | set(metrics))
    name, is_hashed, rest = reading.name.partition(f":{record.uri}")
    if record.uri and name and is_hashed:
        version = reading.version or f"{record.uri}{rest}"
        reading = replace(reading, name=name, version=version)
    return replace(reading, metrics=metrics, facts=told)


def execution(record: Execution, reading: ExecutionReading) -> ExecutionReading:
    """The reading with custom properties as parameters; the rest says which code ran."""
    return replace(
        reading,
        workspace=reading.workspace or first_text(record.properties, "Pipeline_Type"),
        parameters=plain.facts(record.custom_properties, plain.READ),
        facts=plain.facts(record.properties, plain.READ | PLACE),
    )


PRODUCER = Producer("CMF", wrote, artifact, execution)
