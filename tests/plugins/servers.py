"""A test's own server of MLMD's service."""

import grpc
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.store.core import Core
from webapp.store.server import bind


def create_server(config: mlpb.ConnectionConfig, address: str) -> tuple[grpc.Server, int]:
    """A server over `config`, bound to `address` but not yet started; and its port."""
    return bind(Core(config), address)
