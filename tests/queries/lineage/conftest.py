"""A pipeline logged into a real store, and the store as one page reads it."""

from collections.abc import Iterator

import pytest
from logged_pipeline import Logged
from ml_metadata import MetadataStore

from webapp.store.client import Store
from webapp.store.connection import Connection


@pytest.fixture
def store(store_address: str) -> Iterator[Store]:
    """The store, as one page reads it."""
    connection = Connection(f"grpc://{store_address}")
    yield Store(connection)
    connection.close()


@pytest.fixture
def logged(mlmd: MetadataStore) -> Logged:
    """That pipeline, logged."""
    return Logged(mlmd)
