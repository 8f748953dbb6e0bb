"""TFX, old and new: old executions have their parameters in declared properties."""

from typing import Final

from msgspec.structs import replace

from webapp.metadata import Artifact, Execution, Properties, Value
from webapp.producers import plain
from webapp.producers.producer import Producer
from webapp.producers.reading import ArtifactReading, ExecutionReading
from webapp.producers.values import first_text, record_id, text

ARTIFACT_MARKS: Final = frozenset({"tfx_version", "producer_component", "split_names"})
PLACE: Final = frozenset({"pipeline_name", "pipeline_root", "run_id", "component_id", "state"})
SAYS_NOTHING: Final = frozenset({"is_external", "producer_component", "type_name", "checksum_md5"})
BOOLEANS: Final = frozenset({"blessed", "is_external", "pushed"})
RESULT: Final = "__execution_result__"


def wrote(record: Artifact | Execution) -> bool:
    """Whether the record's type is TFX's own, or it has properties that only TFX writes."""
    if record.type.startswith("tfx."):
        return True
    if isinstance(record, Execution):
        return {"component_id", "pipeline_root"} <= record.properties.keys()
    return not ARTIFACT_MARKS.isdisjoint(plain.properties(record))


def artifact(record: Artifact, reading: ArtifactReading) -> ArtifactReading:
    """The reading with what the component told of the artifact."""
    both = plain.properties(record)
    # Every Examples artifact has a version property; 0 is its default, not a version.
    stored = first_text(both, "version", "pushed_version")
    return replace(
        reading,
        version="" if stored == "0" else stored,
        model_id=record_id(both.get("current_model_id")),
        metrics={},
        facts=plain.facts(_with_booleans(both), plain.READ | PLACE | SAYS_NOTHING),
    )


def execution(record: Execution, reading: ExecutionReading) -> ExecutionReading:
    """The reading with the component's parameters, and the message of its result."""
    both = plain.properties(record)
    place = {"pipeline_root": both.get("pipeline_root")}
    return replace(
        reading,
        failure=reading.failure or text(both.get(RESULT)),
        parameters=plain.facts(both, plain.READ | PLACE),
        facts=plain.facts(place, frozenset()),
    )


def _with_booleans(both: Properties) -> dict[str, Value]:
    return {
        name: bool(value) if name in BOOLEANS and value in (0, 1) else value
        for name, value in both.items()
    }


PRODUCER = Producer("TFX", wrote, artifact, execution)
