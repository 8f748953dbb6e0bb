"""The first build of the catalog beside the same calls to the store without it."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from benchmarks.ground import Ground
from benchmarks.processes import store_process
from benchmarks.report import Bar, Line
from webapp.follower.follower import Follower
from webapp.store.connection import Connection

if TYPE_CHECKING:
    from google.protobuf.message import Message

R = TypeVar("R", bound="Message")

CALL_SECONDS: Final = 60.0
# From so many artifacts on the bar is the ratio; smaller stores are built while one waits.
COMPARED: Final = 100_000
TWICE: Final = Bar(2, of_ratio=True)
FIVE_SECONDS: Final = Bar(5)


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it was made."""

    method: str
    request: bytes
    request_type: Any
    response_type: Any


class Noting(Connection):
    """A connection that notes every call."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.calls: list[Call] = []

    def call(self, method: str, request: "Message", response: type[R], seconds: float) -> R:
        """The answer, as of any connection."""
        self.calls.append(Call(method, request.SerializeToString(), type(request), response))
        return super().call(method, request, response, seconds)


def build(ground: Ground) -> Iterator[Line]:
    """A line for the whole build."""
    with store_process(ground.store) as process:
        noting = Noting(f"grpc://{process.address}")
        with tempfile.TemporaryDirectory(dir=ground.folder) as folder:
            begin = time.perf_counter()
            Follower(noting, Path(folder)).once()
            built = time.perf_counter() - begin
        begin = time.perf_counter()
        for one in noting.calls:
            request = one.request_type.FromString(one.request)
            Connection.call(noting, one.method, request, one.response_type, CALL_SECONDS)
        read = time.perf_counter() - begin
    bar = TWICE if ground.size >= COMPARED else FIVE_SECONDS
    yield Line("first build (floor: the same calls alone)", built, "s", read, bar)
