"""The app over a real store, and over one that is away."""

from collections.abc import Callable, Iterator

import pytest
from catalogs import catalog_of
from flask import Flask
from flask.testing import FlaskClient
from samples import sample_store

from webapp.app import create_app
from webapp.catalog.reader import Reader
from webapp.settings import Settings
from webapp.store.connection import Connection
from webapp.views.current import Services

NOWHERE = "grpc://127.0.0.1:1"


@pytest.fixture
def connection(store_address: str) -> Iterator[Connection]:
    """A connection to the empty in-memory store."""
    connection = Connection(f"grpc://{store_address}")
    yield connection
    connection.close()


@pytest.fixture(scope="package")
def shared_app() -> Flask:
    """The app of `client_over`, made once: its addresses take most of its time. Nobody changes it.

    A test of other settings, or of an app with more in it, makes one of its own.
    """
    return create_app(Settings(), Connection(NOWHERE))


@pytest.fixture
def client_over(shared_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., FlaskClient]:
    """Turns the app to a connection, and a catalog; gives a browser without scripts on it.

    Browsers that it gave before see the new ones too.
    """

    def made(connection: Connection, catalog: Reader | None = None) -> FlaskClient:
        shared = Services(Settings(), connection, catalog)
        monkeypatch.setitem(shared_app.extensions, "webapp", shared)
        return shared_app.test_client()

    return made


@pytest.fixture
def client(client_over: Callable[..., FlaskClient], connection: Connection) -> FlaskClient:
    """A browser without scripts, on the app over the empty in-memory store."""
    return client_over(connection)


@pytest.fixture
def client_of_nothing(client_over: Callable[..., FlaskClient]) -> Iterator[FlaskClient]:
    """The same on an address where no store answers."""
    connection = Connection(NOWHERE)
    yield client_over(connection)
    connection.close()


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app over a store with the sample in it, and its catalog."""
    with sample_store() as connection:
        catalog = catalog_of(connection, tmp_path_factory.mktemp("catalog"))
        yield create_app(Settings(), connection, catalog)
