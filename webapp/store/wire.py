"""gRPC and MLMD's messages, loaded with the first call to a store."""

from typing import TYPE_CHECKING, Final

from webapp.late import Late

__all__ = ["SERVICE", "WIRE", "grpc", "mlpb", "service_pb2", "struct_pb2"]

# MLMD's service, as its messages name it.
SERVICE: Final = "ml_metadata.MetadataStoreService"

WIRE: Final = {
    "grpc": Late("grpc"),
    "struct_pb2": Late("google.protobuf.struct_pb2"),
    "mlpb": Late("ml_metadata.proto.metadata_store_pb2"),
    "service_pb2": Late("ml_metadata.proto.metadata_store_service_pb2"),
}

if TYPE_CHECKING:
    import grpc
    from google.protobuf import struct_pb2
    from ml_metadata.proto import metadata_store_pb2 as mlpb
    from ml_metadata.proto import metadata_store_service_pb2 as service_pb2
else:
    grpc, struct_pb2 = WIRE["grpc"], WIRE["struct_pb2"]
    mlpb, service_pb2 = WIRE["mlpb"], WIRE["service_pb2"]
