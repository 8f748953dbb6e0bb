"""A store to follow, and the catalog that follows it."""

import pytest
from catalogs import catalog_of
from stored_rows import Rows

from webapp.catalog.pages import every_row
from webapp.catalog.rows import Row
from webapp.catalog.search import Search
from webapp.metadata import Kind
from webapp.store.connection import Connection


@pytest.fixture
def connection(store_address):
    connection = Connection(f"grpc://{store_address}")
    yield connection
    connection.close()


@pytest.fixture
def rows(mlmd):
    return Rows(mlmd)


class Followed:
    """A catalog that is brought in step when it is asked."""

    def __init__(self, connection: Connection, folder) -> None:
        self.connection = connection
        self.folder = folder

    def rows(self, kind: Kind = "artifact") -> dict[int, Row]:
        """Every row of a kind by id."""
        snapshot = catalog_of(self.connection, self.folder).snapshot()
        return {row.id: row for row in every_row(snapshot, Search(kind))}


@pytest.fixture
def followed(connection, tmp_path):
    return Followed(connection, tmp_path / "catalog")
