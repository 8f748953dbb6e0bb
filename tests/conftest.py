"""A real MLMD store behind real gRPC for every test that wants one."""

from collections.abc import Iterator

import pytest
from counted import CountedCore
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import Rows

from webapp.store.client import Store
from webapp.store.connection import Connection
from webapp.store.server import bind

pytest_plugins = ["cases", "outside_needs", "package_index", "turns"]


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every app of the session takes its templates from one cache: many tests make an app."""
    cache = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {**Flask.jinja_options, "bytecode_cache": cache})
        yield


@pytest.fixture(scope="session", autouse=True)
def caches_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No command that a test starts keeps a catalog among the user's caches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture
def core() -> CountedCore:
    """An empty in-memory store, which counts what is written to it."""
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    return CountedCore(config)


@pytest.fixture
def store_address(core: CountedCore) -> Iterator[str]:
    """The host:port of that store."""
    server, port = bind(core, "127.0.0.1:0")
    server.start()
    yield f"127.0.0.1:{port}"
    server.stop(None).wait()


@pytest.fixture
def mlmd(store_address: str) -> MetadataStore:
    """The stock ml-metadata client on that store."""
    host, port = store_address.rsplit(":", 1)
    return MetadataStore(mlpb.MetadataStoreClientConfig(host=host, port=int(port)))


@pytest.fixture
def rows(mlmd: MetadataStore) -> Rows:
    """What writes rows into that store."""
    return Rows(mlmd)


@pytest.fixture
def store(store_address: str) -> Iterator[Store]:
    """That store as one page reads it."""
    connection = Connection(f"grpc://{store_address}")
    yield Store(connection)
    connection.close()
