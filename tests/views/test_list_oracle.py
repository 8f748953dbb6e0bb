"""Queries over HTTP against a plain Python reading of them."""

import pytest
from cases import cases
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.catalog import oracle
from tests.catalog.documents import TEXTS, store
from tests.catalog.trees import AWKWARD, SOME_KEYS, queries, texts
from webapp.app import create_app
from webapp.catalog.entries import entry
from webapp.catalog.place import Place
from webapp.catalog.pulse import Pulse, say
from webapp.catalog.query.printing import quoted, text_of
from webapp.catalog.query.tokens import LONGEST_QUERY
from webapp.catalog.query.tree import Equal, Field, Query, reaches
from webapp.catalog.reader import Reader
from webapp.catalog.sorting import SORTED_BY, Sort
from webapp.catalog.writer import Writer
from webapp.settings import Settings
from webapp.store.connection import Connection

LATER = 4e9  # seconds since 1970: as if the follower had spoken just now
FIELDS = [*SORTED_BY, "metric.team"]
VALUES = st.sampled_from(TEXTS)
WORDS = st.sampled_from([text for text in TEXTS if oracle.words(text)])
# Walks need a store.
UNWALKED = queries(VALUES, WORDS).filter(lambda query: not reaches(query))
PIECES = [*AWKWARD, "type:", "label.", "created:", "id:>", "OR ", "NOT ", "AND ", " TO "]
SAID = st.lists(st.sampled_from(PIECES)).map("".join)


@pytest.fixture(scope="module")
def documents():
    """Artifacts whose texts, keys and numbers are awkward."""
    return store(7, 60)


@pytest.fixture(scope="module")
def client(documents, tmp_path_factory) -> FlaskClient:
    """The app over a catalog of them; its store is away."""
    folder = tmp_path_factory.mktemp("catalog")
    place = Place(folder)
    index = place.fresh()
    with Writer(index) as writer:
        writer.add(map(entry, documents))
        writer.commit({})
    place.adopt(index)
    say(folder, Pulse(said=LATER, complete=True, checked=LATER, swept=0.0))
    app = create_app(Settings(), Connection("grpc://127.0.0.1:1"), Reader(folder))
    return app.test_client()


def asked(client, q, **said):
    return client.get("/artifacts.json", query_string={"q": q, "limit": 200, "facets": "", **said})


@cases(100)
@given(query=UNWALKED, sort=st.sampled_from(FIELDS), down=st.booleans())
def test_a_text_finds_what_it_means(client, documents, query, sort, down):
    order = Sort.parse(f"{'-' if down else ''}{sort}")
    answer = asked(client, text_of(query), sort=str(order))
    assert answer.status_code == 200, answer.text
    meant = [one for one in documents if oracle.matches(one, query, {})]
    found = answer.get_json()
    assert [item["id"] for item in found["items"]] == [
        one.id for one in oracle.ordered(meant, order)
    ]
    assert found["total"] == len(meant)


@cases(100)
@given(text=st.one_of(SAID, texts()))
def test_any_text_is_answered_or_refused_with_its_place(client, text):
    answer = asked(client, text)
    assert answer.status_code in (200, 400, 503), answer.text
    if answer.status_code == 400:
        error = answer.get_json()["error"]
        assert error["code"] == "bad_query"
        assert 0 <= error["position"] <= len(text)
    page = client.get("/artifacts", query_string={"q": text})
    assert page.status_code == answer.status_code
    assert ('id="reason"' in page.text) == (answer.status_code == 400)


@pytest.mark.parametrize("name", ["label", "property", "param"])
@pytest.mark.parametrize("key", SOME_KEYS)
def test_any_key_is_found_and_led_to(client, documents, name, key):
    for value in TEXTS:
        query = Query((Equal(Field(name, key), value),))
        meant = {one.id for one in documents if oracle.matches(one, query, {})}
        for text in (text_of(query), f"{name}.{quoted(key)}:{quoted(value)}"):
            answer = asked(client, text)
            assert {item["id"] for item in answer.get_json()["items"]} == meant


@pytest.mark.parametrize(
    "text",
    [
        "x" * LONGEST_QUERY,
        "a OR " * (LONGEST_QUERY // 5 - 1) + "b",
        "(" * 40 + "a" + ")" * 40,
        "-" * 1_000 + "a",
        '"' + "\\" * (LONGEST_QUERY - 2) + '"',
        "x" * 100_000,
        "a " * 50_000,
        "\x00\x01\n\t",
        "label." + "k" * 10_000 + ":x",
        "created:>" + "9" * 10_000,
        "id:" + "9" * 10_000,
    ],
    ids=lambda text: f"{text[:12]!r}",
)
def test_no_text_is_too_much(client, text):
    for path in ("/artifacts", "/artifacts.json", "/artifacts.csv", "/artifacts.atom"):
        answer = client.get(path, query_string={"q": text})
        assert answer.status_code in (200, 400)
        # A page names what it was asked for in each of its links.
        assert len(answer.data) < (3_000_000 if answer.status_code == 200 else 100_000)
