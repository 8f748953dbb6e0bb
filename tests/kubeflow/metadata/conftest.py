"""The SDK on a real store."""

import pytest

from kubeflow.metadata import metadata


@pytest.fixture
def store(store_address: str) -> metadata.Store:
    """The SDK's way to the empty store at `store_address`."""
    host, port = store_address.rsplit(":", 1)
    return metadata.Store(grpc_host=host, grpc_port=int(port))


@pytest.fixture
def workspace(store: metadata.Store) -> metadata.Workspace:
    """An empty workspace."""
    return metadata.Workspace(store=store, name="demo workspace", description="for a demo")


@pytest.fixture
def execution(workspace: metadata.Workspace) -> metadata.Execution:
    """An execution of a run, with nothing logged."""
    run = metadata.Run(workspace=workspace, name="run_1")
    return metadata.Execution(name="trainer", workspace=workspace, run=run)
