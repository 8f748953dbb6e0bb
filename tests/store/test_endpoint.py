"""Where a process of ours listens."""

import socket

import pytest

from webapp.errors import SettingError
from webapp.store.endpoint import Endpoint, free_port, next_free_port


@pytest.mark.parametrize(
    ("text", "endpoint"),
    [
        ("127.0.0.1:5000", Endpoint("127.0.0.1", 5000)),
        ("localhost:0", Endpoint("localhost", 0)),
        ("[::1]:8080", Endpoint("::1", 8080)),
    ],
)
def test_an_endpoint_reads_as_it_prints(text, endpoint):
    assert Endpoint.parse("--listen", text) == endpoint
    assert str(endpoint) == text


@pytest.mark.parametrize(
    "text", ["", "8080", ":8080", "host", "host:", "host:http", "host:65536", "a:1/b", "u@h:1"]
)
def test_what_is_no_endpoint_names_the_option_and_what_is_right(text):
    with pytest.raises(SettingError, match=r"--listen is '.*': HOST:PORT is right") as failure:
        Endpoint.parse("--listen", text)
    assert repr(text) in str(failure.value)


def test_every_address_is_reached_on_this_machine():
    assert str(Endpoint("0.0.0.0", 80).reachable) == "127.0.0.1:80"  # noqa: S104
    assert str(Endpoint("::", 80).reachable) == "[::1]:80"


def test_a_taken_port_is_told_with_another_one():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingError, match=rf"another program listens on port {port}"):
            Endpoint("127.0.0.1", port).listen("--listen")
        assert Endpoint("127.0.0.1", port).answers()
        assert next_free_port(port) != port
    assert not Endpoint("127.0.0.1", port).answers()
    assert next_free_port(port) == port


@pytest.mark.parametrize(
    ("host", "reason"), [("192.0.2.1", "no address of this machine"), ("no.invalid", "not known")]
)
def test_a_host_that_is_not_ours_is_told(host, reason):
    with pytest.raises(SettingError, match=reason):
        Endpoint(host, 0).listen("--listen")


def test_the_end_of_an_answer_does_not_wait_for_the_rest_to_be_acknowledged():
    with (
        Endpoint("127.0.0.1", 0).listen("--listen") as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_free_port_can_be_listened_on():
    Endpoint("127.0.0.1", free_port()).listen("--listen").close()
