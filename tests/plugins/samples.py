"""A store of this process with the sample in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.sample import log_sample
from webapp.store.connection import Connection
from webapp.store.server import create_server


@contextmanager
def sample_store() -> Iterator[Connection]:
    """A connection to the store, which lasts as long as this does."""
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    store, port = create_server(config, "127.0.0.1:0")
    store.start()
    log_sample("127.0.0.1", port, lambda _: None)
    connection = Connection(f"grpc://127.0.0.1:{port}")
    yield connection
    connection.close()
    store.stop(None).wait()
