"""Twins that any JSON parser takes, whatever the store holds."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from webapp.exports.json import (
    artifact_item,
    artifact_reading,
    content,
    context_record,
    event_item,
    execution_item,
    rfc3339,
    stored,
    type_record,
    workspace_item,
)
from webapp.metadata import Artifact, Context, Event, Execution, Type
from webapp.producers import read_artifact, read_context, read_execution
from webapp.queries.rows import artifact_row, execution_row, workspace_row

TIME = datetime(2020, 4, 20, 13, 21, 12, 320_000, tzinfo=UTC)


def test_times_are_utc_with_a_z_and_milliseconds():
    assert rfc3339(TIME.astimezone(timezone(timedelta(hours=2)))) == "2020-04-20T13:21:12.320Z"
    assert rfc3339(TIME.replace(microsecond=0)) == "2020-04-20T13:21:12.000Z"
    assert rfc3339(datetime.min.replace(tzinfo=UTC)) == "0001-01-01T00:00:00.000Z"


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        {"a": [float("-inf"), (1, 2)]},
        {1: {2: None}},
        TIME,
        {"ä": "\x00"},
    ],
)
def test_any_value_is_valid_json(value):
    json.dumps(content(value), allow_nan=False)


def test_an_artifact_in_a_list():
    record = Artifact(
        26, 1, "kubeflow.org/alpha/model", uri="gcs://m", state="LIVE", created=TIME,
        properties={"name": "MNIST", "version": "v1", "owner": "ana"},
        custom_properties={"__kf_workspace__": "w", "__kf_run__": "r", "labels": '{"a": "b"}'},
    )  # fmt: skip
    assert artifact_item(artifact_row(record, read_artifact(record)), "/artifacts/26") == {
        "kind": "artifact",
        "id": 26,
        "type": "kubeflow.org/alpha/model",
        "name": "MNIST",
        "version": "v1",
        "workspace": "w",
        "run": "r",
        "owner": "ana",
        "state": "LIVE",
        "uri": "gcs://m",
        "created": "2020-04-20T13:21:12.320Z",
        "updated": None,
        "labels": {"a": "b"},
        "metrics": {},
        "url": "/artifacts/26",
    }


def test_an_execution_in_a_list():
    record = Execution(
        19, 1, "Train", "train", "CACHED", created=TIME, updated=TIME + timedelta(seconds=2.5),
        custom_properties={"cached_execution_id": "4"},
    )  # fmt: skip
    item = execution_item(execution_row(record, read_execution(record)), "/executions/19")
    assert (item["kind"], item["name"], item["state"]) == ("execution", "train", "CACHED")
    assert (item["started"], item["finished"], item["duration_seconds"]) == (
        *("2020-04-20T13:21:12.320Z", "2020-04-20T13:21:14.820Z", 2.5),
    )
    assert (item["failure"], item["url"]) == ("", "/executions/19")


def test_a_workspace_in_a_list():
    row = workspace_row(Context(1, 1, "pipeline", "taxi"), 3, 2, exact=False)
    item = workspace_item(row, "/workspaces/1")
    assert (item["kind"], item["name"], item["artifacts"], item["executions"], item["exact"]) == (
        *("workspace", "taxi", 3, 2, False),
    )


def test_properties_are_as_stored_with_secrets_masked():
    record = Artifact(
        1, 7, "T", "own", external_id="x-1",
        properties={"loss": float("nan"), "layers": [10, 3]}, custom_properties={"token": "abc"},
    )  # fmt: skip
    assert stored(record) == {
        "type_id": 7,
        "stored_name": "own",
        "external_id": "x-1",
        "properties": {"loss": "NaN", "layers": [10, 3]},
        "custom_properties": {"token": "[masked]"},
    }


def test_one_end_of_an_event_keeps_its_path():
    event = Event(26, 19, "OUTPUT", ("model", 0), TIME)
    assert event_item(event, 19, "Train", "train") == {
        "id": 19,
        "type": "Train",
        "name": "train",
        "event": "OUTPUT",
        "role": "model",
        "path": ["model", 0],
        "time": "2020-04-20T13:21:12.320Z",
    }


def test_readings_contexts_and_types():
    stored_as = Artifact(1, 1, "Metrics", custom_properties={"auc": float("inf")})
    reading = read_artifact(stored_as)
    assert artifact_reading(reading)["model_id"] is None
    item = artifact_item(artifact_row(stored_as, reading), "/artifacts/1")
    assert item["metrics"] == {"auc": "Infinity"}
    context = Context(3, 2, "system.PipelineRun", "uuid")
    record = context_record(context, read_context(context), "/contexts/3")
    assert (record["kind"], record["name"], record["role"]) == ("context", "uuid", "run")
    found = Type("artifact", 4, "Model", properties={"span": "INT"})
    assert type_record(found, "/types/artifact/4")["properties"] == {"span": "INT"}
