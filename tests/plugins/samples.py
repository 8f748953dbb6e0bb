"""A store of this process with the sample in it, and a server for what is over it."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from ml_metadata.proto import metadata_store_pb2 as mlpb
from werkzeug.serving import make_server

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
