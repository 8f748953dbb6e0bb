"""MLMD's C++ core: the RPCs of its service over one database, bytes in and bytes out.

Its calls hold the GIL, so it lives in a process of its own and never in the web's.
"""

from threading import Lock
from typing import Final

from ml_metadata.metadata_store.pywrap.metadata_store_extension import metadata_store as mlmd
from ml_metadata.proto import metadata_store_pb2 as mlpb

FAILED_PRECONDITION: Final = 9
INTERNAL: Final = 13
UNAVAILABLE: Final = 14
# What the core says to every call from a failed COMMIT (a full disk) on, until it is opened anew.
WEDGED: Final = ("Transaction already open.", FAILED_PRECONDITION)

Answer = tuple[bytes, str, int]


class Core:
    """One open database; RuntimeError with MLMD's words if it cannot be opened."""

    def __init__(self, config: mlpb.ConnectionConfig) -> None:
        self._config: Final = config.SerializeToString()
        # One store is one database connection, and not thread-safe.
        self._lock: Final = Lock()
        self._closed = False
        self._store: object | None = None
        self._open()

    @staticmethod
    def offers(name: str) -> bool:
        """Whether this version of the core has the RPC `name`."""
        return hasattr(mlmd, name)

    def call(self, name: str, request: bytes) -> Answer:
        """The response of the RPC `name`; or b"", the reason, and gRPC's number for it."""
        with self._lock:
            if self._closed:
                return b"", "The store is closing.", UNAVAILABLE
            answer = self._invoke(name, request)
            if answer[1:] == WEDGED:
                # The call was refused before it began, so to repeat it is safe.
                self._store = None
                answer = self._invoke(name, request)
        return answer

    def close(self) -> None:
        """Nothing; the database is closed, its write-ahead log folded in."""
        with self._lock:
            self._closed = True
            # The core has no call for this: it closes when its last reference goes.
            self._store = None

    def _invoke(self, name: str, request: bytes) -> Answer:
        try:
            if self._store is None:
                self._open()
            response, reason, code = getattr(mlmd, name)(self._store, request)
        except RuntimeError as error:
            return b"", str(error), INTERNAL
        return response, reason.decode(errors="replace"), code

    def _open(self) -> None:
        options = mlpb.MigrationOptions().SerializeToString()
        self._store = mlmd.CreateMetadataStore(self._config, options)
