"""Static files and plotly from its wheel."""

import gzip
import re

import pytest
from plotly import __version__ as plotly_version


def linked(client, path: str = "/", **headers: str) -> list[str]:
    """The addresses of the files that a page asks for."""
    page = client.get(path, headers=headers).text
    return re.findall(r'(?:href|src)="((?:/metadata)?/(?:static|assets)/[^"#]+)', page)


def test_linked_files_are_versioned_and_kept(client):
    links = linked(client)
    assert links
    for link in links:
        with client.get(link) as answer:
            assert answer.status_code == 200, link
            assert "immutable" in answer.headers["Cache-Control"], link


def test_a_page_asks_for_all_styles_and_for_all_scripts_at_once(client):
    found = linked(client, **{"X-Forwarded-Prefix": "/metadata"})
    one = [re.sub("-[0-9a-f]{12}", "", link) for link in found if "/assets/" in link]
    assert one == ["/metadata/assets/styles.css", "/metadata/assets/scripts.js"]


def test_files_are_given_packed_to_who_can_unpack(client):
    for link in [link for link in linked(client) if "/assets/" in link]:
        plain = client.get(link)
        packed = client.get(link, headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


def test_a_file_of_another_version_is_asked_for_again(client):
    answer = client.get("/assets/scripts-0123.js")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["css/tokens.css?v=0123", "css/tokens.css?v=", "nowhere/../css/tokens.css?v=0123"]
)
def test_a_static_file_of_another_version_is_asked_for_again(client, path):
    with client.get(f"/static/{path}") as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"


def test_an_unversioned_static_file_is_asked_for_again(client):
    with client.get("/static/css/tokens.css") as answer:
        assert "immutable" not in answer.headers["Cache-Control"]


def test_plotly_comes_packed_from_its_wheel(client):
    address = f"/assets/plotly-{plotly_version}.min.js"
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"plotly.js v" in gzip.decompress(answer.data)[:200]
    assert client.get(address).data == gzip.decompress(answer.data)
