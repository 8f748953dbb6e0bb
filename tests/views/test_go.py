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
