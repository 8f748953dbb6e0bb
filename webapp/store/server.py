"""MLMD's gRPC service, served from its own C++ core."""

from concurrent import futures
from typing import Final

import grpc
import msgspec
from ml_metadata.proto import metadata_store_service_pb2 as service_pb2

from webapp.store import bundle
from webapp.store.core import Core

SERVICE: Final = service_pb2.DESCRIPTOR.services_by_name["MetadataStoreService"]
STATUS: Final = {code.value[0]: code for code in grpc.StatusCode}
OPTIONS: Final = (
    # gRPC's own limit is 4 MiB: one long value would make its record unreadable.
    ("grpc.max_receive_message_length", 256 * 2**20),
    ("grpc.max_send_message_length", 256 * 2**20),
    # Else a second server on the port would start without an error and take half of its calls.
    ("grpc.so_reuseport", 0),
    # Clients that look whether we live are not sent away for it.
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.min_recv_ping_interval_without_data_ms", 5_000),
)
# The reason travels in a header, and headers over 16 KB arrive as RESOURCE_EXHAUSTED.
LONGEST_REASON: Final = 2_000


def bind(core: Core, address: str) -> tuple[grpc.Server, int]:
    """A server over `core`, bound to `address` but not yet started; and its port."""
    handlers = {
        rpc.name: _handler(core, rpc.name) for rpc in SERVICE.methods if core.offers(rpc.name)
    }
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=8), options=OPTIONS)
    server.add_generic_rpc_handlers(
        [
            grpc.method_handlers_generic_handler(SERVICE.full_name, handlers),
            grpc.method_handlers_generic_handler(bundle.SERVICE, {bundle.METHOD: _together(core)}),
        ]
    )
    return server, server.add_insecure_port(address)


def _handler(core: Core, name: str) -> "grpc.RpcMethodHandler[bytes, bytes]":
    def handle(request: bytes, context: grpc.ServicerContext) -> bytes:
        response, reason, code = core.call(name, request)
        if code:
            context.abort(STATUS[code], reason[:LONGEST_REASON])
        return response

    # No serializers: requests and responses stay bytes on their way to the core.
    return grpc.unary_unary_rpc_method_handler(handle)


def _together(core: Core) -> "grpc.RpcMethodHandler[bytes, bytes]":
    def handle(request: bytes, context: grpc.ServicerContext) -> bytes:
        try:
            asked = bundle.requests(request)
        except msgspec.MsgspecError as error:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error)[:LONGEST_REASON])
        return bundle.encoded([_response(core, *one) for one in asked])

    return grpc.unary_unary_rpc_method_handler(handle)


def _response(core: Core, name: str, request: bytes) -> bytes | None:
    if name not in SERVICE.methods_by_name or not core.offers(name):
        return None
    response, _, code = core.call(name, request)
    return None if code else response
