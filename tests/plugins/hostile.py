"""Records that want to break a page: scripts for names, megabytes for values, crowds of keys."""

import json

from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

SCRIPT = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
NAMES = ("name", "version", "owner", "description", "labels", "state", "__kf_workspace__")
MEGABYTES = 10


def fill(record: mlpb.Artifact | mlpb.Execution | mlpb.Context, how: str) -> None:
    """Nothing; `record` is hostile in the way that `how` names, a context a tenth as much."""
    custom = record.custom_properties
    share = 10 if isinstance(record, mlpb.Context) else 1
    match how:
        case "script":
            record.name = SCRIPT
            for name in (*NAMES, SCRIPT, "__kf_run__"):
                custom[name].string_value = SCRIPT
            custom["labels"].string_value = json.dumps({SCRIPT: "</script>"})
        case "megabytes":
            custom["big"].string_value = "<&'\"" * (MEGABYTES * 2**18 // share)
            custom["json"].string_value = '{"a": [' + "1," * 2**18 + "1]}"
        case "long names":
            for name in (*NAMES, "display_name", "__kf_run__"):
                custom[name].string_value = "<" * 2**20
        case "crowd":
            for place in range(5000 // share):
                custom[f"{SCRIPT} {place}"].string_value = SCRIPT * 20
        case "odd":
            custom["nan"].struct_value.update({"a": float("nan"), "b": [float("-inf")]})
            custom["surrogates"].string_value = '{"a": "\\ud800"}'
            custom["deep"].string_value = "[" * 100_000
            custom["__ALL_META__"].string_value = '{"labels": 3, "values": {"a": NaN}}'
            custom["metrics"].string_value = '{"a": NaN, "b": -1e999}'
            custom["display_name"].string_value = "\u202eevil\u0000\r\nSet-Cookie: a=b"


HOW = ("script", "megabytes", "long names", "crowd", "odd")


class Hostile:
    """Hostile records of each kind in one store."""

    def __init__(self, mlmd: MetadataStore) -> None:
        self._mlmd = mlmd

    def records(self, how: str) -> dict[str, int]:
        """The ids of a new artifact, execution, workspace and run that hang together."""
        mlmd = self._mlmd
        artifact = mlpb.Artifact(
            type_id=mlmd.put_artifact_type(mlpb.ArtifactType(name="Metrics")),
            uri="javascript:alert(1)",
        )
        execution = mlpb.Execution(
            type_id=mlmd.put_execution_type(mlpb.ExecutionType(name=SCRIPT)),
            last_known_state=mlpb.Execution.FAILED,
        )
        contexts = []
        for name in ("pipeline", "pipeline_run"):
            type_id = mlmd.put_context_type(mlpb.ContextType(name=name))
            contexts.append(mlpb.Context(type_id=type_id, name=f"{name} {how}"))
        for record in (artifact, execution, *contexts):
            fill(record, how)
        event = mlpb.Event(type=mlpb.Event.OUTPUT)
        event.path.steps.add().key = SCRIPT
        key, artifacts, held_by = mlmd.put_execution(execution, [(artifact, event)], contexts)
        return {
            "artifacts": artifacts[0],
            "executions": key,
            "workspaces": held_by[0],
            "contexts": held_by[1],
        }
