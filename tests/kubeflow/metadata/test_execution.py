"""What logging leaves in the store, and what it refuses."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

from kubeflow.metadata import metadata, types


class Endpoint(metadata.Artifact):
    """An artifact class of one's own."""

    ARTIFACT_TYPE_NAME = "example.com/endpoint"

    def __init__(self, **properties: mlpb.Value) -> None:
        self.properties = properties

    def serialization(self) -> mlpb.Artifact:  # noqa: D102
        return mlpb.Artifact(uri="https://example.com", custom_properties=self.properties)


@pytest.fixture
def endpoint_type(mlmd: MetadataStore) -> None:
    mlmd.put_artifact_type(mlpb.ArtifactType(name=Endpoint.ARTIFACT_TYPE_NAME))


def test_an_execution_has_its_place(execution: metadata.Execution, mlmd: MetadataStore):
    [stored] = mlmd.get_executions_by_id([execution.id])
    assert stored.properties["name"].string_value == "trainer"
    assert stored.properties["create_time"].string_value == execution.create_time
    assert "description" not in stored.properties
    assert stored.custom_properties[types.WORKSPACE].string_value == "demo workspace"
    assert stored.custom_properties[types.RUN].string_value == "run_1"
    [context] = mlmd.get_contexts_by_execution(execution.id)
    assert context.id == execution.workspace.context_id
    assert f"id={execution.id}" in repr(execution)


def test_a_new_artifact_has_event_workspace_and_run(
    execution: metadata.Execution, mlmd: MetadataStore
):
    model = execution.log_output(metadata.Model(name="MNIST", uri="u"))
    [stored] = mlmd.get_artifacts_by_id([model.id])
    assert stored.type == types.MODEL
    assert stored.custom_properties[types.WORKSPACE].string_value == "demo workspace"
    assert stored.custom_properties[types.RUN].string_value == "run_1"
    [event] = mlmd.get_events_by_artifact_ids([model.id])
    assert (event.execution_id, event.type) == (execution.id, mlpb.Event.OUTPUT)
    [context] = mlmd.get_contexts_by_artifact(model.id)
    assert context.id == execution.workspace.context_id


def test_logging_leaves_execution_and_workspace_as_they_are(
    execution: metadata.Execution, mlmd: MetadataStore
):
    [changed] = mlmd.get_executions_by_id([execution.id])
    changed.last_known_state = mlpb.Execution.RUNNING
    mlmd.put_executions([changed])
    before = mlmd.get_executions(), mlmd.get_contexts()
    execution.log_output(metadata.Metrics(name="m", uri="u"))
    execution.log_input(metadata.DataSet(name="d", uri="u"))
    assert (mlmd.get_executions(), mlmd.get_contexts()) == before


@pytest.mark.parametrize("kind", [metadata.DataSet, metadata.Model, metadata.Metrics])
def test_logging_twice_is_logging_once(kind, execution: metadata.Execution, mlmd: MetadataStore):
    artifact = execution.log_output(kind(name="x", uri="u"))
    first = artifact.id
    assert execution.log_output(artifact).id == first
    assert len(mlmd.get_artifacts()) == len(mlmd.get_events_by_artifact_ids([first])) == 1


def test_a_version_is_served_under_its_id(execution: metadata.Execution, mlmd: MetadataStore):
    labels = {"a_label": "some-value"}
    model = execution.log_output(metadata.Model(name="M", uri="u", version="1", labels=labels))
    serving = metadata.Execution(name="serving", workspace=execution.workspace)
    served = serving.log_input(metadata.Model(name="M", uri="u", version="1"))
    assert served.id == model.id
    events = mlmd.get_events_by_artifact_ids([model.id])
    assert {event.execution_id for event in events} == {execution.id, serving.id}
    # What is known of it stays what its maker said.
    assert execution.workspace.list()[0]["labels"] == labels


def test_another_workspace_has_its_own(execution: metadata.Execution, store: metadata.Store):
    model = execution.log_output(metadata.Model(name="M", uri="u", version="1"))
    elsewhere = metadata.Workspace(store=store, name="elsewhere")
    other = metadata.Execution(name="e", workspace=elsewhere)
    assert other.log_output(metadata.Model(name="M", uri="u", version="1")).id != model.id


def test_what_the_old_sdk_logged_is_found_without_an_external_id(
    execution: metadata.Execution, mlmd: MetadataStore
):
    model = metadata.Model(name="M", uri="u", version="1")
    stored = model.serialization()
    stored.type_id = execution._ledger.artifact_type_id(types.MODEL)
    stored.custom_properties[types.WORKSPACE].string_value = "demo workspace"
    [old] = mlmd.put_artifacts([stored])
    assert execution.log_input(model).id == old


def test_metrics_are_new_each_time(execution: metadata.Execution):
    one, other = (execution.log_output(metadata.Metrics(name="m", uri="u")) for _ in range(2))
    assert one.id != other.id


def test_many_writers_of_one_data_set_store_one(workspace: metadata.Workspace, mlmd: MetadataStore):
    executions = [metadata.Execution(name=str(n), workspace=workspace) for n in range(8)]

    def log(execution: metadata.Execution) -> int | None:
        return execution.log_input(metadata.DataSet(name="d", uri="u", version="1")).id

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(log, executions))
    assert ids == {one.id for one in mlmd.get_artifacts()}
    assert len(ids) == 1
    assert len(mlmd.get_events_by_artifact_ids(ids)) == 8


def test_an_artifact_of_another_workspace_by_its_id(
    execution: metadata.Execution, store: metadata.Store, mlmd: MetadataStore
):
    model = execution.log_output(metadata.Model(name="M", uri="u"))
    elsewhere = metadata.Workspace(store=store, name="elsewhere")
    metadata.Execution(name="e", workspace=elsewhere).log_input(model)
    assert len(mlmd.get_events_by_artifact_ids([model.id])) == 2
    assert elsewhere.list() == []


@pytest.mark.usefixtures("endpoint_type")
def test_a_class_of_ones_own(execution: metadata.Execution, mlmd: MetadataStore):
    traffic = mlpb.Value(double_value=0.5)
    one, other = (execution.log_output(Endpoint(traffic=traffic)) for _ in range(2))
    assert one.id != other.id
    [stored] = mlmd.get_artifacts_by_id([one.id])
    assert stored.custom_properties["traffic"] == traffic


@pytest.mark.usefixtures("endpoint_type")
def test_a_class_of_ones_own_that_says_what_is_the_same(execution: metadata.Execution):
    class Unique(Endpoint):
        @staticmethod
        def is_duplicated(a: mlpb.Artifact, b: mlpb.Artifact) -> bool:
            return a.uri == b.uri

    one, other = (execution.log_output(Unique()) for _ in range(2))
    assert one.id == other.id


@pytest.mark.usefixtures("endpoint_type")
@pytest.mark.parametrize("key", [types.WORKSPACE, types.RUN])
def test_the_sdks_own_properties_are_refused(
    key, execution: metadata.Execution, mlmd: MetadataStore
):
    with pytest.raises(ValueError, match=key):
        execution.log_output(Endpoint(**{key: mlpb.Value(string_value="mine")}))
    assert mlmd.get_artifacts() == []


@pytest.mark.parametrize(
    ("artifact", "said"),
    [
        (None, "'artifact' must be set"),
        ("model", "'artifact' must be set"),
        (Endpoint(), "invalid artifact type example.com/endpoint"),
        (metadata.Model(name="x", uri="u", description="__MLMD_NULL__"), "'description'"),
        (metadata.Model(name="\udc80", uri="u"), "surrogates"),
    ],
)
def test_what_cannot_be_logged_leaves_nothing(
    artifact, said, execution: metadata.Execution, mlmd: MetadataStore
):
    with pytest.raises(ValueError, match=said):
        execution.log_input(artifact)
    assert mlmd.get_artifacts() == []


def test_a_run_whose_name_could_not_be_read_again(
    workspace: metadata.Workspace, mlmd: MetadataStore
):
    run = metadata.Run(workspace, "__MLMD_NULL__")
    with pytest.raises(ValueError, match="'__kf_run__' must not be"):
        metadata.Execution("e", workspace=workspace, run=run)
    assert mlmd.get_executions() == []


@pytest.mark.parametrize("wrong", [99, -1, 2**70, "26"])
def test_an_id_that_the_store_does_not_have(
    wrong, execution: metadata.Execution, mlmd: MetadataStore
):
    model = metadata.Model(name="x", uri="u")
    model.id = wrong
    with pytest.raises(ValueError, match="invalid artifact id"):
        execution.log_input(model)
    assert mlmd.get_events_by_execution_ids([execution.id]) == []


@pytest.mark.parametrize(
    "arguments",
    [{"name": None}, {"name": 3}, {"workspace": None}, {"workspace": "w"}, {"run": "run_1"}],
)
def test_what_an_execution_needs(arguments, workspace: metadata.Workspace, mlmd: MetadataStore):
    with pytest.raises(ValueError, match=r"'(name|workspace|run)'"):
        metadata.Execution(**{"name": "e", "workspace": workspace} | arguments)
    assert mlmd.get_executions() == []


@pytest.mark.parametrize("arguments", [{"name": None}, {"workspace": None}, {"workspace": "w"}])
def test_what_a_run_needs(arguments, workspace: metadata.Workspace):
    with pytest.raises(ValueError, match=r"'(name|workspace)'"):
        metadata.Run(**{"name": "r", "workspace": workspace} | arguments)


def test_an_execution_of_another_store_logs_nothing(
    execution: metadata.Execution, mlmd: MetadataStore
):
    [stored] = mlmd.get_executions_by_id([execution.id])
    stored.external_id = "of another"
    mlmd.put_executions([stored])
    with pytest.raises(ValueError, match="no longer has the execution"):
        execution.log_output(metadata.Model(name="x", uri="u"))
    assert mlmd.get_artifacts() == []
