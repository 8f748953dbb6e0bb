"""Stores of this process, empty or with the sample in it, and a server for what is over them."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from servers import create_server
from stored_rows import Rows
from werkzeug.serving import make_server

from webapp.sample import log_sample
from webapp.store.connection import Connection


@contextmanager
def empty_store() -> Iterator[Connection]:
    """A connection to a store without a record, which lasts as long as this does."""
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    store, port = create_server(config, "127.0.0.1:0")
    store.start()
    connection = Connection(f"grpc://127.0.0.1:{port}")
    yield connection
    connection.close()
    store.stop(None).wait()


def rows_of(connection: Connection) -> Rows:
    """What puts rows into the store at the other end."""
    there = connection.address
    return Rows(MetadataStore(mlpb.MetadataStoreClientConfig(host=there.host, port=there.port)))


@contextmanager
def sample_store() -> Iterator[Connection]:
    """A connection to a store with the sample in it, which lasts as long as this does."""
    with empty_store() as connection:
        log_sample(connection.address.host, connection.address.port, lambda _: None)
        yield connection


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address where a server of this process answers for the app."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    web = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=web.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{web.server_port}"
    web.shutdown()
    serving.join()
    web.server_close()
