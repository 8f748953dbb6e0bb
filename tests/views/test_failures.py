"""What the user reads when something fails."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from flask.testing import FlaskClient

from webapp.app import create_app
from webapp.settings import Settings
from webapp.store.connection import Connection


class Refusing(grpc.GenericRpcHandler):
    """A service that lets nobody in."""

    def service(self, handler_call_details):  # noqa: ARG002 - gRPC names it
        """The same answer for every method."""

        def refused(request, context):
            context.abort(grpc.StatusCode.PERMISSION_DENIED, "RBAC: access denied")

        return grpc.unary_unary_rpc_method_handler(refused)


@pytest.fixture
def refused(client_over) -> Iterator[FlaskClient]:
    """A browser on the app over a store that lets nobody in."""
    server = grpc.server(ThreadPoolExecutor(1))
    server.add_generic_rpc_handlers((Refusing(),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    connection = Connection(f"grpc://127.0.0.1:{port}")
    yield client_over(connection)
    connection.close()
    server.stop(None).wait()


def test_a_store_that_refuses_is_neither_empty_nor_away(refused):
    for path in ("/artifacts/1", "/artifacts", "/"):
        answer = refused.get(path)
        assert answer.status_code == 502
        assert "The store does not let the dashboard in" in answer.text
        assert "RBAC: access denied" in answer.text
    twin = refused.get("/artifacts/1.json")
    assert twin.get_json()["error"]["code"] == "store_refused"


@pytest.mark.parametrize("ending", ["json", "pack.zip"])
def test_files_of_a_lineage_fail_in_json(client, ending):
    answer = client.get(f"/artifacts/99/lineage.{ending}")
    assert answer.get_json()["error"]["code"] == "not_found"


def test_an_address_without_page_is_a_real_404(client):
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "No page has the address /nowhere" in answer.text
    assert "removed from the store" not in answer.text
    assert "removed from the store" in client.get("/artifacts/99").text


def test_what_has_a_name_or_a_word_is_not_said_to_have_an_id(client):
    assert "is no page of this dashboard" in client.get("/types/nothing/1").text


def test_the_json_twin_fails_in_json(client):
    answer = client.get("/artifacts/99.json")
    assert answer.status_code == 404
    error = answer.get_json()["error"]
    assert error["code"] == "not_found"
    assert error["message"] == "No artifact has the id 99."
    assert error["request_id"] == answer.headers["X-Request-Id"]


def test_a_bug_is_a_page_with_the_request_id_and_not_its_trace(connection, caplog):
    client = create_app(Settings(), connection).test_client()

    @client.application.get("/bug")
    def bug():
        raise RuntimeError("secret detail")

    answer = client.get("/bug")
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    assert "secret detail" not in answer.text
    assert "secret detail" in caplog.text
