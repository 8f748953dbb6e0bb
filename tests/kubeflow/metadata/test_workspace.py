"""Workspaces: made once, listed by themselves."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

from kubeflow.metadata import metadata, types


def test_a_workspace_keeps_what_it_was_made_with(store: metadata.Store, mlmd: MetadataStore):
    made = metadata.Workspace(store, "w", description="first", labels={"team": "fraud"})
    again = metadata.Workspace(store, "w", description="second")
    assert made.context_id == again.context_id
    [stored] = mlmd.get_contexts()
    assert stored.properties["description"].string_value == "first"
    assert stored.properties["labels"].string_value == '{"team": "fraud"}'
    assert again._get_existing_context().id == made.context_id


def test_a_name_that_must_be_new(store: metadata.Store):
    made = metadata.Workspace(store, "w", reuse_workspace_if_exists=False)
    with pytest.raises(ValueError, match=f"exists with id {made.context_id}"):
        metadata.Workspace(store, "w", reuse_workspace_if_exists=False)


@pytest.mark.parametrize(
    "arguments",
    [
        {"store": None},
        {"store": "127.0.0.1:8080"},
        {"name": None},
        {"name": 3},
        {"name": ""},
        {"name": "w\0"},
        {"backend_url_prefix": "127.0.0.1:8080"},
        {"description": "__MLMD_NULL__"},
    ],
)
def test_what_a_workspace_needs(arguments, store: metadata.Store, mlmd: MetadataStore):
    with pytest.raises(ValueError, match=r"'(store|name|backend_url_prefix|description)'"):
        metadata.Workspace(**{"store": store, "name": "w"} | arguments)
    assert mlmd.get_contexts() == []


def test_makers_at_the_same_moment_share_one(store: metadata.Store, mlmd: MetadataStore):
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: metadata.Workspace(store, "w").context_id, range(8)))
    assert made == {one.id for one in mlmd.get_contexts()}
    assert len(made) == 1


def test_a_listing_as_the_tutorial_prints_it(execution: metadata.Execution):
    logged = execution.log_output(
        metadata.Model(
            name="MNIST",
            description="Model to recognize handwritten digits",
            owner="owner@my-company.com",
            uri="gcs://my-bucket/mnist",
            model_type="neural network",
            training_framework={"name": "tensorflow", "version": "v1.0"},
            hyperparameters={"learning_rate": 0.5, "layers": [10, 3, 1], "early_stop": True},
            version="model_1",
            labels={"a_label": "some-value"},
        )
    )
    listed = execution.workspace.list(metadata.Model.ARTIFACT_TYPE_NAME)
    expected = {
        "id": logged.id,
        "workspace": "demo workspace",
        "run": "run_1",
        "model_type": "neural network",
        "create_time": logged.create_time,
        "version": "model_1",
        "owner": "owner@my-company.com",
        "description": "Model to recognize handwritten digits",
        "name": "MNIST",
        "uri": "gcs://my-bucket/mnist",
        "training_framework": {"name": "tensorflow", "version": "v1.0"},
        "hyperparameters": {"learning_rate": 0.5, "layers": [10, 3, 1], "early_stop": True},
        "labels": {"a_label": "some-value"},
        "kwargs": {},
    }
    assert listed == [expected]
    assert list(listed[0]) == list(expected)
    assert execution.workspace.list() == listed


def test_what_was_left_out_is_listed_as_none(workspace: metadata.Workspace):
    execution = metadata.Execution(name="e", workspace=workspace)
    execution.log_output(metadata.Model(name="M", uri="u"))
    [listed] = workspace.list()
    assert listed["labels"] is None
    assert listed["description"] is None
    assert "run" not in listed


def test_a_listing_is_of_one_type_and_one_workspace(
    execution: metadata.Execution, store: metadata.Store
):
    elsewhere = metadata.Workspace(store, "elsewhere")
    for place in (execution, metadata.Execution(name="e", workspace=elsewhere)):
        place.log_output(metadata.Metrics(name=f"in {place.workspace.name}", uri="u"))
        place.log_output(metadata.DataSet(name="d", uri="u"))
    listed = elsewhere.list(metadata.Metrics.ARTIFACT_TYPE_NAME)
    assert [one["name"] for one in listed] == ["in elsewhere"]
    assert elsewhere.list("example.com/unknown") == []


def test_a_listing_of_more_than_one_page(workspace: metadata.Workspace, mlmd: MetadataStore):
    type_id = workspace._ledger.artifact_type_id(types.MODEL)
    many = [mlpb.Artifact(type_id=type_id, uri=f"u{n}") for n in range(250)]
    context = mlpb.Context(type_id=workspace._ledger.workspace_type_id(), name="demo workspace")
    mlmd.put_lineage_subgraph([], many, [context], [], True)
    assert [one["uri"] for one in workspace.list()] == [f"u{n}" for n in range(250)]


@pytest.mark.parametrize("text", ["not JSON", "[1]", "3"])
def test_foreign_attributes_do_not_break_a_listing(
    text, workspace: metadata.Workspace, mlmd: MetadataStore
):
    foreign = mlpb.ArtifactType(
        name="foreign", properties={types.ALL_META: mlpb.STRING, "rows": mlpb.INT}
    )
    properties = {
        types.ALL_META: mlpb.Value(string_value=text),
        "rows": mlpb.Value(int_value=3),
    }
    artifact = mlpb.Artifact(type_id=mlmd.put_artifact_type(foreign), properties=properties)
    [artifact_id] = mlmd.put_artifacts([artifact])
    attribution = mlpb.Attribution(artifact_id=artifact_id, context_id=workspace.context_id)
    mlmd.put_attributions_and_associations([attribution], [])
    listed = {"id": artifact_id, "workspace": "demo workspace", "rows": 3, "uri": ""}
    assert workspace.list("foreign") == [listed]


def test_a_listing_as_a_data_frame(execution: metadata.Execution):
    execution.log_output(metadata.Model(name="M", uri="u", labels={"a": "b"}))
    listed = execution.workspace.list()
    frame = listed.to_pandas()
    pd.testing.assert_frame_equal(frame, pd.DataFrame(list(listed)))
    assert frame.loc[0, "labels"] == {"a": "b"}


def test_a_data_frame_without_pandas_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        metadata.ArtifactList().to_pandas()
