"""The fields of one record of a comparison, by group and name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from webapp.metadata import Artifact, Execution, Properties
from webapp.producers import ArtifactReading, ExecutionReading, masked_properties
from webapp.producers.scrubbing import scrubbed
from webapp.queries.compare.changes import Said
from webapp.queries.compare.paths import flattened
from webapp.queries.evaluations import MetricKey, metric_name
from webapp.queries.facts import term
from webapp.queries.phrases import Link
from webapp.queries.rows import ArtifactRow, ExecutionRow

Group: TypeAlias = Literal[
    "facts", "labels", "parameters", "evaluations", "inputs", "outputs", "steps", "properties"
]

IN_SECONDS: Final = " in seconds"  # what the name of a span says beside its number


class Told(Struct, frozen=True):
    """One value of a record, and what it leads to where it names another."""

    value: Said
    link: Link | None = None


Fields: TypeAlias = "dict[tuple[Group, str], Told]"


def numbered(name: str, record_id: int) -> str:
    """The name with the id, unless it ends so."""
    own = f"#{record_id}"
    return name if name.endswith(own) else f"{name} {own}"


def artifact_facts(record: Artifact, row: ArtifactRow, reading: ArtifactReading) -> Fields:
    """What is told of an artifact beside labels, parameters and metrics."""
    plain: dict[str, str | datetime | None] = {
        "Type": row.short_type,
        "Name": row.name,
        "Version": row.version,
        "Workspace": row.workspace,
        "Run": row.run,
        "Owner": row.owner,
        "State": row.state,
        "Created": row.created,
        "URI": row.uri,
        "External ID": scrubbed(record.external_id),
        "Description": reading.description,
    }
    return _facts(plain, reading.facts)


def execution_facts(row: ExecutionRow, reading: ExecutionReading) -> Fields:
    """The same of an execution."""
    seconds = row.duration_seconds
    plain: dict[str, str | datetime | None] = {
        "Type": row.short_type,
        "Name": row.name,
        "Workspace": row.workspace,
        "Run": row.run,
        "Owner": row.owner,
        "State": row.state,
        "Failure": row.failure,
        "Started": row.started,
        "Ended": row.finished,
        "Description": reading.description,
    }
    fields = _facts(plain, reading.facts)
    if seconds is not None:
        fields["facts", f"Duration{IN_SECONDS}"] = Told(seconds)
    if row.cached_from is not None:
        link = Link("execution", row.cached_from)
        fields["facts", "Cached from"] = Told(f"#{row.cached_from}", link)
    return fields


def _facts(plain: Mapping[str, str | datetime | None], told: Properties) -> Fields:
    fields: Fields = {("facts", name): Told(value) for name, value in plain.items() if value}
    for name, value in told.items():
        for path, one in flattened(name, value):
            fields.setdefault(("facts", term(path)), Told(one))
    return fields


def evaluations(told: Mapping[MetricKey, float]) -> Fields:
    """Metrics, each with the kind of evaluation."""
    return {("evaluations", metric_name(key)): Told(value) for key, value in told.items()}


def flat(group: Group, named: Properties | Mapping[str, str]) -> Fields:
    """The values by the paths that lead to them."""
    return {
        (group, path): Told(one)
        for name, value in named.items()
        for path, one in flattened(name, value)
    }


def properties(record: Artifact | Execution) -> Fields:
    """The properties as stored, secrets masked."""
    stored = {**record.custom_properties, **record.properties}
    return flat("properties", masked_properties(stored))
