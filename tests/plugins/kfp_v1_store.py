"""A store as the metadata writer of Kubeflow Pipelines 1 fills it, through MLMD's own API."""

import json
from dataclasses import dataclass

from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

PIPELINE, RUN = "digits", "digits-x7k2p"
DIGEST = "0b1c2d3e4f5061728394a5b6c7d8e9f00112233445566778899aabbccddeeff0"


@dataclass(frozen=True, slots=True)
class Logged:
    """The ids of what was logged: the run's context, executions and artifacts by name."""

    run: int
    executions: dict[str, int]
    artifacts: dict[str, int]


def log(mlmd: MetadataStore) -> Logged:
    """What was logged of one run with two steps."""
    run = mlpb.Context(type_id=mlmd.put_context_type(mlpb.ContextType(name="KfpRun")), name=RUN)
    (run.id,) = mlmd.put_contexts([run])
    logged = Logged(run.id, {}, {})
    _step(mlmd, run, logged, "prepare", {"share": "0.25"}, {}, {"data": "Dataset"})
    made = {"model": "Model", "mlpipeline-metrics": "NoType"}
    reads = {"data": logged.artifacts["data"]}
    _step(mlmd, run, logged, "train", {"epochs": "3", "layers": "[64, 32]"}, reads, made)
    return logged


def _step(
    mlmd: MetadataStore,
    run: mlpb.Context,
    logged: Logged,
    name: str,
    inputs: dict[str, str],
    reads: dict[str, int],
    makes: dict[str, str],
) -> None:
    declared = dict.fromkeys(("pipeline_name", "run_id", "component_id"), mlpb.STRING)
    kind = f"components.{name}@sha256={DIGEST}"
    type_id = mlmd.put_execution_type(mlpb.ExecutionType(name=kind, properties=declared))
    execution = mlpb.Execution(type_id=type_id)
    for key, value in zip(declared, (PIPELINE, RUN, kind), strict=True):
        execution.properties[key].string_value = value
    execution.custom_properties["kfp_pod_name"].string_value = f"{RUN}-{name}"
    for key, value in inputs.items():
        execution.custom_properties[f"input:{key}"].string_value = value
    execution.id, _, _ = mlmd.put_execution(execution, [], [run])
    logged.executions[name] = execution.id
    for role, artifact_id in reads.items():
        event = _event(mlpb.Event.INPUT, role)
        event.artifact_id, event.execution_id = artifact_id, execution.id
        mlmd.put_events([event])
    for role, type_name in makes.items():
        artifact = _artifact(mlmd, name, role, type_name)
        event = _event(mlpb.Event.OUTPUT, role)
        _, (key,), _ = mlmd.put_execution(execution, [(artifact, event)], [run])
        logged.artifacts[role] = key


def _artifact(mlmd: MetadataStore, step: str, role: str, type_name: str) -> mlpb.Artifact:
    path = f"artifacts/{RUN}/{step}/{role}.tgz"
    made = mlpb.Artifact(
        type_id=mlmd.put_artifact_type(mlpb.ArtifactType(name=type_name)),
        uri=f"minio://mlpipeline/{path}",
    )
    workflow = {"name": role, "s3": {"bucket": "mlpipeline", "key": path}}
    custom = {
        "name": role,
        "pipeline_name": PIPELINE,
        "run_id": RUN,
        "argo_artifact": json.dumps(workflow),
    }
    for key, value in custom.items():
        made.custom_properties[key].string_value = value
    return made


def _event(kind: int, role: str) -> mlpb.Event:
    event = mlpb.Event(type=kind)
    event.path.steps.add().key = role
    return event
