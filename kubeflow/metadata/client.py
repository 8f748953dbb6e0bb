"""The stock ml-metadata client with what it lacks: deadlines, quick healing, large answers."""

import ipaddress
import random
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

import grpc
from ml_metadata import MetadataStore, errors
from ml_metadata.proto import metadata_store_pb2 as mlpb
from ml_metadata.proto import metadata_store_service_pb2 as pb

T = TypeVar("T")

# Seconds that one call may take, and after which none is tried again.
DEADLINE: Final = 10.0
PATIENCE: Final = 15.0

# Bytes of the largest answer; gRPC's own limit of 4 MiB is less than one page of large artifacts.
LARGEST_ANSWER: Final = 256 * 1024 * 1024

# Seconds before each further attempt: a store that restarts is back within them.
WAITS: Final = (0.1, 0.3, 0.9, 2.0)

# A read may be repeated after each of these, a write only where it is known to have left nothing.
READ_HEALS: Final = (
    errors.UnavailableError,
    errors.AbortedError,
    errors.DeadlineExceededError,
)
WRITE_HEALS: Final = (errors.AbortedError,)


class Client(MetadataStore):  # type: ignore[misc] # ml-metadata is not typed
    """ml-metadata's client on one gRPC address; every method of it works as documented there."""

    def put_types(self, request: pb.PutTypesRequest) -> None:
        """Register types, all in one call."""
        self._call("PutTypes", request, pb.PutTypesResponse())

    def _get_channel(self, config: mlpb.MetadataStoreClientConfig) -> grpc.Channel:
        self._grpc_timeout_sec = DEADLINE
        host = f"[{config.host}]" if ":" in config.host else config.host
        options: list[tuple[str, int]] = [
            ("grpc.max_receive_message_length", LARGEST_ANSWER),
            ("grpc.initial_reconnect_backoff_ms", 100),
            ("grpc.max_reconnect_backoff_ms", 1000),
        ]
        if is_loopback(config.host):
            # gRPC would hand a call to this very machine to the proxy in http_proxy.
            options.append(("grpc.enable_http_proxy", 0))
        target = f"{host}:{config.port}"
        if not config.HasField("ssl_config"):
            return grpc.insecure_channel(target, options)
        tls = config.ssl_config
        credentials = grpc.ssl_channel_credentials(
            *(text.encode() or None for text in (tls.custom_ca, tls.client_key, tls.server_cert))
        )
        return grpc.secure_channel(target, credentials, options)

    def _call(
        self,
        method_name: str,
        request: Any,
        response: Any,
        extra_options: object = None,  # noqa: ARG002 - MLMD's, which ignores it too
    ) -> None:
        heals = READ_HEALS if method_name.startswith("Get") else WRITE_HEALS
        heal(lambda: self._call_method(method_name, request, response), heals)


def heal(call: Callable[[], T], causes: tuple[type[Exception], ...]) -> T:
    """What `call` returns, after a few more attempts where it fails for one of `causes`."""
    end = time.monotonic() + PATIENCE
    for wait in WAITS:
        try:
            return call()
        except causes:
            if time.monotonic() > end:
                raise
            # Many writers that failed together must not come back together.
            time.sleep(wait * random.uniform(0.5, 1.0))  # noqa: S311
    return call()


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("::1")
    (True, True, True)
    >>> is_loopback("metadata-grpc-service.kubeflow")
    False
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
