"""One gRPC connection to a store, shared by every request of a process.

The channel is made on the first call of each process, so a server may fork after it made the
connection. Every call has a deadline; only what can heal is tried again.
"""

import os
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from webapp.errors import (
    DashboardError,
    StoreRefusedError,
    StoreTimeoutError,
    StoreTooLargeError,
    StoreUnavailableError,
    StoreUnreadableError,
)
from webapp.store import bundle
from webapp.store.address import Address
from webapp.store.questions import Question
from webapp.store.wire import SERVICE, grpc

if TYPE_CHECKING:
    from google.protobuf.message import Message

R = TypeVar("R", bound="Message")

CHANNEL_OPTIONS: Final = (
    # gRPC's own limit is 4 MiB, less than a page of rows with long values.
    ("grpc.max_receive_message_length", 256 * 2**20),
    ("grpc.max_send_message_length", 64 * 2**20),
    # The default backoff grows to two minutes: a store that came back would stay away.
    ("grpc.initial_reconnect_backoff_ms", 100),
    # Despite its name also how long one attempt to connect may take.
    ("grpc.min_reconnect_backoff_ms", 3000),
    ("grpc.max_reconnect_backoff_ms", 1000),
    # A store behind a dead address must not look alive for longer than a page may take.
    ("grpc.keepalive_time_ms", 20_000),
    ("grpc.keepalive_timeout_ms", 5_000),
)
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
# Pauses before the second and third try of a call that found nobody.
PAUSES: Final = (0.05, 0.2)
HEALING: Final = ("UNAVAILABLE", "ABORTED")
# What says nothing of what a server can do.
LATER: Final = ("UNAVAILABLE", "ABORTED", "DEADLINE_EXCEEDED", "CANCELLED", "RESOURCE_EXHAUSTED")


class RecordMissing(Exception):  # noqa: N818 - an answer, not a failure
    """MLMD's NOT_FOUND: the caller knows what was asked and what its absence means."""


class Connection:
    """Calls to the store at `url`; safe to share between threads."""

    def __init__(self, url: str) -> None:
        self.address: Final = Address.parse(url)
        self._lock = threading.Lock()
        self._channel: grpc.Channel | None = None
        self._process = 0
        # Our own server does, until one says otherwise.
        self._takes_bundles = True

    def call(self, method: str, request: "Message", response: type[R], seconds: float) -> R:
        """The store's answer to one call, within `seconds` over all tries.

        Raises RecordMissing for NOT_FOUND and a StoreError for every other failure.
        """
        end = time.monotonic() + seconds
        pauses = iter(PAUSES)
        invoke = self._method(method, request, response)
        while True:
            try:
                answer: R = invoke(request, timeout=max(end - time.monotonic(), 0.001))
            except grpc.RpcError as error:
                pause = next(pauses, None)
                cannot_heal = error.code().name not in HEALING
                if cannot_heal or pause is None or time.monotonic() + pause >= end:
                    raise self._failure(error, seconds) from error
                time.sleep(pause)
            else:
                return answer

    def together(self, questions: Sequence[Question], seconds: float) -> list["Message | None"]:
        """The answers to calls that are all under way at once, within `seconds`.

        None stands for each that failed: whoever needs its answer asks again, alone.
        """
        if self._takes_bundles:
            try:
                return self._bundled(questions, seconds)
            except grpc.RpcError as error:
                if error.code().name in LATER:
                    return [None] * len(questions)
                # Proxies may refuse what they do not know in other words than UNIMPLEMENTED.
                self._takes_bundles = False
        calls = [
            self._method(method, request, response).future(request, timeout=seconds)
            for method, request, response in questions
        ]
        return [_answer(call) for call in calls]

    def close(self) -> None:
        """Nothing; the channel is closed and opens again on the next call."""
        with self._lock:
            if self._channel is not None and self._process == os.getpid():
                self._channel.close()
            self._channel = None

    def _bundled(self, questions: Sequence[Question], seconds: float) -> list["Message | None"]:
        ask = self._open().unary_unary(
            f"/{bundle.SERVICE}/{bundle.METHOD}",
            request_serializer=bundle.encoded,
            response_deserializer=bundle.responses,
        )
        requests = [(method, request.SerializeToString()) for method, request, _ in questions]
        answers = ask(requests, timeout=seconds)
        return [
            None if answer is None else response.FromString(answer)
            for (_, _, response), answer in zip(questions, answers, strict=True)
        ]

    def _method(self, method: str, request: "Message", response: "type[Message]") -> Any:
        return self._open().unary_unary(
            f"/{SERVICE}/{method}",
            request_serializer=type(request).SerializeToString,
            response_deserializer=response.FromString,
        )

    def _open(self) -> "grpc.Channel":
        with self._lock:
            if self._channel is None or self._process != os.getpid():
                self._channel = self._connect()
                self._process = os.getpid()
            return self._channel

    def _connect(self) -> "grpc.Channel":
        options = list(CHANNEL_OPTIONS)
        if self.address.host in LOOPBACK:
            # gRPC obeys http_proxy even for this machine itself.
            options.append(("grpc.enable_http_proxy", 0))
        if self.address.secure:
            credentials = grpc.ssl_channel_credentials()
            return grpc.secure_channel(str(self.address), credentials, options)
        return grpc.insecure_channel(str(self.address), options)

    def _failure(self, error: "grpc.RpcError", seconds: float) -> DashboardError | RecordMissing:
        detail = (error.details() or "no reason given").strip()[:500]
        where = str(self.address)
        match error.code():
            case grpc.StatusCode.NOT_FOUND:
                return RecordMissing(detail)
            case grpc.StatusCode.UNAVAILABLE:
                return StoreUnavailableError(where, "does not answer.")
            case grpc.StatusCode.ABORTED:
                # Another transaction is in the way: the rows may be as readable as ever.
                return StoreUnavailableError(where, f"is busy: {detail}")
            case grpc.StatusCode.DEADLINE_EXCEEDED | grpc.StatusCode.CANCELLED:
                return StoreTimeoutError(where, f"did not answer within {seconds:.3g} s.")
            case grpc.StatusCode.UNAUTHENTICATED | grpc.StatusCode.PERMISSION_DENIED:
                return StoreRefusedError(where, f"refused the call: {detail}")
            case grpc.StatusCode.RESOURCE_EXHAUSTED:
                return StoreTooLargeError(where, f"has an answer too large to read: {detail}")
            case grpc.StatusCode.UNIMPLEMENTED:
                return StoreUnreadableError(where, f"is no ML Metadata service: {detail}")
        return StoreUnreadableError(where, f"failed on its own rows: {detail}")


def _answer(call: Any) -> "Message | None":
    try:
        answer: Message = call.result()
    except (grpc.RpcError, grpc.FutureCancelledError):
        return None
    return answer
