"""The app over a real store, and over one that is away."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

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
