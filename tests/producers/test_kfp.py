"""Kubeflow Pipelines, both layouts, as facts of their stores tell."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from webapp.metadata import Artifact, Context, Event, Execution
from webapp.producers import read_artifact, read_context, read_execution

START = datetime(2026, 11, 3, 14, tzinfo=UTC)


def test_a_container_execution_has_inputs_as_parameters():
    record = Execution(
        8, 1, "system.ContainerExecution", "run/5b9e8a4e", "COMPLETE",
        created=START, updated=START + timedelta(minutes=3),
        custom_properties={
            "display_name": "train", "task_name": "train-2", "pod_name": "p-1", "namespace": "ml",
            "inputs": {"rate": 0.5, "layers": {"list": [10, {"struct": {"n": 3}}]}},
            "outputs": {"loss": 0.2, "note": "ok"}, "parent_dag_id": 7,
        },
    )  # fmt: skip
    run = Context(3, 2, "system.PipelineRun", "uuid", custom_properties={"namespace": "ml"})
    reading = read_execution(record, [run, Context(2, 1, "system.Pipeline", "digits")])
    assert (reading.name, reading.type, reading.workspace, reading.run) == (
        *("train", "ContainerExecution", "digits", "uuid"),
    )
    assert reading.parameters == {"rate": 0.5, "layers": [10, {"n": 3}]}
    assert reading.output_parameters == {"loss": 0.2, "note": "ok"}
    assert reading.metrics == {"loss": 0.2}
    assert reading.facts == {"pod_name": "p-1", "namespace": "ml"}
    assert (reading.part_of, reading.iteration, reading.iterations) == (7, None, None)
    assert reading.duration_seconds == 180


def test_what_happened_before_it_was_written_started_then():
    written, before = (datetime(2026, 11, day, tzinfo=UTC) for day in (26, 20))
    for state in ("UNKNOWN", "RUNNING", "FAILED"):
        record = Execution(1, 1, "Trainer", state=state, created=written, updated=written)
        event = Event(1, 1, "INPUT", time=before)
        reading = read_execution(record, events=[event])
        assert (reading.started, reading.finished) == (before, None)
        assert read_execution(record).started == written


def test_what_was_never_triggered_took_no_time():
    record = Execution(
        8, 1, "system.ContainerExecution", state="CANCELED",
        created=START, updated=START + timedelta(seconds=1),
    )  # fmt: skip
    reading = read_execution(record)
    assert (reading.started, reading.finished, reading.duration_seconds) == (None, None, None)


def test_a_loop_counts_its_turns():
    loop = Execution(8, 1, "system.DAGExecution", custom_properties={"iteration_count": 3})
    turn = Execution(
        9, 1, "system.DAGExecution", custom_properties={"iteration_index": 0, "parent_dag_id": 8}
    )
    assert read_execution(loop).iterations == 3
    assert (read_execution(turn).iteration, read_execution(turn).part_of) == (0, 8)


def test_a_cached_execution_names_its_original():
    record = Execution(
        9, 1, "system.ContainerExecution", state="CACHED",
        custom_properties={"cached_execution_id": "4"},
    )  # fmt: skip
    assert read_execution(record).cached_from == 4


def test_an_artifact_is_named_by_its_role_and_keeps_user_metadata():
    record = Artifact(
        5, 1, "system.Model", uri="minio://m",
        custom_properties={
            "framework": "sklearn", "store_session_info": "{}", "depth": 3.0, "ready": 1, "new": 0,
        },
    )  # fmt: skip
    reading = read_artifact(record, [Event(5, 8, "OUTPUT", ("trained_model",))])
    assert (reading.name, reading.family) == ("trained_model", "model")
    # A number is a double: what is stored as an int was a boolean.
    assert reading.facts == {"framework": "sklearn", "depth": 3.0, "ready": True, "new": False}
    assert reading.metrics == {}


def test_every_number_of_metrics_is_one():
    record = Artifact(
        6, 1, "system.Metrics",
        custom_properties={"accuracy": 0.9, "passed": 1, "display_name": "m", "note": "x"},
    )  # fmt: skip
    reading = read_artifact(record)
    assert (reading.metrics, reading.facts) == ({"accuracy": 0.9, "passed": 1}, {"note": "x"})


def test_a_run_hides_its_credentials():
    run = Context(
        3, 2, "system.PipelineRun", "uuid",
        custom_properties={"store_session_info": '{"accessKey": "AKIA"}', "namespace": "ml"},
    )  # fmt: skip
    assert read_context(run).facts == {"store_session_info": "[masked]", "namespace": "ml"}


def test_version_1_keeps_inputs_beside_the_pod():
    record = Execution(
        8, 1, "components.train@sha256=12ab",
        properties={"pipeline_name": "digits", "run_id": "digits-x7k"},
        custom_properties={"kfp_pod_name": "digits-x7k-1", "input:rate": "0.5"},
    )  # fmt: skip
    reading = read_execution(record)
    assert (reading.name, reading.type) == ("digits-x7k-1", "train")
    named = replace(record, properties={**record.properties, "component_id": record.type})
    assert read_execution(named).name == "train"
    assert (reading.workspace, reading.run) == ("digits", "digits-x7k")
    assert reading.parameters == {"rate": "0.5"}


def test_version_1_artifacts_do_not_show_the_workflow_s_own_description():
    record = Artifact(
        5, 1, "NoType",
        custom_properties={
            "name": "train-model", "argo_artifact": '{"s3": {}}', "pipeline_name": "digits",
            "run_id": "digits-x7k",
        },
    )  # fmt: skip
    reading = read_artifact(record)
    assert (reading.name, reading.workspace, reading.run, reading.facts) == (
        *("train-model", "digits", "digits-x7k", {}),
    )
