"""What a page asks its store for, and how often it waits for an answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from webapp.store.connection import Connection
from webapp.store.questions import Question

if TYPE_CHECKING:
    from google.protobuf.message import Message

M = TypeVar("M", bound="Message")


class WaitingConnection(Connection):
    """A connection that notes in how many waits what was asked."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.waits: list[list[str]] = []

    def call(self, method: str, request: "Message", response: type[M], seconds: float) -> M:
        """The answer, as of any connection."""
        self.waits.append([method])
        return super().call(method, request, response, seconds)

    def together(self, questions: Sequence[Question], seconds: float) -> list["Message | None"]:
        """The answers, as of any connection."""
        self.waits.append([method for method, _, _ in questions])
        return super().together(questions, seconds)
