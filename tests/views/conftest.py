"""The app over a real store, and over one that is away."""

from collections.abc import Iterator

import pytest
from catalogs import catalog_of
from flask import Flask
from flask.testing import FlaskClient
from samples import sample_store

from webapp.app import create_app
from webapp.settings import Settings
from webapp.store.connection import Connection


@pytest.fixture
def connection(store_address: str) -> Iterator[Connection]:
    """A connection to the empty in-memory store."""
    connection = Connection(f"grpc://{store_address}")
    yield connection
    connection.close()


@pytest.fixture
def client(connection: Connection) -> FlaskClient:
    """A browser without scripts, on the app over that store."""
    return create_app(Settings(), connection).test_client()


@pytest.fixture
def client_of_nothing() -> Iterator[FlaskClient]:
    """The same on an address where no store answers."""
    connection = Connection("grpc://127.0.0.1:1")
    yield create_app(Settings(), connection).test_client()
    connection.close()


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app over a store with the sample in it, and its catalog."""
    with sample_store() as connection:
        catalog = catalog_of(connection, tmp_path_factory.mktemp("catalog"))
        yield create_app(Settings(), connection, catalog)
