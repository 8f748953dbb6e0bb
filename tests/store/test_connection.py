"""Addresses, and what each failure of a call means."""

from concurrent import futures

import grpc
import pytest
from ml_metadata.proto import metadata_store_service_pb2 as service_pb2

from webapp import errors
from webapp.store.address import Address
from webapp.store.client import Store
from webapp.store.connection import Connection
from webapp.store.pages import read_ids
from webapp.store.paging import Listing
from webapp.store.questions import by_id, events_of
from webapp.store.wire import SERVICE


@pytest.mark.parametrize(
    ("url", "shown", "secure"),
    [
        ("grpc://127.0.0.1:8080", "127.0.0.1:8080", False),
        ("grpcs://ml.example:443/", "ml.example:443", True),
        ("grpc://[::1]:8080", "[::1]:8080", False),
    ],
)
def test_an_address_is_read(url, shown, secure):
    address = Address.parse(url)
    assert (str(address), address.secure) == (shown, secure)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "8080",
        "http://a:1",
        "grpc://a",
        "grpc://:80",
        "grpc://a:b",
        "grpc://a:1/x",
        "grpc://[:1",
    ],
)
def test_a_wrong_address_says_what_is_right(url):
    with pytest.raises(errors.SettingError, match="grpc://host:port"):
        Address.parse(url)


@pytest.mark.parametrize(
    "told", ["u:s3cret@h:8080", "s3cret@h:8080", "u:s3cret@h", "u:a@s3cret@h:1", "u:s3cret@[h:1"]
)
def test_a_login_is_refused_and_not_repeated(told):
    with pytest.raises(errors.SettingError, match="no user and no password") as failure:
        Address.parse(f"grpc://{told}")
    assert "s3cret" not in str(failure.value)
    assert "--store is 'grpc://***@" in str(failure.value)


class Failing(grpc.GenericRpcHandler):
    """A store that fails with one status the first `times` calls, then answers empty lists."""

    def __init__(self, code, times):
        self.code, self.times, self.calls = code, times, 0

    def service(self, _details):
        """The handler of any call."""

        def handle(request, context):
            self.calls += 1
            if self.calls <= self.times:
                context.abort(self.code, "the reason")
            return b""

        return grpc.unary_unary_rpc_method_handler(handle)


@pytest.fixture
def failing():
    """Start a store that fails: (code, times) to its handler and a connection to it."""
    started = []

    def start(code, times):
        handler = Failing(code, times)
        server = grpc.server(futures.ThreadPoolExecutor(2))
        server.add_generic_rpc_handlers([handler])
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        connection = Connection(f"grpc://127.0.0.1:{port}")
        started.append((server, connection))
        return handler, connection

    yield start
    for server, connection in started:
        connection.close()
        server.stop(None).wait()


@pytest.mark.parametrize(
    ("code", "error", "calls"),
    [
        (grpc.StatusCode.UNAVAILABLE, errors.StoreUnavailableError, 3),
        (grpc.StatusCode.ABORTED, errors.StoreUnavailableError, 3),
        (grpc.StatusCode.DEADLINE_EXCEEDED, errors.StoreTimeoutError, 1),
        (grpc.StatusCode.INTERNAL, errors.StoreUnreadableError, 1),
        (grpc.StatusCode.DATA_LOSS, errors.StoreUnreadableError, 1),
        (grpc.StatusCode.UNAUTHENTICATED, errors.StoreRefusedError, 1),
        (grpc.StatusCode.PERMISSION_DENIED, errors.StoreRefusedError, 1),
        (grpc.StatusCode.UNIMPLEMENTED, errors.StoreUnreadableError, 1),
    ],
)
def test_each_status_is_one_failure_and_only_what_can_heal_is_tried_again(
    failing, code, error, calls
):
    handler, connection = failing(code, times=99)
    with pytest.raises(error, match=str(connection.address)):
        Store(connection).artifacts(Listing())
    assert handler.calls == calls


def test_rows_of_a_busy_store_are_not_told_as_unreadable(failing):
    handler, connection = failing(grpc.StatusCode.ABORTED, times=99)
    with pytest.raises(errors.StoreUnavailableError, match="is busy: the reason"):
        read_ids(Store(connection), "artifact", range(1, 9))
    assert handler.calls == 3


def test_a_call_that_heals_succeeds(failing):
    handler, connection = failing(grpc.StatusCode.UNAVAILABLE, times=2)
    assert Store(connection).artifacts(Listing()) == ()
    assert handler.calls == 3


def test_a_page_too_large_to_read_at_once_is_read_in_halves(failing):
    handler, connection = failing(grpc.StatusCode.RESOURCE_EXHAUSTED, times=3)
    assert Store(connection).artifacts(Listing(), size=100) == ()
    assert handler.calls == 4


def test_the_service_is_mlmds_own():
    assert service_pb2.DESCRIPTOR.services_by_name["MetadataStoreService"].full_name == SERVICE


def test_a_server_without_bundles_is_asked_call_by_call_at_once(failing):
    handler, connection = failing(grpc.StatusCode.UNIMPLEMENTED, times=1)
    questions = [by_id("artifact", [1]), events_of("execution", [2])]
    artifacts, events = connection.together(questions, 5.0)
    assert (len(artifacts.artifacts), len(events.events), handler.calls) == (0, 0, 3)
    connection.together(questions, 5.0)
    assert handler.calls == 5


def test_what_fails_together_is_left_to_whoever_needs_it(failing):
    handler, connection = failing(grpc.StatusCode.UNAVAILABLE, times=1)
    assert connection.together([by_id("artifact", [1]), by_id("execution", [2])], 5.0) == [None] * 2
    assert handler.calls == 1
