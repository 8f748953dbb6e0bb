"""The address of a store."""

from ml_metadata.proto import metadata_store_pb2 as mlpb

from kubeflow.metadata.client import Client

LARGEST_PORT = 65535


class Store:
    """A metadata store behind MLMD's gRPC service.

    Attributes:
        store: ml-metadata's client on it, for everything that the SDK has no name for.

    """

    def __init__(
        self,
        grpc_host: str = "metadata-grpc-service.kubeflow",
        grpc_port: int = 8080,
        root_certificates: bytes | None = None,
        private_key: bytes | None = None,
        certificate_chain: bytes | None = None,
    ) -> None:
        """Connect when first used, not now.

        Args:
            grpc_host: host name or address of the service.
            grpc_port: its port.
            root_certificates: PEM of the authority to trust; makes the connection TLS.
            private_key: PEM of this client's key, for mutual TLS.
            certificate_chain: PEM of this client's certificates, for mutual TLS.

        Raises:
            ValueError: the host or the port is none.

        """
        if not isinstance(grpc_host, str) or not grpc_host:
            raise ValueError("'grpc_host' must be set and in string type.")
        if not isinstance(grpc_port, int) or not 0 < grpc_port <= LARGEST_PORT:
            raise ValueError(f"'grpc_port' must be a number from 1 to {LARGEST_PORT}.")
        config = mlpb.MetadataStoreClientConfig(host=grpc_host, port=grpc_port)
        if root_certificates:
            config.ssl_config.custom_ca = root_certificates
        if private_key:
            config.ssl_config.client_key = private_key
        if certificate_chain:
            config.ssl_config.server_cert = certificate_chain
        self.store: Client = Client(config)
