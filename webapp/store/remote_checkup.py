"""The check-up of a store that runs: whether it is reached, answers, and can be read."""

import socket
import time
from collections.abc import Iterator
from typing import Final

from webapp.errors import (
    DashboardError,
    StoreRefusedError,
    StoreTimeoutError,
    StoreUnavailableError,
    StoreUnreadableError,
)
from webapp.metadata import Kind
from webapp.store.address import Address
from webapp.store.checkup import Checkup, Finding, Line, versions
from webapp.store.client import Store
from webapp.store.connection import Connection
from webapp.store.pages import read_page
from webapp.store.paging import Listing

CONNECT_SECONDS: Final = 3.0
CALL_SECONDS: Final = 5.0
ALL_SECONDS: Final = 20.0
COUNT_SECONDS: Final = 4.0  # for the rows of one kind
SLOW_MS: Final = 1_000
KINDS: Final[tuple[Kind, ...]] = ("artifact", "execution", "context")


def check_remote(url: str) -> Checkup:
    """What can be said of the store at `url`; SettingError if that is no address."""
    address = Address.parse(url)
    lines: list[Line] = [("program", versions()), ("store", url)]
    connection = Connection(url)
    try:
        lines.append(("reached", f"{address} in {_connect(address):.0f} ms"))
        service = _Service(Store(connection, CALL_SECONDS, ALL_SECONDS))
        lines += service.lines()
    except OSError as error:
        return Checkup(tuple(lines), (_unreached(address, error),))
    except DashboardError as error:
        return Checkup(tuple(lines), (_failed(address, error),))
    finally:
        connection.close()
    return Checkup(tuple(lines), tuple(service.findings()), service.complete)


def _connect(address: Address) -> float:
    """The milliseconds that it took."""
    start = time.perf_counter()
    socket.create_connection((address.host, address.port), CONNECT_SECONDS).close()
    return (time.perf_counter() - start) * 1000


def _unreached(address: Address, error: OSError) -> Finding:
    if isinstance(error, socket.gaierror):
        wrong = f"Nobody knows the name {address.host}."
        mend = "inside Kubernetes a service is SERVICE.NAMESPACE; outside, forward its port."
        return Finding(wrong, f"check the name: {mend}")
    if isinstance(error, ConnectionRefusedError):
        wrong = f"Nothing listens at {address}."
        return Finding(wrong, "start the store, or check the port.")
    reason = error.strerror or str(error)
    return Finding(f"{address} cannot be reached: {reason}.", "check network and firewall.")


def _failed(address: Address, error: DashboardError) -> Finding:
    other = "grpc" if address.secure else "grpcs"
    match error:
        case StoreRefusedError():
            mend = "the service wants a login that this program does not have: ask who runs it."
        case StoreUnavailableError() | StoreTimeoutError():
            mend = f"something listens there that speaks no gRPC; TLS may differ: try {other}://"
        case StoreUnreadableError():
            mend = f"check that {address} is MLMD's gRPC service, and what its log says."
        case _:
            mend = "see the log of the service."
    return Finding(str(error), mend)


class _Service:
    """Questions to a store that answers, as many as there is time for."""

    def __init__(self, store: Store) -> None:
        self.complete = True
        self._store = store
        self._unreadable: dict[Kind, list[int]] = {}
        self._slowest = 0.0

    def lines(self) -> Iterator[Line]:
        """What the service offers and holds."""
        start = time.perf_counter()
        types = [(kind, len(self._store.types(kind))) for kind in KINDS]
        self._slowest = (time.perf_counter() - start) * 1000 / len(types)
        yield "answers", f"MLMD's gRPC service, in {self._slowest:.0f} ms a call"
        yield "types", ", ".join(f"{number:,} of {kind}s" for kind, number in types)
        yield "holds", ", ".join(self.counted(kind) for kind in KINDS)

    def findings(self) -> Iterator[Finding]:
        """What is wrong with it."""
        for kind, ids in self._unreadable.items():
            shown = ", ".join(map(str, ids[:10])) + (" and others" if len(ids) > 10 else "")  # noqa: PLR2004
            wrong = f"The store fails on {len(ids):,} {kind}s: {shown}. The dashboard reads around."
            yield Finding(wrong, "doctor on its database file tells which property is at fault.")
        if self._slowest > SLOW_MS:
            wrong = f"A plain call takes {self._slowest:,.0f} ms."
            yield Finding(wrong, "look at the load of the service and of its database.")

    def counted(self, kind: Kind) -> str:
        end = time.monotonic() + COUNT_SECONDS
        number, listing = 0, Listing("id")
        while True:
            page = read_page(self._store, kind, listing)
            number += len(page.records)
            if page.unreadable:
                self._unreadable.setdefault(kind, []).extend(page.unreadable)
            if page.end is None:
                return f"{number:,} {kind}{'' if number == 1 else 's'}"
            if time.monotonic() > end:
                self.complete = False
                return f"at least {number:,} {kind}s"
            listing = Listing("id", after=page.end)
