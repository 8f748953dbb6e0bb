"""What the frame of every page says of the store."""

import pytest

from webapp.app import create_app
from webapp.settings import Settings


def page(connection, **settings):
    return create_app(Settings(**settings), connection).test_client().get("/shortcuts").text


def test_a_store_elsewhere_is_called_by_its_address(connection):
    address = str(connection.address)
    told = page(connection)
    assert f"Live from {address}" in told
    assert f'Store <span class="mono">{address}</span></span>' in told


def test_a_store_of_its_own_is_called_by_its_name_and_its_address_is_told(connection):
    told = page(connection, store_name="metadata.db")
    assert "Live from metadata.db" in told
    address = f'<span class="mono">{connection.address}</span></span>'
    assert f'Store <span class="mono">metadata.db</span> at {address}' in told


@pytest.mark.parametrize("name", ["a\udcff\u202eb.db", "a\n b.db"])
def test_a_name_that_no_page_could_be_encoded_with_is_shown_without_it(connection, name):
    assert "Live from a b.db" in page(connection, store_name=name)
