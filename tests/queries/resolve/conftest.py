"""What questions about words are asked of: a real store, with a catalog of it or without."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from catalogs import catalog_of
from msgspec.structs import replace
from samples import empty_store, rows_of
from stored_rows import Rows

from webapp.queries.live.census import Census
from webapp.queries.sources import Sources
from webapp.store.client import Store
from webapp.store.connection import Connection


@pytest.fixture
def connection(store_address):
    connection = Connection(f"grpc://{store_address}")
    yield connection
    connection.close()


def live(connection: Connection) -> Sources:
    """The store alone."""
    return Sources(Store(connection), Census(), None, datetime.now(UTC))


def followed(connection: Connection, folder: Path) -> Sources:
    """The store with a catalog in `folder` of what it holds now."""
    return replace(live(connection), catalog=catalog_of(connection, folder))


@pytest.fixture
def sources(connection):
    return live(connection)


@pytest.fixture
def indexed(connection, tmp_path):
    """The store with a catalog of what it holds when this is asked."""
    return lambda: followed(connection, tmp_path / "catalog")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Puts rows into a store for tests that only read it; gives it alone, and with its catalog."""
    with ExitStack() as stores:

        def made(put: Callable[[Rows], object]) -> dict[str, Sources]:
            connection = stores.enter_context(empty_store())
            put(rows_of(connection))
            catalog = followed(connection, tmp_path_factory.mktemp("catalog"))
            return {"store": live(connection), "catalog": catalog}

        yield made
