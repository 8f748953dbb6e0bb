"""A page of a store that is away: it is asked for again once the store answers."""

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb
from playwright.sync_api import expect
from samples import served

from webapp.app import create_app
from webapp.settings import Settings
from webapp.store.connection import Connection
from webapp.store.core import Core
from webapp.store.endpoint import free_port
from webapp.store.server import bind

pytestmark = pytest.mark.browser

# As in a frame of another site, where some browsers let pages keep nothing.
NOTHING_IS_KEPT = """
for (const name of ['localStorage', 'sessionStorage']) {
  Object.defineProperty(window, name, { get() { throw new DOMException('', 'SecurityError'); } });
}
"""


@pytest.fixture
def nowhere():
    """The address of a store that is not there, and a connection to it."""
    connection = Connection(f"grpc://127.0.0.1:{free_port()}")
    yield str(connection.address), connection
    connection.close()


@pytest.fixture
def begun():
    """What begins an empty store at an address."""
    servers = []

    def begin(where):
        config = mlpb.ConnectionConfig()
        config.fake_database.SetInParent()
        server, _ = bind(Core(config), where)
        server.start()
        servers.append(server)

    yield begin
    for server in servers:
        server.stop(None).wait()


def test_it_comes_back_by_itself(open_page, complaints, nowhere, begun):
    where, connection = nowhere
    with served(create_app(Settings(call_deadline=0.5), connection)) as at:
        page = open_page("about:blank", alone=True)
        page.add_init_script(NOTHING_IS_KEPT)
        page.goto(f"{at}/artifacts/1")
        expect(page.locator("h1")).to_have_text("The store is away")
        expect(page.locator("[data-theme-toggle]")).to_be_visible()  # other scripts go on
        expect(page.get_by_text("asked for again as soon as the store answers")).to_be_visible()
        begun(where)
        expect(page.locator("h1")).to_have_text("Not found", timeout=20_000)
        assert page.evaluate("history.state.pause") == 4000
    # That something was not there is told in the console.
    complaints[:] = [one for one in complaints if "Failed to load resource" not in one]
