"""From a word to a page over HTTP."""

import pytest
from stored_rows import Rows


@pytest.fixture
def story(mlmd):
    rows = Rows(mlmd)
    rows.artifact("MNIST", version="v1", uri="gcs://my-bucket/mnist")
    rows.artifact("MNIST", version="v2")
    rows.execution("training")
    return rows


def test_one_match_opens_at_once(story, client):
    answer = client.get("/go?q=MNIST:v1")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/artifacts/1")
    assert client.get("/go", query_string={"q": "#2"}).headers["Location"] == "/artifacts/2"
    uri = client.get("/go", query_string={"q": "gcs://my-bucket/mnist"})
    assert uri.headers["Location"] == "/artifacts/1"


def test_what_pages_write_leads_to_what_they_write_it_of(story, client):
    for text, path in (
        ("MNIST v2", "/artifacts/2"),
        ("training #1", "/executions/1"),
        ("http://localhost/artifacts/2/lineage?up=1", "/artifacts/2/lineage?up=1"),
        ("/artifacts/2", "/artifacts/2"),
        ("/artifacts/2/lineage?up=1", "/artifacts/2/lineage?up=1"),
    ):
        answer = client.get("/go", query_string={"q": text})
        assert answer.headers["Location"] == path
    elsewhere = client.get("/go", query_string={"q": "http://other.example/artifacts/2"})
    assert elsewhere.status_code == 404
    assert 'href="/artifacts?q=http' in elsewhere.text


def test_the_way_there_carries_the_prefix(story, client):
    answer = client.get("/go?q=training", headers={"X-Forwarded-Prefix": "/metadata"})
    assert answer.headers["Location"] == "/metadata/executions/1"


def test_several_matches_are_listed(story, client):
    page = client.get("/go?q=mnist")
    assert page.status_code == 200
    assert "2 matches" in page.text
    assert '"/artifacts/1"' in page.text
    assert '"/artifacts/2"' in page.text
    both = client.get("/go?q=1")
    assert '"/artifacts/1"' in both.text
    assert '"/executions/1"' in both.text


def test_nothing_found_says_what_was_tried(story, client):
    page = client.get("/go?q=nobody")
    assert page.status_code == 404
    assert "Nothing is called nobody" in page.text
    assert "artifacts with exactly this URI" in page.text


def test_no_word_asks_for_one(client):
    for address in ("/go", "/go?q=", "/go?q=%20"):
        page = client.get(address)
        assert page.status_code == 200
        assert 'name="q"' in page.text


@pytest.mark.parametrize(
    "word",
    [
        "<script>alert(1)</script>",
        "//example.org",
        "\\\\example.org",
        "javascript:alert(1)",
        "\r\nX: y",
    ],
)
def test_hostile_words_stay_words(client, word):
    page = client.get("/go", query_string={"q": word})
    assert page.status_code == 404
    assert "<script>alert" not in page.text


def test_a_word_that_is_too_long_is_refused(client):
    page = client.get("/go", query_string={"q": "x" * 5000})
    assert page.status_code == 400
    assert "at most 4,000 characters" in page.text


def test_a_store_that_is_away_is_named(client_of_nothing):
    page = client_of_nothing.get("/go?q=mnist")
    assert page.status_code == 503
    assert "127.0.0.1:1" in page.text


def test_a_link_by_name_leads_to_the_id(story, client):
    answer = client.get("/a?name=MNIST&version=v1&type=model")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/artifacts/1")
    for latest in ("/a?name=MNIST", "/a?name=MNIST&version=latest"):
        assert client.get(latest).headers["Location"] == "/artifacts/2"
    under = client.get("/a?name=MNIST", headers={"X-Forwarded-Prefix": "/metadata"})
    assert under.headers["Location"] == "/metadata/artifacts/2"


def test_a_name_with_blanks_around_it_has_a_link_that_leads_to_it(story, client):
    made = story.artifact(" lead ", version="v1")
    for said in (" lead ", "MNIST", " MNIST "):
        answer = client.get("/a", query_string={"name": said, "version": "v1"})
        expected = made if said == " lead " else 1
        assert answer.headers["Location"] == f"/artifacts/{expected}"
    assert client.get("/a?name=lead&version=v1").status_code == 404


def test_a_link_by_name_that_leads_nowhere_says_what_it_says(story, client):
    page = client.get("/a?name=MNIST&version=v3&workspace=x<b>")
    assert page.status_code == 404
    assert "MNIST in version v3, in workspace x&lt;b&gt;" in page.text
    assert "/go?q=MNIST" in page.text


def test_two_artifacts_of_one_name_and_version_are_listed(story, client):
    story.artifact("MNIST", version="v1")
    page = client.get("/a?name=MNIST&version=v1")
    assert page.status_code == 200
    assert '"/artifacts/1"' in page.text
    assert '"/artifacts/3"' in page.text


@pytest.mark.parametrize("query", ["", "name=", "version=v1", "name=" + "x" * 5000])
def test_a_link_by_name_needs_one(client, query):
    page = client.get(f"/a?{query}")
    assert page.status_code == 400
    assert "it takes the name of an artifact" in page.text


def test_suggestions_lead_to_pages(story, client):
    items = client.get("/go/suggest.json?q=mni").get_json()["items"]
    assert [(one["name"], one["version"], one["others"]) for one in items] == [("MNIST", "v2", 1)]
    assert client.get(items[0]["url"]).status_code == 200
    assert client.get("/go/suggest.json?q=").get_json() == {"items": []}
    assert client.get("/go/suggest.json").get_json() == {"items": []}
    long = client.get("/go/suggest.json", query_string={"q": "x" * 5000})
    assert long.get_json()["error"]["code"] == "bad_parameter"


def test_a_store_that_is_away_suggests_nothing_and_says_so(client_of_nothing):
    answer = client_of_nothing.get("/go/suggest.json?q=a")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (503, "store_unavailable")
    assert client_of_nothing.get("/a?name=x").status_code == 503
