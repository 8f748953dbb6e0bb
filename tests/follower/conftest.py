"""A store to follow, and the catalog that follows it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from catalogs import catalog_of
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import Rows

from webapp.catalog.pages import every_row
from webapp.catalog.pulse import Pulse
from webapp.catalog.reader import Reader
from webapp.catalog.rows import Row
from webapp.catalog.search import Search
from webapp.errors import CatalogError
from webapp.follower.follower import Follower
from webapp.metadata import Kind
from webapp.store.connection import Connection
from webapp.store.core import Core
from webapp.store.server import bind

PATIENCE = 15.0


def eventually(found: Callable[[], object], within: float = PATIENCE) -> None:
    """Nothing, as soon as `found` answers true; AssertionError if it never does."""
    end = time.monotonic() + within
    while not found():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.02)


@pytest.fixture
def connection(store_address):
    connection = Connection(f"grpc://{store_address}")
    yield connection
    connection.close()


class Followed:
    """A catalog that is brought in step when it is asked, or all the time."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self.connection = connection
        self.folder = folder

    def rows(self, kind: Kind = "artifact") -> dict[int, Row]:
        """Every row of a kind by id, once the catalog is in step."""
        catalog_of(self.connection, self.folder)
        return self.rows_now(kind)

    def rows_now(self, kind: Kind = "artifact") -> dict[int, Row]:
        """Every row of a kind by id, as readers see them; none where there is no catalog."""
        try:
            snapshot = Reader(self.folder, aside=False).snapshot()
            return {row.id: row for row in every_row(snapshot, Search(kind))}
        except CatalogError:
            return {}

    def pulse(self) -> Pulse:
        """What the follower said last."""
        return Reader(self.folder).pulse() or Pulse(0.0)

    @contextmanager
    def always(self) -> Iterator[None]:
        """A block in which a follower runs, in step at its start."""
        stop = threading.Event()
        follower = Follower(self.connection, self.folder)
        running = threading.Thread(target=follower.run, args=[stop])
        running.start()
        try:
            eventually(lambda: self.pulse().checked)
            yield
        finally:
            stop.set()
            running.join()


@pytest.fixture
def followed(connection, tmp_path):
    return Followed(connection, tmp_path / "catalog")


class StoreFile:
    """A store in a file, on a port that stays while it is stopped, started, changed, replaced."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "metadata.db"
        self._port = 0
        self.start()
        self.connection = Connection(f"grpc://127.0.0.1:{self._port}")

    @property
    def rows(self) -> Rows:
        """What puts rows into it."""
        config = mlpb.MetadataStoreClientConfig(host="127.0.0.1", port=self._port)
        return Rows(MetadataStore(config))

    def start(self) -> None:
        """Nothing; it answers."""
        config = mlpb.ConnectionConfig()
        config.sqlite.filename_uri = str(self.path)
        self._core = Core(config)
        self._server, self._port = bind(self._core, f"127.0.0.1:{self._port}")
        self._server.start()

    def stop(self) -> None:
        """Nothing; it does not answer, and its file is nobody's."""
        self._server.stop(None).wait()
        self._core.close()

    def replace(self) -> None:
        """Nothing; another store, an empty one, answers in its place."""
        self.stop()
        self.path.unlink()
        self.start()


@pytest.fixture
def store_file(tmp_path):
    store = StoreFile(tmp_path)
    yield store
    store.connection.close()
    store.stop()


@pytest.fixture
def file_followed(store_file, tmp_path):
    return Followed(store_file.connection, tmp_path / "catalog")
