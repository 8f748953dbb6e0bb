"""A real MLMD store behind real gRPC for every test that wants one."""

from collections.abc import Iterator

import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.store.server import create_server

pytest_plugins = ["outside_needs", "package_index"]


@pytest.fixture
def store_address() -> Iterator[str]:
    """The host:port of an empty in-memory store."""
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    server, port = create_server(config, "127.0.0.1:0")
    server.start()
    yield f"127.0.0.1:{port}"
    server.stop(None).wait()


@pytest.fixture
def mlmd(store_address: str) -> MetadataStore:
    """The stock ml-metadata client on that store."""
    host, port = store_address.rsplit(":", 1)
    return MetadataStore(mlpb.MetadataStoreClientConfig(host=host, port=int(port)))
