"""Where names, workspaces and runs are looked for, in one order for all producers."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from webapp.metadata import Artifact, Context, Event, Execution
from webapp.producers import sdk_names
from webapp.producers.kinds import COMPONENT, short_type
from webapp.producers.values import first_text, text

Role = Literal["workspace", "run", "node", "other"]

STAGE: Final = "Pipeline_Stage"  # of CMF
ROLES: Final[dict[str, Role]] = {
    sdk_names.WORKSPACE_CONTEXT: "workspace",
    "system.Pipeline": "workspace",
    "pipeline": "workspace",
    "Parent_Context": "workspace",
    "system.PipelineRun": "run",
    "pipeline_run": "run",
    "KfpRun": "run",
    "PipelineRun": "run",
    "run": "run",
    "node": "node",
    "component_run": "node",
    STAGE: "node",
}
# Where a record itself names its run, if the SDK did not write it.
RUN_ID: Final = "run_id"
MACHINE_MADE: Final = re.compile(r"(run/)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def artifact_name(artifact: Artifact, events: Sequence[Event]) -> str:
    """What the artifact is called; its type and id where nothing names it."""
    return (
        own_name(artifact)
        or _role(events)
        or _last_part(artifact.uri)
        or f"{short_type(artifact.type) or 'Artifact'} #{artifact.id}"
    )


def own_name(artifact: Artifact) -> str:
    """What the artifact itself is called, "" where only its surroundings name it."""
    return (
        text(artifact.custom_properties.get("display_name"))
        or text(artifact.properties.get("name"))
        or text(artifact.custom_properties.get("name"))
        or text(artifact.name)
    )


def execution_name(execution: Execution, contexts: Iterable[Context]) -> str:
    """What the execution is called; its type and id where nothing names it.

    A UUID, and whatever TFX keeps there, tells executions apart and names none: there the node
    or the component does.
    """
    own = text(execution.name)
    machine_made = bool(MACHINE_MADE.fullmatch(own)) or execution.type.startswith("tfx.")
    return (
        first_text(execution.custom_properties, "display_name", "task_name")
        or text(execution.properties.get("name"))
        or _component(first_text(execution.properties, "component_id", "task_id"))
        or first_text(execution.custom_properties, "component_id", "task_id")
        or ("" if machine_made else own)
        or text(execution.custom_properties.get("kfp_pod_name"))
        or _node(contexts)
        or (short_type(execution.type) if machine_made else "")
        or f"{short_type(execution.type) or 'Execution'} #{execution.id}"
    )


def workspace(record: Artifact | Execution, contexts: Iterable[Context]) -> str:
    """The name of the record's workspace, "" where none is recorded."""
    contexts = tuple(contexts)
    stored = first_text(record.custom_properties, sdk_names.WORKSPACE)
    stored = stored or _either(record, "pipeline_name")
    if not contexts:
        return stored
    names = [one.name for one in contexts if ROLES.get(one.type) == "workspace" and one.name]
    names = names or [_pipeline(one.name) for one in contexts if one.type == STAGE]
    return stored if stored in names or not names else names[0]


def run(record: Artifact | Execution, contexts: Iterable[Context]) -> str:
    """The name of the record's run, "" where none is recorded."""
    named = (context_name(one) for one in contexts if ROLES.get(one.type) == "run")
    stored = first_text(record.custom_properties, sdk_names.RUN)
    return next(named, "") or stored or _either(record, RUN_ID)


def context_name(context: Context) -> str:
    """What the context is called; its type and id where nothing names it."""
    return (
        text(context.custom_properties.get("display_name"))
        or text(context.name)
        or f"{short_type(context.type) or 'Context'} #{context.id}"
    )


def place_name(context: Context) -> str:
    """What a record that is in this workspace or run calls it, "" for one without a name."""
    return context_name(context) if ROLES.get(context.type) == "run" else context.name


def _either(record: Artifact | Execution, name: str) -> str:
    return first_text(record.properties, name) or first_text(record.custom_properties, name)


def _role(events: Sequence[Event]) -> str:
    made = [event.role for event in events if event.is_output]
    return next((role for role in (*made, *(event.role for event in events)) if role.strip()), "")


def _last_part(uri: str) -> str:
    plain = re.split(r"[?#]", uri, maxsplit=1)[0]
    return next((part for part in reversed(re.split(r"[/\\]", plain)) if part.strip()), "")


def _pipeline(stage: str) -> str:
    # CMF calls a stage PIPELINE/STAGE, and puts a record into the context of its stage alone.
    return stage.partition("/")[0].strip()


def _component(stored: str) -> str:
    # Kubeflow Pipelines 1 has the whole name of the type there, digest and all.
    return short_type(stored) if COMPONENT.fullmatch(stored) else stored


def _node(contexts: Iterable[Context]) -> str:
    # TFX calls a node PIPELINE.NODE.
    found = next((one.name for one in contexts if one.type == "node"), "")
    return found.rsplit(".", 1)[-1].strip()
