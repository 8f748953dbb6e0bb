"""Records with what is around them, as the content of their JSON twins."""

from collections.abc import Sequence

from webapp.exports import json
from webapp.exports.json import Content
from webapp.metadata import Type
from webapp.queries.artifact_record import ArtifactRecord
from webapp.queries.context import ContextRecord
from webapp.queries.execution import ExecutionRecord
from webapp.queries.neighbours import Ends
from webapp.queries.rows import ArtifactRow, ExecutionRow
from webapp.queries.type_counts import Counted
from webapp.queries.whereabouts import ContextLine
from webapp.queries.workspace import WorkspaceRecord


def artifact_twin(about: ArtifactRecord, url: str) -> dict[str, Content]:
    """An artifact with its contexts and every event, the first of each side."""
    return {
        **json.artifact_item(about.row, url),
        **json.stored(about.artifact),
        **json.artifact_reading(about.reading),
        "contexts": _contexts(about.home.contexts),
        "producers": _ends(about.makers),
        "producers_total": about.makers.total,
        "consumers": _ends(about.readers),
        "consumers_total": about.readers.total,
    }


def execution_twin(about: ExecutionRecord, url: str) -> dict[str, Content]:
    """An execution with its contexts and every event, the first of each side."""
    return {
        **json.execution_item(about.row, url),
        **json.stored(about.execution),
        **json.execution_reading(about.reading),
        "contexts": _contexts(about.home.contexts),
        "inputs": _ends(about.inputs),
        "inputs_total": about.inputs.total,
        "outputs": _ends(about.outputs),
        "outputs_total": about.outputs.total,
    }


def workspace_twin(about: WorkspaceRecord, url: str) -> dict[str, Content]:
    """A workspace with its counts by type."""
    return {
        **json.workspace_item(about.row, url),
        **json.stored(about.context),
        "artifact_types": _counts(about.artifacts),
        "execution_types": _counts(about.executions),
    }


def context_twin(about: ContextRecord, url: str) -> dict[str, Content]:
    """A context with those that hold it and those it holds."""
    return {
        **json.context_record(about.context, about.reading, url),
        "parents": _contexts(about.parents),
        "children": _contexts(about.children),
    }


def type_twin(found: Type, url: str) -> dict[str, Content]:
    """A type with its schema."""
    return json.type_record(found, url)


def _contexts(lines: Sequence[ContextLine]) -> list[Content]:
    return [json.context_item(one.context, one.reading.name) for one in lines]


def _ends(ends: Ends[ArtifactRow] | Ends[ExecutionRow]) -> list[Content]:
    return [json.event_item(one.event, one.id, one.type, one.name) for one in ends.rows]


def _counts(counted: Counted) -> list[Content]:
    return [{"type": one.name, "count": one.number} for one in counted.by_type]
