"""MLMD's gRPC service, served from its own C++ core."""

from collections.abc import Callable
from concurrent import futures
from threading import Lock

import grpc
from ml_metadata.metadata_store.pywrap.metadata_store_extension import metadata_store as core
from ml_metadata.proto import metadata_store_pb2 as mlpb
from ml_metadata.proto import metadata_store_service_pb2 as service_pb2

SERVICE = service_pb2.DESCRIPTOR.services_by_name["MetadataStoreService"]
STATUS = {code.value[0]: code for code in grpc.StatusCode}


def create_server(config: mlpb.ConnectionConfig, address: str) -> tuple[grpc.Server, int]:
    """A server over `config`, bound to `address` but not yet started; and its port."""
    store = core.CreateMetadataStore(
        config.SerializeToString(), mlpb.MigrationOptions().SerializeToString()
    )
    lock = Lock()  # One store is one database connection, and not thread-safe.

    def forward(
        method: Callable[[object, bytes], tuple[bytes, bytes, int]],
    ) -> grpc.RpcMethodHandler:
        def handle(request: bytes, context: grpc.ServicerContext) -> bytes:
            with lock:
                response, error, code = method(store, request)
            if code:
                context.abort(STATUS[code], error.decode(errors="replace"))
            return response

        # No serializers: requests and responses stay bytes on their way to the core.
        return grpc.unary_unary_rpc_method_handler(handle)

    handlers = {
        rpc.name: forward(getattr(core, rpc.name))
        for rpc in SERVICE.methods
        if hasattr(core, rpc.name)
    }
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
    server.add_generic_rpc_handlers(
        [grpc.method_handlers_generic_handler(SERVICE.full_name, handlers)]
    )
    return server, server.add_insecure_port(address)
