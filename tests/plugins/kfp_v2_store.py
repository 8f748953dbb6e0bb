"""A store as Kubeflow Pipelines 2 fills it, through MLMD's own API: no populated one is public.

The pipeline `digits` runs three times. A run is a DAG: an importer, a preparation that the later
runs take from the cache, a loop of two iterations that each train a model, an evaluation, and a
deployment whose condition holds in the last run only. That one runs for ever.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

Execution = mlpb.Execution
ROOT = "minio://mlpipeline/v2/artifacts/digits"
SESSION = '{"Provider": "minio", "Params": {"accessKey": "AKIDIGITS", "secretKey": "hush"}}'
RUNS = tuple(f"7d1c5b0{n}-3b1f-4c62-9a44-0f2f5a8e6c1{n}" for n in range(3))
ACCURACY = ((0.71, 0.78), (0.74, 0.83), (0.79, 0.88))
ROC = [
    {"confidenceThreshold": threshold, "recall": recall, "falsePositiveRate": rate}
    for threshold, recall, rate in (
        *((1.0, 0.0, 0.0), (0.9, 0.42, 0.02), (0.7, 0.71, 0.07)),
        *((0.5, 0.86, 0.18), (0.3, 0.94, 0.39), (0.0, 1.0, 1.0)),
    )
]
MATRIX = {
    "annotationSpecs": [{"displayName": name} for name in ("zero", "one", "two")],
    "rows": [{"row": [41, 2, 1]}, {"row": [3, 38, 5]}, {"row": [0, 4, 44]}],
}


@dataclass(frozen=True, slots=True)
class Logged:
    """The ids of what was logged: contexts by name, executions and artifacts by run and name."""

    contexts: dict[str, int]
    executions: dict[tuple[int, str], int]
    artifacts: dict[tuple[int, str], int]


class Backend:
    """What the pipeline's driver and launcher put into a store."""

    def __init__(self, mlmd: MetadataStore) -> None:
        self.mlmd = mlmd
        self.logged = Logged({}, {}, {})

    def context(self, type_name: str, name: str, **custom: str) -> mlpb.Context:
        """A context of that name, there already or new."""
        type_id = self.mlmd.put_context_type(mlpb.ContextType(name=type_name))
        made = _filled(mlpb.Context(type_id=type_id, name=name), custom)
        (made.id,) = self.mlmd.put_contexts([made])
        self.logged.contexts[name] = made.id
        return made

    def artifact(self, kind: str, name: str, path: str, **metadata: Any) -> mlpb.Artifact:
        """An artifact as a task's output, not yet put; `metadata` is what the user told of it."""
        type_id = self.mlmd.put_artifact_type(mlpb.ArtifactType(name=f"system.{kind}"))
        made = mlpb.Artifact(type_id=type_id, uri=f"{ROOT}/{path}", state=mlpb.Artifact.LIVE)
        return _filled(made, {"display_name": name, **metadata})


@dataclass(slots=True)
class Run:
    """One run of the pipeline, in its two contexts."""

    backend: Backend
    number: int
    contexts: list[mlpb.Context]
    root: int = 0

    def task(
        self, kind: str, name: str, state: int, parent: int = 0, /, **custom: Any
    ) -> Execution:
        """An execution that was put as running, then with the state it ended in."""
        mlmd = self.backend.mlmd
        type_id = mlmd.put_execution_type(mlpb.ExecutionType(name=f"system.{kind}Execution"))
        made = Execution(type_id=type_id, last_known_state=Execution.RUNNING)
        if not parent:
            made.name = f"run/{RUNS[self.number]}"
        else:
            custom = {"display_name": name, "task_name": name, "parent_dag_id": parent} | custom
        made.id, _, _ = mlmd.put_execution(_filled(made, custom), [], self.contexts)
        self.backend.logged.executions[self.number, name] = made.id
        if state != Execution.RUNNING:
            made.last_known_state = state
            mlmd.put_executions([made])
        return made

    def pod(self, name: str, state: int, parent: int, /, **custom: Any) -> Execution:
        """The execution of a container."""
        where = {"pod_name": f"digits-{self.number}-{name}", "namespace": "ml"}
        told = {"pod_uid": f"uid-{name}", "image": "registry.example.org/digits:2"}
        return self.task("Container", name, state, parent, **where, **told, **custom)

    def makes(self, execution: Execution, made: Iterable[mlpb.Artifact]) -> list[int]:
        """The ids of the execution's outputs, attributed to the run."""
        outputs = []
        for artifact in made:
            name = artifact.custom_properties["display_name"].string_value
            outputs.append((artifact, _event(mlpb.Event.OUTPUT, name)))
        _, ids, _ = self.backend.mlmd.put_execution(execution, outputs, self.contexts)
        for key, (artifact, _) in zip(ids, outputs, strict=True):
            artifact.id = key
            name = artifact.custom_properties["display_name"].string_value
            self.backend.logged.artifacts[self.number, name] = key
        return list(ids)

    def reads(self, execution: Execution, **artifacts: int) -> None:
        """Nothing; the execution has inputs."""
        events = [_event(mlpb.Event.INPUT, name) for name in artifacts]
        for event, key in zip(events, artifacts.values(), strict=True):
            event.artifact_id, event.execution_id = key, execution.id
        self.backend.mlmd.put_events(events)


def log(mlmd: MetadataStore) -> Logged:
    """What was logged of three runs."""
    backend = Backend(mlmd)
    pipeline = backend.context("system.Pipeline", "digits", pipeline_root=ROOT)
    raw = prepared = None
    for number, name in enumerate(RUNS):
        told = {"namespace": "ml", "resource_name": f"digits-{number}", "pipeline_root": ROOT}
        context = backend.context("system.PipelineRun", name, store_session_info=SESSION, **told)
        link = mlpb.ParentContext(child_id=context.id, parent_id=pipeline.id)
        mlmd.put_parent_contexts([link])
        run = Run(backend, number, [pipeline, context])
        last = number == len(RUNS) - 1
        state = Execution.RUNNING if last else Execution.COMPLETE
        inputs = {"epochs": 3, "rate": 0.05, "shuffle": True, "layers": [64, 32]}
        run.root = run.task("DAG", "root", state, inputs=inputs, total_dag_tasks=5).id
        raw = raw or backend.artifact("Dataset", "raw", "raw.csv", rows=1797.0, header=1)
        importer = run.task("Importer", "import-raw", Execution.COMPLETE, run.root)
        run.makes(importer, [raw])
        prepared = _prepare(run, raw, prepared)
        _loop(run, prepared)
        _evaluate(run, prepared)
        if last:
            run.pod("deploy", Execution.RUNNING, run.root, inputs={"replicas": 2})
        else:
            run.pod("deploy", Execution.CANCELED, run.root)
    return backend.logged


def _prepare(run: Run, raw: mlpb.Artifact, prepared: mlpb.Artifact | None) -> mlpb.Artifact:
    fingerprint = {"cache_fingerprint": "5f2c", "inputs": {"test_share": 0.25}}
    if prepared is not None:
        first = run.backend.logged.executions[0, "prepare"]
        cached = {"cached_execution_id": str(first), **fingerprint}
        task = run.task("Container", "prepare", Execution.CACHED, run.root, **cached)
    else:
        told = {"features": {"list": ["pixels", "label"]}, "split": {"struct": {"test": 0.25}}}
        prepared = run.backend.artifact("Dataset", "prepared", "prepared", **told)
        task = run.pod("prepare", Execution.COMPLETE, run.root, **fingerprint)
    run.reads(task, raw=raw.id)
    run.makes(task, [prepared])
    return prepared


def _loop(run: Run, prepared: mlpb.Artifact) -> None:
    loop = run.task("DAG", "for-loop-1", Execution.COMPLETE, run.root, iteration_count=2)
    for index, accuracy in enumerate(ACCURACY[run.number]):
        name = f"for-loop-1-{index}"
        inputs = {"depth": 4 * (index + 1)}
        turn = run.task("DAG", name, Execution.COMPLETE, loop.id, iteration_index=index)
        told = {"inputs": inputs, "outputs": {"accuracy": accuracy, "note": "ok"}}
        train = run.pod(f"train-{index}", Execution.COMPLETE, turn.id, **told)
        run.reads(train, data=prepared.id)
        model = run.backend.artifact(
            "Model", f"model-{index}", f"{run.number}/{name}", framework="x"
        )
        numbers = {"accuracy": accuracy, "log_loss": 1 - accuracy}
        metrics = run.backend.artifact("Metrics", f"metrics-{index}", f"{run.number}/m", **numbers)
        run.makes(train, [model, metrics])


def _evaluate(run: Run, prepared: mlpb.Artifact) -> None:
    state = Execution.FAILED if run.number == 1 else Execution.COMPLETE
    producer = {"parameter_producer_task": {"struct": {"accuracy": "train-1"}}}
    task = run.pod("evaluate", state, run.root, inputs={"threshold": 0.5}, **producer)
    model = run.backend.logged.artifacts[run.number, "model-1"]
    run.reads(task, data=prepared.id, model=model)
    if state == Execution.FAILED:
        return
    whole = {"confidenceMetrics": {"list": ROC}, "confusionMatrix": {"struct": MATRIX}}
    slices = [
        {"slice": name, "sliceClassificationMetrics": {"confidenceMetrics": ROC[place:]}}
        for place, name in enumerate(("hand=left", "hand=right"))
    ]
    backend, path = run.backend, str(run.number)
    sliced = {"evaluationSlices": {"list": slices}}
    outputs = [
        backend.artifact("ClassificationMetrics", "evaluation", f"{path}/e", **whole),
        backend.artifact("SlicedClassificationMetrics", "by_hand", f"{path}/s", **sliced),
        backend.artifact("HTML", "report", f"{path}/report.html"),
        backend.artifact("Markdown", "notes", f"{path}/notes.md"),
    ]
    run.makes(task, outputs)


def _event(kind: int, role: str) -> mlpb.Event:
    event = mlpb.Event(type=kind)
    event.path.steps.add().key = role
    return event


def _filled(record: Any, custom: dict[str, Any]) -> Any:
    """The record with values as the backend stores them: every number of the user is a double."""
    for name, value in custom.items():
        stored = record.custom_properties[name]
        match value:
            case bool() | int():
                stored.int_value = int(value)
            case float():
                stored.double_value = value
            case str():
                stored.string_value = value
            case list():
                stored.struct_value.update({"list": value})
            case _:
                stored.struct_value.update(value)
    return record
