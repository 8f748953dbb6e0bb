"""Static files and plotly from its wheel."""

import gzip
import re

from plotly import __version__ as plotly_version


def test_linked_static_files_are_versioned_and_kept(client):
    page = re.sub(r'<link rel="modulepreload"[^>]*>', "", client.get("/").text)
    links = re.findall(r'(?:href|src)="(/static/[^"#]+)', page)
    assert links
    for link in links:
        with client.get(link) as answer:
            assert answer.status_code == 200, link
            assert "immutable" in answer.headers["Cache-Control"], link


def test_what_scripts_import_is_asked_for_with_them_by_the_names_they_use(client):
    page = client.get("/", headers={"X-Forwarded-Prefix": "/metadata"}).text
    ahead = re.findall(r'<link rel="modulepreload" href="/metadata(/static/js/[^"]+)">', page)
    with client.get("/static/js/main.js") as script:
        imports = re.findall(r"from '\./([\w-]+\.js)'", script.text)
    assert {f"/static/js/{name}" for name in imports} < {*ahead}
    for address in ahead:
        with client.get(address) as answer:
            assert answer.status_code == 200, address


def test_an_unversioned_static_file_is_asked_for_again(client):
    with client.get("/static/css/tokens.css") as answer:
        assert "immutable" not in answer.headers["Cache-Control"]


def test_plotly_comes_packed_from_its_wheel(client):
    address = f"/assets/plotly-{plotly_version}.min.js"
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"plotly.js v" in gzip.decompress(answer.data)[:200]
    assert client.get(address).data == gzip.decompress(answer.data)
