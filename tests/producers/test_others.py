"""TFX, CMF, the watcher, and producers that nobody knows."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from webapp.metadata import Artifact, Context, Event, Execution
from webapp.producers import read_artifact, read_execution

START = datetime(2026, 11, 3, 14, tzinfo=UTC)


def test_new_tfx_has_its_parameters_in_custom_properties():
    record = Execution(
        13, 1, "tfx.components.trainer.component.Trainer", "38907b6a", "FAILED",
        created=START, updated=START + timedelta(seconds=66),
        custom_properties={
            "train_args": '{"num_steps": 1000}', "custom_config": "null", "__seed__": 1,
            "__execution_error_msg__": "Out of memory",
        },
    )  # fmt: skip
    reading = read_execution(record)
    assert (reading.name, reading.type, reading.state) == ("Trainer", "Trainer", "FAILED")
    assert reading.parameters == {"train_args": {"num_steps": 1000}, "custom_config": "null"}
    assert (reading.failure, reading.duration_seconds) == ("Out of memory", 66)


def test_old_tfx_has_them_and_its_state_in_declared_properties():
    record = Execution(
        1, 1, "tfx.components.statistics_gen.component.StatisticsGen", state="",
        properties={
            "component_id": "StatisticsGen", "pipeline_name": "p", "pipeline_root": "../tfx",
            "run_id": "r", "state": "cached", "exclude_splits": "[]",
        },
    )  # fmt: skip
    reading = read_execution(record)
    assert (reading.name, reading.workspace, reading.run, reading.state) == (
        *("StatisticsGen", "p", "r", "CACHED"),
    )
    assert reading.parameters == {"exclude_splits": []}
    assert reading.facts == {"pipeline_root": "../tfx"}


def test_an_unnamed_tfx_artifact_reads_its_wrapped_values():
    record = Artifact(
        4, 1, "ExampleAnomalies", uri="/srv/anomalies/5", state="LIVE",
        properties={"span": 0, "split_names": '["train", "eval"]'},
        custom_properties={
            "blessed": {"__value__": '{"train": 1}'}, "tfx_version": "1.16.0", "is_external": 0,
        },
    )  # fmt: skip
    reading = read_artifact(record, [Event(4, 5, "OUTPUT", ("anomalies", 0))])
    assert (reading.name, reading.family, reading.version) == ("anomalies", "report", "")
    assert reading.facts["split_names"] == ["train", "eval"]
    assert reading.facts["blessed"] == {"train": 1}


def test_a_tfx_blessing_is_true_or_false():
    record = Artifact(
        4, 1, "ModelBlessing", custom_properties={"blessed": 1, "producer_component": "Evaluator"}
    )
    assert read_artifact(record).facts == {"blessed": True}


def test_cmf_stages_belong_to_their_pipeline():
    record = Execution(
        2, 1, "active_learning/Train", "Train-0",
        properties={
            "Context_Type": "al/Train", "Pipeline_Type": "al", "Execution": "['gen.py']",
            "Git_Repo": "/srv/al", "Execution_type_name": "al/Train",
        },
        custom_properties={"seed": 666, "lr": 0.5},
    )  # fmt: skip
    reading = read_execution(record)
    assert (reading.name, reading.type, reading.workspace, reading.state) == (
        *("Train-0", "Train", "al", "UNKNOWN"),
    )
    assert reading.parameters == {"seed": 666, "lr": 0.5}
    assert reading.facts["Git_Repo"] == "/srv/al"


def test_cmf_artifacts_belong_to_the_pipeline_of_their_stage():
    record = Artifact(5, 1, "Dataset", "data.xml:a1", properties={"Commit": "a1"})
    stage = Context(2, 1, "Pipeline_Stage", "al/Train")
    assert read_artifact(record, (), [stage]).workspace == "al"


@pytest.mark.parametrize(
    ("stored", "uri", "name", "version"),
    [
        ("test/X_U_3.npy:60c0eb", "60c0eb", "test/X_U_3.npy", "60c0eb"),
        ("metrics_1:34d7:2:47ae", "34d7", "metrics_1", "34d7:2:47ae"),
        ("X_U_3.npy:60c0eb", "s3://x", "X_U_3.npy:60c0eb", ""),
        ("X_U_3.npy:60c0eb", "", "X_U_3.npy:60c0eb", ""),
        (":60c0eb", "60c0eb", ":60c0eb", ""),
    ],
)
def test_cmf_puts_the_hash_of_the_content_behind_the_name(stored, uri, name, version):
    record = Artifact(5, 1, "Dataset", stored, uri, properties={"Commit": "a1"})
    reading = read_artifact(record)
    assert (reading.name, reading.version) == (name, version)


def test_cmf_metrics_are_their_numbers():
    record = Artifact(
        5, 1, "Metrics", "metrics0:29b1:2", properties={"metrics_name": "metrics0:29b1:2"},
        custom_properties={"acc": 0.9, "f1": 0.8},
    )  # fmt: skip
    reading = read_artifact(record)
    assert (reading.family, reading.metrics) == ("metric", {"acc": 0.9, "f1": 0.8})


def test_a_watched_pod_is_told_without_its_secrets():
    manifest = {
        "kind": "Pod",
        "metadata": {"name": "web-1", "namespace": "ml", "labels": {"app": "web"}},
        "spec": {"containers": [{"env": [{"name": "MODE", "value": "hidden-value"}]}]},
        "status": {"phase": "Running"},
    }
    record = Artifact(
        9, 1, "kubeflow.org/Pod/v1",
        properties={"name": "web-1", "version": "uid-1", "object": json.dumps(manifest)},
        custom_properties={"__kf_workspace__": "resource_watcher"},
    )  # fmt: skip
    reading = read_artifact(record)
    assert (reading.name, reading.type, reading.version, reading.workspace) == (
        *("web-1", "Pod", "uid-1", "resource_watcher"),
    )
    assert reading.labels == {"app": "web"}
    assert reading.facts == {"kind": "Pod", "namespace": "ml", "phase": "Running"}
    assert "hidden-value" not in repr(reading)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("queued", "NEW"), ("running", "RUNNING"), ("finished", "COMPLETE"),
        ("Failed", "FAILED"), ("skipped", "CANCELED"), ("odd", "UNKNOWN"),
    ],
)  # fmt: skip
def test_a_status_in_a_property_is_a_state(word, state):
    record = Execution(1, 1, "JobExecution", "run_0:prep", properties={"status": word})
    assert read_execution(record).state == state


def test_an_unknown_execution_tells_its_named_parameters_first():
    record = Execution(
        1, 1, "JobExecution", "run_0:prep",
        properties={"arguments": '{"lr": "0.1"}', "command": "python x.py", "metrics": '{"a": 1}'},
    )  # fmt: skip
    reading = read_execution(record)
    assert (reading.parameters, reading.metrics) == ({"lr": "0.1"}, {"a": 1})
    assert reading.facts == {"command": "python x.py"}


def test_an_unknown_artifact_tells_its_properties():
    record = Artifact(1, 1, "Weights", properties={"path": "/data/w", "empty": ""})
    reading = read_artifact(record)
    assert (reading.state, reading.facts) == ("LIVE", {"path": "/data/w"})


def test_an_end_is_the_last_change_of_what_changes_no_more():
    later = START + timedelta(hours=1)
    running = Execution(1, 1, "T", state="RUNNING", created=START, updated=later)
    done = Execution(1, 1, "T", state="COMPLETE", created=START, updated=later)
    assert read_execution(running).finished is None
    assert (read_execution(done).started, read_execution(done).finished) == (START, later)


def test_what_was_written_at_once_took_what_its_events_tell():
    record = Execution(1, 1, "T", state="COMPLETE", created=START, updated=START)
    begun, ended = START - timedelta(hours=2), START - timedelta(hours=1)
    events = [
        Event(2, 1, "OUTPUT", (), ended),
        Event(1, 1, "INPUT", (), begun),
        Event(3, 1, "INPUT"),
    ]
    assert read_execution(record).duration_seconds is None
    assert read_execution(record, (), events).duration_seconds == 3600


def test_a_context_of_any_type_holds_a_record():
    record = Artifact(1, 1, "Weights")
    assert read_artifact(record, (), [Context(1, 1, "Experiment", "exp0")]).workspace == ""


def test_what_was_written_after_it_was_over_ran_when_its_event_happened():
    late = START + timedelta(days=9)
    record = Execution(19, 1, "Importer", state="COMPLETE", created=late, updated=late)
    made = Event(3, 19, "OUTPUT", time=START)
    reading = read_execution(record, (), [made])
    assert (reading.started, reading.finished) == (START, None)
    at_once = read_execution(record, (), [replace(made, time=late)])
    assert (at_once.started, at_once.finished) == (late, None)


def test_to_read_a_record_leaves_it_as_it_is_stored():
    stored = {"metrics": {"auc": 0.9}, "loss": 0.1}
    reading = read_artifact(Artifact(1, 1, "Metrics", properties=stored))
    assert reading.metrics == {"auc": 0.9, "loss": 0.1}
    assert stored == {"metrics": {"auc": 0.9}, "loss": 0.1}
