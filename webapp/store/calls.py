"""Calls to a store for one page: what they read is counted, and all have one time budget."""

import time
from collections.abc import Sequence, Sized
from typing import TYPE_CHECKING, Final, TypeVar

from webapp.errors import StoreTimeoutError
from webapp.store.connection import Connection
from webapp.store.questions import Question

if TYPE_CHECKING:
    from google.protobuf.message import Message

M = TypeVar("M", bound="Message")
Rows = TypeVar("Rows", bound=Sized)


class Calls:
    """Calls over a connection, each with a deadline, all together with another.

    `address` is the store's; `rows_read` counts what was read so far; `unreadable_contexts` are
    the ids of those that were come upon.
    """

    def __init__(
        self, connection: Connection, call_deadline: float = 5.0, page_deadline: float = 12.0
    ) -> None:
        self.address: Final = str(connection.address)
        self.rows_read = 0
        self.unreadable_contexts: Final[set[int]] = set()
        self._connection = connection
        self._call_deadline = call_deadline
        self._page_deadline = page_deadline
        self._end = time.monotonic() + page_deadline

    @property
    def seconds_left(self) -> float:
        """Seconds until the budget of this page is spent."""
        return self._end - time.monotonic()

    def _call(self, method: str, request: "Message", response: type[M]) -> M:
        left = self.seconds_left
        if left <= 0:
            spent = f"did not answer within {self._page_deadline:.3g} s."
            raise StoreTimeoutError(self.address, spent)
        return self._connection.call(method, request, response, min(left, self._call_deadline))

    def together(self, questions: Sequence[Question], seconds: float) -> list["Message | None"]:
        """The answers to calls that are all under way at once, None for each that failed."""
        left = min(seconds, self.seconds_left, self._call_deadline)
        if not questions or left <= 0:
            return [None] * len(questions)
        return self._connection.together(questions, left)

    def counted(self, rows: Rows) -> Rows:
        """The rows, which now count as read."""
        self.rows_read += len(rows)
        return rows
