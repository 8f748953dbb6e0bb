"""Where a process of ours listens; standard library only, for the supervisor uses it too."""

import errno
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from webapp.errors import SettingError

LARGEST_PORT = 65535
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, not bound


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A host and port to listen on; port 0 is any free one."""

    host: str
    port: int

    @classmethod
    def parse(cls, option: str, text: str) -> "Endpoint":
        """The endpoint in `host:port`; SettingError, which names `option`, otherwise.

        >>> Endpoint.parse("--listen", "[::1]:5000")
        Endpoint(host='::1', port=5000)
        """
        expected = "HOST:PORT is right, as 127.0.0.1:5000"
        try:
            parts = urlsplit(f"//{text}")
            host, port = parts.hostname, parts.port
        except ValueError:
            raise SettingError(option, text, expected) from None
        if not host or port is None or parts.netloc != text or parts.username is not None:
            raise SettingError(option, text, expected)
        return cls(host, port)

    def __str__(self) -> str:
        """As people write it."""
        return host_and_port(self.host, self.port)

    def settled(self) -> "Endpoint":
        """The endpoint with a port of its own, free just now, if any would do."""
        return self if self.port else Endpoint(self.host, free_port(self.host))

    @property
    def reachable(self) -> "Endpoint":
        """The endpoint as a client on this machine calls it."""
        return Endpoint(EVERY_ADDRESS.get(self.host, self.host), self.port)

    def listen(self, option: str) -> socket.socket:
        """A socket that listens here; SettingError, which names `option`, if none can."""
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(
                self.host, self.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            listening = socket.socket(family, kind, protocol)
        except OSError:
            expected = "the host is not known on this machine; 127.0.0.1 is"
            raise SettingError(option, str(self), expected) from None
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # Whoever is accepted inherits it: the end of an answer that is sent in parts would
            # wait 40 ms for the other side to say that it has the rest.
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            listening.bind(address)
            listening.listen(1024)
        except OSError as error:
            listening.close()
            raise SettingError(option, str(self), _reason(error, self.port)) from None
        return listening

    def answers(self) -> bool:
        """Whether somebody accepts connections here."""
        try:
            socket.create_connection((self.reachable.host, self.port), timeout=1).close()
        except OSError:
            return False
        return True


def host_and_port(host: str, port: int) -> str:
    """The two as people write them.

    >>> host_and_port("127.0.0.1", 8080), host_and_port("::1", 8080)
    ('127.0.0.1:8080', '[::1]:8080')
    """
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def free_port(host: str = "127.0.0.1") -> int:
    """A port of `host` that nobody listens on just now."""
    with Endpoint(host, 0).listen("port") as listening:
        port: int = listening.getsockname()[1]
        return port


def next_free_port(port: int, host: str = "127.0.0.1") -> int:
    """The first port of `host` from `port` on that nobody listens on; any free one after 20."""
    for candidate in range(port, min(port + 20, LARGEST_PORT + 1)):
        try:
            Endpoint(host, candidate).listen("port").close()
        except SettingError:
            continue
        return candidate
    return free_port(host)


def _reason(error: OSError, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            other = port + 1 if port < LARGEST_PORT else port - 1
            return f"another program listens on port {port}; a free one is right, perhaps {other}"
        case errno.EADDRNOTAVAIL:
            return "it is no address of this machine; 127.0.0.1 is"
        case errno.EACCES:
            return "this user may not listen there; a port from 1024 on is right"
    return f"the system refuses it ({error.strerror})"
