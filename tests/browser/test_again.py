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


def test_it_comes_back_by_itself(open_page, complaints):
    where = f"127.0.0.1:{free_port()}"
    connection = Connection(f"grpc://{where}")
    with served(create_app(Settings(store=f"grpc://{where}", call_deadline=0.5), connection)) as at:
        page = open_page("about:blank", alone=True)
        page.goto(f"{at}/artifacts/1")
        expect(page.locator("h1")).to_have_text("The store is away")
        expect(page.get_by_text("asked for again as soon as the store answers")).to_be_visible()
        config = mlpb.ConnectionConfig()
        config.fake_database.SetInParent()
        server, _ = bind(Core(config), where)
        server.start()
        expect(page.locator("h1")).to_have_text("Not found", timeout=20_000)
        server.stop(None).wait()
    connection.close()
    complaints.clear()  # what was not there is told in the console
