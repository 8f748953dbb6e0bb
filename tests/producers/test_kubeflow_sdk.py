"""What the Metadata SDK logs, as the SDK itself writes it."""

import json

from kubeflow.metadata import metadata
from webapp.metadata import Artifact, Context, Execution
from webapp.producers import read_artifact, read_context, read_execution

PLACE = {"__kf_workspace__": "demo workspace", "__kf_run__": "run_1"}


def logged(described):
    """The record that the SDK's own object is stored as."""
    stored = described.serialization()
    properties = {name: value.string_value for name, value in stored.properties.items()}
    return Artifact(
        26, 1, described.ARTIFACT_TYPE_NAME, uri=stored.uri, properties=properties,
        custom_properties=PLACE,
    )  # fmt: skip


def test_a_model_has_its_labels_and_hyperparameters():
    model = metadata.Model(
        name="MNIST",
        uri="gcs://my-bucket/mnist",
        owner="ana",
        description="digits",
        version="v1",
        model_type="neural network",
        training_framework={"name": "tensorflow", "version": "v1.0"},
        hyperparameters={"learning_rate": 0.5, "layers": [10, 3, 1], "early_stop": True},
        labels={"a_label": "some-value", "year": 2020},
        notebook="mnist.ipynb",
    )
    reading = read_artifact(logged(model))
    assert (reading.name, reading.version, reading.type, reading.family) == (
        *("MNIST", "v1", "Model", "model"),
    )
    assert (reading.workspace, reading.run) == ("demo workspace", "run_1")
    assert (reading.owner, reading.description, reading.state) == ("ana", "digits", "LIVE")
    assert reading.labels == {"a_label": "some-value", "year": "2020"}
    assert reading.parameters == {
        "learning_rate": 0.5,
        "layers": [10, 3, 1],
        "early_stop": True,
    }
    assert reading.facts == {
        "model_type": "neural network",
        "training_framework": {"name": "tensorflow", "version": "v1.0"},
        "notebook": "mnist.ipynb",
    }


def test_metrics_tell_what_they_are_of():
    metrics = metadata.Metrics(
        name="evaluation",
        uri="u",
        data_set_id="25",
        model_id="26",
        metrics_type=metadata.Metrics.VALIDATION,
        values={"accuracy": 0.95, "rows": 10, "checked": True, "confusion": [[1, 2]]},
    )
    reading = read_artifact(logged(metrics))
    assert reading.metrics == {"accuracy": 0.95, "rows": 10}
    assert (reading.model_id, reading.data_set_id, reading.family) == (26, 25, "metric")
    assert reading.facts == {
        "metrics_type": "validation",
        "checked": True,
        "confusion": [[1, 2]],
    }


def test_a_data_set_tells_its_query():
    data_set = metadata.DataSet(name="table", uri="u", version="ds", query="SELECT 1")
    reading = read_artifact(logged(data_set))
    assert (reading.type, reading.family, reading.facts) == (
        *("DataSet", "data", {"query": "SELECT 1"}),
    )


def test_a_declared_property_wins_over_its_copy():
    stored = {"name": "renamed", "__ALL_META__": json.dumps({"name": "old", "owner": "ana"})}
    reading = read_artifact(Artifact(1, 1, "kubeflow.org/alpha/model", properties=stored))
    assert (reading.name, reading.owner) == ("renamed", "ana")


def test_broken_json_costs_only_what_it_held():
    stored = {"name": "MNIST", "__ALL_META__": '{"labels": {"a": '}
    reading = read_artifact(Artifact(1, 1, "kubeflow.org/alpha/model", properties=stored))
    assert (reading.name, reading.labels) == ("MNIST", {})


def test_an_execution_has_no_state_and_no_end():
    stored = {"name": "train", "create_time": "2020-04-20T13:21:12Z", "description": "d"}
    record = Execution(
        19, 1, "kubeflow.org/alpha/execution", properties=stored, custom_properties=PLACE
    )
    reading = read_execution(record)
    assert (reading.name, reading.state, reading.finished) == ("train", "UNKNOWN", None)
    assert (reading.workspace, reading.run, reading.description) == ("demo workspace", "run_1", "d")
    assert reading.parameters == {}


def test_a_workspace_has_labels():
    stored = {"description": "our demo", "labels": '{"some_key": "a-value"}'}
    reading = read_context(
        Context(1, 1, "kubeflow.org/alpha/workspace", "demo workspace", properties=stored)
    )
    assert (reading.name, reading.type, reading.role) == (
        *("demo workspace", "Workspace", "workspace"),
    )
    assert (reading.description, reading.labels) == ("our demo", {"some_key": "a-value"})
    assert reading.facts == {}
