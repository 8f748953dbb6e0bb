"""What questions about words are asked of: a real store, with a catalog of it or without."""

from datetime import UTC, datetime

import pytest
from catalogs import catalog_of
from msgspec.structs import replace

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


@pytest.fixture
def sources(connection):
    return live(connection)


@pytest.fixture
def indexed(connection, tmp_path):
    """The store with a catalog of what it holds when this is asked."""

    def asked() -> Sources:
        return replace(live(connection), catalog=catalog_of(connection, tmp_path / "catalog"))

    return asked
