"""A catalog of a test's store, as its follower keeps it."""

from pathlib import Path

from webapp.catalog.reader import Reader
from webapp.follower.follower import Follower
from webapp.store.connection import Connection


def catalog_of(connection: Connection, folder: Path) -> Reader:
    """The catalog in `folder`, in step with the store now; ask again after the store changed."""
    Follower(connection, folder).once()
    return Reader(folder, aside=False)
