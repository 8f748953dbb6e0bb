"""Where a store listens."""

from urllib.parse import urlsplit

from msgspec import Struct

from webapp.errors import SettingError
from webapp.store.endpoint import host_and_port
from webapp.store.location import refuse_login


class Address(Struct, frozen=True):
    """Where a store listens."""

    host: str
    port: int
    secure: bool

    @classmethod
    def parse(cls, url: str) -> "Address":
        """The address in `grpc://host:port` or `grpcs://host:port`; SettingError otherwise.

        >>> str(Address.parse("grpc://metadata-grpc-service.kubeflow:8080"))
        'metadata-grpc-service.kubeflow:8080'
        """
        refuse_login(url)
        expected = "grpc://host:port or grpcs://host:port is right, as grpc://127.0.0.1:8080"
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            raise SettingError("--store", url, expected) from None
        if parts.scheme not in ("grpc", "grpcs") or not host or not port or parts.path.strip("/"):
            raise SettingError("--store", url, expected)
        return cls(host, port, parts.scheme == "grpcs")

    def __str__(self) -> str:
        """As people write it."""
        return host_and_port(self.host, self.port)
