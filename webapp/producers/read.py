"""Records as readings: what every record says, then what its producer adds, then masked."""

from collections.abc import Iterable
from typing import Final, TypeVar

from msgspec.structs import replace

from webapp.metadata import Artifact, Context, Event, Execution, Properties
from webapp.producers import lookup
from webapp.producers.kinds import family, short_type
from webapp.producers.known import producer_of
from webapp.producers.masking import masked_labels, masked_properties, may_hold_secrets
from webapp.producers.plain import facts, properties
from webapp.producers.reading import ArtifactReading, ContextReading, ExecutionReading
from webapp.producers.scrubbing import scrubbed, without_keys
from webapp.producers.states import artifact_state, execution_state
from webapp.producers.times import times
from webapp.producers.values import first_text, labels

FAILURES: Final = (
    *("failure", "failure_message", "failure_reason", "error_message", "error"),
    "__execution_error_msg__",  # TFX's own
)
Reading = TypeVar("Reading", ArtifactReading, ExecutionReading)
ABOUT: Final = frozenset({"description", "labels", "display_name"})


def read_artifact(
    artifact: Artifact, events: Iterable[Event] = (), contexts: Iterable[Context] = ()
) -> ArtifactReading:
    """The artifact as its producer meant it; the more of its events and contexts, the better."""
    both = properties(artifact)
    held_by = tuple(contexts)
    short = short_type(artifact.type)
    reading = ArtifactReading(
        name=lookup.artifact_name(artifact, tuple(events)),
        type=short,
        family=family(short),
        state=artifact_state(artifact),
        version=first_text(both, "version"),
        workspace=lookup.workspace(artifact, held_by),
        run=lookup.run(artifact, held_by),
        owner=first_text(both, "owner"),
        description=first_text(both, "description"),
        labels=labels(both.get("labels")),
    )
    reading = producer_of(artifact).artifact(artifact, reading)
    if not _may_hold_secrets(artifact):
        return _named(reading)
    return replace(
        reading,
        may_hold_secrets=True,
        name=without_keys(reading.name),
        version=scrubbed(reading.version),
        workspace=scrubbed(reading.workspace),
        run=scrubbed(reading.run),
        owner=scrubbed(reading.owner),
        description=scrubbed(reading.description),
        labels=masked_labels(reading.labels),
        parameters=masked_properties(reading.parameters),
        facts=masked_properties(reading.facts),
    )


def read_execution(
    execution: Execution, contexts: Iterable[Context] = (), events: Iterable[Event] = ()
) -> ExecutionReading:
    """The execution as its producer meant it; the more of its contexts and events, the better."""
    both = properties(execution)
    held_by = tuple(contexts)
    state = execution_state(execution)
    started, finished = times(execution, state, events)
    reading = ExecutionReading(
        name=lookup.execution_name(execution, held_by),
        type=short_type(execution.type),
        state=state,
        workspace=lookup.workspace(execution, held_by),
        run=lookup.run(execution, held_by),
        owner=first_text(both, "owner"),
        description=first_text(both, "description"),
        failure=first_text(both, *FAILURES) if state == "FAILED" else "",
        started=started,
        finished=finished,
        labels=labels(both.get("labels")),
    )
    reading = producer_of(execution).execution(execution, reading)
    if not _may_hold_secrets(execution):
        return _named(reading)
    return replace(
        reading,
        may_hold_secrets=True,
        name=without_keys(reading.name),
        workspace=scrubbed(reading.workspace),
        run=scrubbed(reading.run),
        owner=scrubbed(reading.owner),
        description=scrubbed(reading.description),
        failure=scrubbed(reading.failure),
        labels=masked_labels(reading.labels),
        parameters=masked_properties(reading.parameters),
        output_parameters=masked_properties(reading.output_parameters),
        facts=masked_properties(reading.facts),
    )


def read_context(context: Context) -> ContextReading:
    """The context as its producer meant it."""
    both: Properties = {**context.custom_properties, **context.properties}
    return ContextReading(
        name=without_keys(lookup.context_name(context)),
        type=short_type(context.type),
        role=lookup.ROLES.get(context.type, "other"),
        description=scrubbed(first_text(both, "description")),
        labels=masked_labels(labels(both.get("labels"))),
        facts=masked_properties(facts(both, ABOUT)),
    )


def _may_hold_secrets(record: Artifact | Execution) -> bool:
    own = {"external_id": record.external_id}
    return may_hold_secrets(record.properties, record.custom_properties, own)


def _named(reading: Reading) -> Reading:
    """The reading of a record without secrets; its name may be an address with some."""
    name = without_keys(reading.name)
    return reading if name == reading.name else replace(reading, name=name)
