"""A write that comes twice, as after a broken connection."""

import pytest
from ml_metadata import MetadataStore, errors
from ml_metadata.proto import metadata_store_pb2 as mlpb
from servers import create_server

from kubeflow.metadata import metadata, types
from kubeflow.metadata.ledger import Ledger


@pytest.fixture
def ledger(workspace: metadata.Workspace) -> Ledger:
    return workspace._ledger


# The store says "already exists" with all of the node, which is more than gRPC's error text holds.
@pytest.mark.parametrize("size", [1, 40_000])
def test_an_artifact_that_is_there_already(
    size: int,
    ledger: Ledger,
    execution: metadata.Execution,
    mlmd: MetadataStore,
    monkeypatch: pytest.MonkeyPatch,
):
    # As another store's server does, which does not cut it.
    monkeypatch.setattr("webapp.store.server.LONGEST_REASON", 100_000)
    text = mlpb.Value(string_value="x" * size)
    artifact = mlpb.Artifact(
        type_id=ledger.artifact_type_id(types.MODEL),
        external_id="sdk:1",
        properties={"description": text},
    )
    event = mlpb.Event(execution_id=execution.id, type=mlpb.Event.OUTPUT)
    first = ledger.add_artifact(artifact, event, "demo workspace")
    assert ledger.add_artifact(artifact, event, "demo workspace") == first
    assert len(mlmd.get_artifacts()) == 1
    assert len(mlmd.get_events_by_artifact_ids([first])) == 1


def test_an_execution_that_is_there_already(ledger: Ledger, mlmd: MetadataStore):
    execution = mlpb.Execution(type_id=ledger.execution_type_id(), external_id="sdk:1")
    first = ledger.add_execution(execution, "demo workspace")
    assert ledger.add_execution(execution, "demo workspace") == first
    assert len(mlmd.get_executions()) == 1


def test_a_write_that_the_store_refuses_leaves_nothing(
    ledger: Ledger, execution: metadata.Execution, mlmd: MetadataStore
):
    event = mlpb.Event(execution_id=execution.id, type=mlpb.Event.OUTPUT)
    with pytest.raises(errors.NotFoundError):
        ledger.add_artifact(mlpb.Artifact(type_id=99), event, "demo workspace")
    assert mlmd.get_artifacts() == []
    assert mlmd.get_events_by_execution_ids([execution.id]) == []


def test_what_is_too_large_for_a_store_is_said_so(monkeypatch: pytest.MonkeyPatch):
    # As another store's server, which takes gRPC's 4 MiB at once.
    monkeypatch.setattr("webapp.store.server.OPTIONS", ())
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    server, port = create_server(config, "127.0.0.1:0")
    server.start()
    try:
        workspace = metadata.Workspace(metadata.Store("127.0.0.1", port), "w")
        with pytest.raises(errors.ResourceExhaustedError, match="larger than max"):
            metadata.Execution(name="e", workspace=workspace, description="x" * 5_000_000)
        assert workspace.store.get_executions() == []
    finally:
        server.stop(None).wait()
