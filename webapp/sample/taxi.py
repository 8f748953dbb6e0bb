"""The pipeline `taxi-tfx`, as TFX logs it: five runs, some of it cached, some of it failed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from ml_metadata.proto import metadata_store_pb2 as mlpb
from msgspec import Struct

from webapp.sample.book import Book, Draft, Step
from webapp.sample.taxi_types import COMPONENTS, Component, TypeIds, register

PIPELINE: Final = "taxi-tfx"
ROOT: Final = "gs://taxi-tfx/pipeline_root"
# Where TFX keeps why an execution failed.
ERROR: Final = "__execution_error_msg__"

INGESTION: Final = frozenset({"CsvExampleGen", "StatisticsGen", "SchemaGen", "ExampleValidator"})
LARGE_BATCH: Final = {
    "train_args": '{"num_steps": 50000}',
    "custom_config": '{"batch_size": 4096, "learning_rate": 0.001}',
}


class Plan(Struct, frozen=True):
    """How one run went: what came from the cache, what failed and why, what it was started with."""

    number: int
    days_ago: float
    span: int
    cached: frozenset[str] = frozenset()
    failures: Mapping[str, str] = {}
    parameters: Mapping[str, Mapping[str, str]] = {}
    blessed: bool = True


RUNS: Final = (
    Plan(1, 9.2, span=1),
    Plan(2, 6.1, span=1, cached=INGESTION),
    Plan(3, 3.3, span=2, blessed=False),
    Plan(
        4,
        1.2,
        span=3,
        failures={"ExampleValidator": "3 anomalies in feature trip_miles: out of range"},
    ),
    Plan(
        5,
        0.4,
        span=2,
        cached=INGESTION,
        failures={"Trainer": "Out of memory (exit code 137): killed at 16 GiB, step 1240 of 50000"},
        parameters={"Trainer": LARGE_BATCH},
    ),
)


class Pipeline(Struct):
    """The pipeline with the newest usable output of every component, by span of the data."""

    book: Book
    types: TypeIds
    newest: dict[tuple[str, str], Draft] = {}

    def contexts(self, plan: Plan, component: str) -> tuple[mlpb.Context, ...]:
        """The contexts of a component's execution: pipeline, run and node."""
        names = {
            "pipeline": PIPELINE,
            "pipeline_run": f"{self.book.days_ago(plan.days_ago):%Y-%m-%dT%H:%M:%S.%f}",
            "node": f"{PIPELINE}.{component}",
        }
        ids = self.types.contexts
        return tuple(mlpb.Context(type_id=ids[kind], name=name) for kind, name in names.items())


def log(book: Book) -> None:
    """Log five runs; each stops at the first component that fails."""
    pipeline = Pipeline(book, register(book.store.store))
    for plan in RUNS:
        _run(pipeline, plan)
        _put_into_pipeline(pipeline, plan)


def _run(pipeline: Pipeline, plan: Plan) -> None:
    started = pipeline.book.days_ago(plan.days_ago)
    for component in COMPONENTS:
        cached = component.name in plan.cached
        failure = plan.failures.get(component.name, "")
        minutes = 0.01 if cached else component.minutes * pipeline.book.random.uniform(0.8, 1.2)
        ended = started + timedelta(minutes=minutes)
        makes = _outputs(pipeline, plan, component)
        step = Step(
            key=f"{PIPELINE}/{plan.number}/{component.name}",
            execution=_execution(pipeline, plan, component, failure),
            contexts=pipeline.contexts(plan, component.name),
            started=started,
            ended=ended,
            reads=tuple(
                Draft(made.key, made.artifact, role)
                for role, source in component.reads.items()
                if (made := pipeline.newest.get(source))
            ),
            makes=makes,
            made=mlpb.Event.PENDING_OUTPUT if failure else mlpb.Event.OUTPUT,
        )
        pipeline.book.enter(step)
        if failure:
            return
        pipeline.newest |= {(component.name, draft.role): draft for draft in makes}
        started = ended


def _execution(
    pipeline: Pipeline, plan: Plan, component: Component, failure: str
) -> mlpb.Execution:
    state = mlpb.Execution.CACHED if component.name in plan.cached else mlpb.Execution.COMPLETE
    execution = mlpb.Execution(
        type_id=pipeline.types.executions[component.name],
        name=f"{PIPELINE}:{plan.number}:{component.name}",
        last_known_state=mlpb.Execution.FAILED if failure else state,
    )
    parameters = {**component.parameters, **plan.parameters.get(component.name, {})}
    if failure:
        parameters[ERROR] = failure
    for name, value in parameters.items():
        if isinstance(value, int):
            execution.custom_properties[name].int_value = value
        else:
            execution.custom_properties[name].string_value = str(value)
    return execution


def _outputs(pipeline: Pipeline, plan: Plan, component: Component) -> tuple[Draft, ...]:
    if component.name in plan.cached:
        return tuple(pipeline.newest[component.name, role] for role in component.makes)
    if component.name == "Pusher" and not plan.blessed:
        return ()
    failed = component.name in plan.failures
    drafts = []
    for role, type_name in component.makes.items():
        artifact = mlpb.Artifact(
            type_id=pipeline.types.artifacts[type_name],
            uri=f"{ROOT}/{component.name}/{role}/{plan.number}",
            state=mlpb.Artifact.ABANDONED if failed else mlpb.Artifact.LIVE,
        )
        artifact.custom_properties["tfx_version"].string_value = "1.16.0"
        artifact.custom_properties["is_external"].int_value = 0
        if type_name == "ModelBlessing":
            artifact.custom_properties["blessed"].int_value = int(plan.blessed)
        if "Example" in type_name:
            artifact.properties["span"].int_value = plan.span
            artifact.properties["split_names"].string_value = '["train", "eval"]'
        drafts.append(Draft(f"{PIPELINE}/{plan.number}/{component.name}/{role}", artifact, role))
    return tuple(drafts)


def _put_into_pipeline(pipeline: Pipeline, plan: Plan) -> None:
    client = pipeline.book.store.store
    whole, run, _ = pipeline.contexts(plan, "")
    parent = client.get_context_by_type_and_name("pipeline", whole.name)
    child = client.get_context_by_type_and_name("pipeline_run", run.name)
    if not client.get_parent_contexts_by_context(child.id):
        link = mlpb.ParentContext(parent_id=parent.id, child_id=child.id)
        client.put_parent_contexts([link])
