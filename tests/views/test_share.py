"""What pages say of themselves to those who link to them."""

import re
from html import unescape

import pytest
from hostile import SCRIPT, Hostile
from stored_rows import Rows

from webapp.app import create_app
from webapp.settings import Settings


@pytest.fixture
def model(mlmd):
    return Rows(mlmd).artifact("rank", version="v7")


def tags(page, pattern):
    return [unescape(one) for one in re.findall(pattern, page.text)]


def canonical(page):
    (found,) = tags(page, r'<link rel="canonical" href="([^"]*)">')
    return found


def alternates(page):
    found = re.findall(r'<link rel="alternate" type="([^"]*)" href="([^"]*)"', page.text)
    return {kind: unescape(address) for kind, address in found}


def test_a_page_has_one_address_whatever_it_was_asked_with(client, model):
    for address in ("/artifacts/1", "/artifacts/1?embed=1", "/artifacts/1?x="):
        assert canonical(client.get(address)) == "http://localhost/artifacts/1"
    for address in ("/artifacts?sort=id&q=type:model", "/artifacts?q=type%3Amodel&sort=id&q=b"):
        found = canonical(client.get(f"{address}&nobody=knows"))
        assert found == "http://localhost/artifacts?q=type:model&sort=id"


def test_the_address_is_the_one_that_readers_use(client, model):
    headers = {"X-Forwarded-Prefix": "/metadata", "X-Forwarded-Proto": "https"}
    page = client.get("/artifacts/1", headers=headers)
    assert canonical(page) == "https://localhost/metadata/artifacts/1"
    assert alternates(page)["application/json"] == "/metadata/artifacts/1.json"
    odd = client.get("/artifacts/1", headers={"X-Forwarded-Proto": 'javascript:"'})
    assert canonical(odd) == "http://localhost/artifacts/1"


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/artifacts/1", {"application/json"}),
        ("/artifacts/1/lineage?up=1", {"application/json"}),
        ("/artifacts?q=type:model", {"application/json", "text/csv"}),
        ("/compare?ids=1,2", {"application/json", "text/csv"}),
        ("/go?q=rank", set()),
        ("/", set()),
    ],
)
def test_every_twin_that_a_page_names_answers(client, model, mlmd, path, kinds):
    Rows(mlmd).artifact("rank", version="v8")
    named = alternates(client.get(path))
    assert set(named) >= kinds
    for kind, address in named.items():
        answer = client.get(address, buffered=True)
        assert (answer.status_code, answer.mimetype) == (200, kind.removesuffix("+oembed"))


def test_a_preview_has_a_title_and_a_sentence(client, model):
    page = client.get("/artifacts/1")
    assert tags(page, r'<meta property="og:title" content="([^"]*)"') == ["rank v7, Model"]
    (words,) = tags(page, r'<meta property="og:description" content="([^"]*)"')
    assert words.startswith("Model rank v7 was logged on ")
    assert words.endswith("Nothing is recorded to have read it.")


def test_names_stay_inside_their_attributes(client, mlmd):
    ids = Hostile(mlmd).records("script")
    page = client.get(f"/artifacts/{ids['artifacts']}")
    head = page.text.partition("</head>")[0]
    assert "<script>alert" not in head
    assert "<img" not in head
    (title,) = tags(page, r'<meta property="og:title" content="([^"]*)"')
    assert title.startswith(SCRIPT[:20])


def test_in_a_frame_there_is_no_navigation_but_a_way_out(client, model):
    page = client.get("/artifacts/1?embed=1")
    assert "<nav class=" not in page.text.partition("<main")[0]
    assert '<base target="_blank">' in page.text
    assert 'href="http://localhost/artifacts/1">' in page.text
    listed = client.get("/artifacts?embed=1")
    assert "Ignored" not in listed.text


def test_oembed_tells_how_to_show_a_page(client, model):
    answer = client.get("/oembed?url=http://localhost/artifacts/1/lineage?up%3D1&maxwidth=500")
    told = answer.get_json()
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", "Lineage of rank v7")
    assert (told["width"], told["height"]) == (500, 540)
    source = unescape(re.search(r'src="([^"]*)"', told["html"])[1])
    assert source == "http://localhost/artifacts/1/lineage?up=1&embed=1"
    assert client.get(source.removeprefix("http://localhost")).status_code == 200
    named = alternates(client.get("/artifacts/1"))["application/json+oembed"]
    assert client.get(named).get_json()["title"] == "rank v7"
    other = client.get("/oembed?url=http://localhost/artifacts?q%3Da")
    assert other.get_json()["title"] == "ML Metadata"


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example/artifacts/1",
        "https://localhost.evil.example/artifacts/1",
        "javascript:alert(1)",
        "//localhost/artifacts/1",
        "http://localhost/nothing",
        "http://localhost/static/css/base.css",
        "http://localhost/artifacts/99",
        "http://[",
    ],
)
def test_what_is_no_page_of_ours_is_a_404(client, model, address):
    answer = client.get("/oembed", query_string={"url": address})
    assert answer.status_code == 404
    assert answer.get_json()["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 400), ("url=http://localhost/&maxwidth=x", 400), ("url=a&format=xml", 501)],
)
def test_what_oembed_cannot_do_is_said(client, query, status):
    answer = client.get(f"/oembed?{query}")
    assert answer.status_code == status
    assert answer.get_json()["error"]["message"]


def test_under_a_prefix_only_pages_below_it_are_ours(client, model):
    headers = {"X-Forwarded-Prefix": "/metadata"}
    inside = "/oembed?url=http://localhost/metadata/artifacts/1"
    told = client.get(inside, headers=headers).get_json()
    assert "http://localhost/metadata/artifacts/1?embed=1" in told["html"]
    outside = "/oembed?url=http://localhost/metadatas/artifacts/1"
    assert client.get(outside, headers=headers).status_code == 404


@pytest.fixture
def answer_in_container(connection, model):
    """What a path answers under a name as container engines give it."""
    client = create_app(Settings(allowed_hosts=("my_dash",)), connection).test_client()
    return lambda path: client.get(path, headers={"Host": "my_dash:7214"})


def test_the_name_of_a_container_stands_in_addresses(answer_in_container):
    page = answer_in_container("/artifacts/1")
    address = "http://my_dash:7214/artifacts/1"
    assert canonical(page) == address
    assert tags(page, r'<meta property="og:url" content="([^"]*)"') == [address]
    feed = answer_in_container("/artifacts.atom").text
    assert f'href="{address}"' in feed
    assert "http:///" not in feed
    assert answer_in_container("/artifacts//1").location == address


def test_a_page_at_the_name_of_a_container_is_ours(answer_in_container):
    told = answer_in_container("/oembed?url=http://my_dash:7214/artifacts/1").get_json()
    assert "http://my_dash:7214/artifacts/1?embed=1" in told["html"]
    assert answer_in_container("/oembed?url=http:///artifacts/1").status_code == 404


def test_paper_says_when_and_from_where(client, model):
    page = client.get("/artifacts/1")
    assert re.search(
        r'<p class="paper">Read from store \S+ on .* UTC. http://localhost/artifacts/1</p>',
        page.text,
    )


def test_every_way_elsewhere_stays_without_navigation(client, model):
    for address, there in (
        ("/a?name=rank", "/artifacts/1"),
        ("/go?q=%231", "/artifacts/1"),
        ("/go?q=/artifacts/1/lineage?up%3D1", "/artifacts/1/lineage?up=1"),
        ("/lineage?q=artifact/1", "/artifacts/1/lineage"),
        ("/lineage?from=artifact/1&to=artifact/2", "/artifacts/1/lineage?to=artifact/2"),
        ("/artifacts?columns=id&columns=type", "/artifacts?columns=id,type"),
        ("/compare?ids=1&ids=2", "/compare?ids=1,2"),
    ):
        plain = client.get(address)
        assert (plain.status_code, plain.location) == (302, there)
        embedded = client.get(f"{address}&embed=1")
        assert embedded.location == f"{there}{'&' if '?' in there else '?'}embed=1"
