"""One connection that stays open, as a browser holds it, with a clock."""

import http.client
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from benchmarks.processes import HOST

PATIENCE_SECONDS = 60.0


class WrongError(Exception):
    """An answer that is not the right one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page, and the seconds from the question to its last byte."""

    body: bytes
    seconds: float


class Client:
    """A client of the server on a port of this machine."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        self._connection.close()

    def get(self, path: str) -> Answer:
        """The page; WrongError for one that has another status than 200."""
        begin = time.perf_counter()
        try:
            self._connection.request("GET", path)
            response = self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # It was kept open for longer than the server keeps one.
            self._connection.close()
            begin = time.perf_counter()
            self._connection.request("GET", path)
            response = self._connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - begin
        if response.status != http.client.OK:
            raise WrongError(f"{path}: status {response.status}")
        return Answer(body, seconds)
