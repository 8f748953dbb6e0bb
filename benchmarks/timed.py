"""A connection to a store that knows how long its calls took."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from webapp.store.connection import Connection
from webapp.store.questions import Question

if TYPE_CHECKING:
    from google.protobuf.message import Message

R = TypeVar("R", bound="Message")


class Timed(Connection):
    """A connection that sums up the time of its calls."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.seconds = 0.0

    def call(self, method: str, request: "Message", response: type[R], seconds: float) -> R:
        """The answer, as of any connection."""
        with self._timed():
            return super().call(method, request, response, seconds)

    def together(self, questions: Sequence[Question], seconds: float) -> list["Message | None"]:
        """The answers, as of any connection."""
        with self._timed():
            return super().together(questions, seconds)

    @contextmanager
    def _timed(self) -> Iterator[None]:
        begin = time.perf_counter()
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - begin
