"""The lists over HTTP, without scripts."""

import csv
import io
import re
from html import unescape

import pytest
from stored_rows import DATA_SET, MODEL

from webapp.app import create_app
from webapp.catalog.query.editing import with_term
from webapp.catalog.query.printing import text_of
from webapp.catalog.query.tree import Field, Query
from webapp.settings import Settings

LISTS = ("artifacts", "executions", "workspaces")
HOSTILE = '<script>alert("x")</script>\'"&\u202e\0 =1+1'


@pytest.fixture
def story(rows):
    """Two workspaces with models, data and executions."""
    one, two = rows.workspace("demo workspace"), rows.workspace("w2")
    rows.artifacts(3, MODEL, [one])
    rows.artifacts(2, DATA_SET, [two])
    rows.execution("training", of=[one], __kf_run__="r")
    rows.execution("scoring", "FAILED", of=[two], error="out of memory")
    return rows


def links(page, text):
    """The addresses of the links of a page whose attributes or words hold `text`."""
    found = re.findall(r"<a ([^>]*)>(.*?)</a>", page.get_data(as_text=True), re.DOTALL)
    return [
        unescape(re.search(r'href="([^"]*)"', attributes)[1])
        for attributes, words in found
        if text in unescape(attributes) or text in unescape(re.sub(r"<[^>]+>", "", words))
    ]


def names(page):
    """The names of a page's rows."""
    found = re.findall(
        r'<th scope="row">.*?<a [^>]*>(.*?)</a>', page.get_data(as_text=True), re.DOTALL
    )
    return [unescape(one) for one in found]


def rows_of(page):
    """The ids of a page's artifacts."""
    return re.findall(r'href="/artifacts/(\d+)"', page.text)


@pytest.mark.parametrize("path", LISTS)
def test_an_empty_store_says_so(client, path):
    page = client.get(f"/{path}")
    assert page.status_code == 200
    assert f"This store has no {path[:-1]} yet" in page.text
    twin = client.get(f"/{path}.json").get_json()
    assert (twin["items"], twin["total"], twin["after"]) == ([], 0, None)
    assert client.get(f"/{path}.ndjson").text == ""
    assert client.get(f"/{path}.csv").text.count("\r\n") == 1


@pytest.mark.parametrize(
    "path",
    ["artifacts", "executions", "workspaces"]
    + [f"artifacts.{form}" for form in ("json", "csv", "ndjson", "atom")],
)
def test_a_store_that_is_away_is_named_and_never_empty(client_of_nothing, path):
    answer = client_of_nothing.get(f"/{path}")
    assert answer.status_code == 503
    assert "127.0.0.1:1" in answer.text
    assert answer.headers["Retry-After"]
    if "." in path:
        assert answer.get_json()["error"]["code"] == "store_unavailable"


def test_rows_are_shown_with_links(story, client):
    page = client.get("/artifacts")
    assert "5 artifacts" in page.text
    assert rows_of(page) == ["5", "4", "3", "2", "1"]
    page = client.get("/executions")
    assert names(page) == ["scoring", "training"]
    assert "Failed" in page.text
    assert "out of memory" in page.text
    page = client.get("/workspaces")
    assert names(page) == ["w2", "demo workspace"]
    assert page.text.count("Executions per day, last 14 days") == 2


def test_the_json_twin_has_the_documented_shape(story, client):
    twin = client.get("/artifacts.json?limit=2&facets=type,workspace,label.team&after=").get_json()
    assert list(twin) == ["items", "total", "facets", "after", "catalog"]
    assert list(twin["items"][0]) == [
        *("kind", "id", "type", "name", "version", "workspace", "run", "owner", "state", "uri"),
        *("created", "updated", "labels", "metrics", "url"),
    ]
    assert (twin["items"][0]["id"], twin["items"][0]["url"]) == (5, "/artifacts/5")
    assert twin["total"] == 5
    assert twin["facets"] == {
        "workspace": [{"value": "demo workspace", "count": 3}, {"value": "w2", "count": 2}],
        "type": [{"value": MODEL, "count": 3}, {"value": DATA_SET, "count": 2}],
    }
    assert twin["catalog"] == {"complete": False, "progress": 0.0, "behind_seconds": 0}
    rest = client.get(
        "/artifacts.json", query_string={"limit": 3, "after": twin["after"]}
    ).get_json()
    assert [item["id"] for item in rest["items"]] == [3, 2, 1]
    assert rest["after"] is None


def test_only_the_facets_that_are_asked_for_are_counted(story, client):
    assert list(client.get("/artifacts.json?facets=type").get_json()["facets"]) == ["type"]
    assert client.get("/artifacts.json?facets=").get_json()["facets"] == {}


def test_a_total_that_is_still_counted_is_null(story, connection):
    settings = Settings(page_deadline=2.5)
    twin = create_app(settings, connection).test_client().get("/artifacts.json").get_json()
    assert (twin["total"], twin["total_at_least"], len(twin["items"])) == (None, 0, 5)
    page = create_app(settings, connection).test_client().get("/artifacts")
    assert "At least 0 artifacts" in page.text


def test_the_csv_twin_holds_every_row_and_no_formula(rows, client):
    rows.artifact("=HYPERLINK(1)", DATA_SET)
    rows.artifacts(60, MODEL)
    answer = client.get("/artifacts.csv?limit=5")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="artifacts.csv"'
    table = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(table) == 61
    assert table[-1]["name"] == "'=HYPERLINK(1)"
    only = list(csv.DictReader(io.StringIO(client.get("/artifacts.csv?q=type:model").text)))
    assert len(only) == 60


def test_a_csv_file_that_ends_early_says_where_it_goes_on(rows, client, monkeypatch):
    monkeypatch.setattr("webapp.queries.live.exported.MOST_ROWS", 1)
    rows.artifacts(210, MODEL)
    text = client.get("/artifacts.csv?q=type:model").text
    (rest,) = re.findall(r"This file ends after 200 rows\. The rest: (\S+)", text)
    assert client.get(rest).text.count("\r\n") == 11


def test_facets_chips_and_empty_lists_link_to_filters(story, client):
    page = client.get("/artifacts")
    filtered = client.get(links(page, 'title="demo workspace"')[0])
    assert "3 artifacts" in filtered.text
    (remove,) = links(filtered, "Remove filter workspace demo workspace")
    assert remove == "/artifacts"
    empty = client.get('/artifacts?q=type:nothing workspace:"w2"')
    assert "No artifact at all has" in empty.text
    assert "No artifact matches all 2 filters" in empty.text
    assert len(names(client.get(links(empty, "Remove type:nothing")[0]))) == 2


def test_newer_and_older_walk_the_list(story, client):
    page = client.get("/artifacts?limit=2&sort=id")
    forwards = [rows_of(page)]
    while older := re.search(r'rel="next" href="([^"]*)"', page.text):
        page = client.get(unescape(older[1]))
        forwards.append(rows_of(page))
    backwards = [rows_of(page)]
    while newer := re.search(r'rel="prev" href="([^"]*)"', page.text):
        page = client.get(unescape(newer[1]))
        backwards.append(rows_of(page))
    assert forwards == [["1", "2"], ["3", "4"], ["5"]]
    assert backwards == forwards[::-1]


def test_the_size_of_a_page_is_kept_by_its_links(story, client):
    page = client.get("/artifacts?limit=2")
    assert "<option selected>2</option>" in page.text
    assert all("limit=2" in one for one in links(page, "Older"))
    assert "/artifacts?sort=created&limit=2" in links(page, "Created")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("limit=-1", "limit=-1 cannot be used: it takes a whole number from 1 to 200"),
        ("limit=201", "limit=201"),
        ("limit=abc", "limit=abc"),
        ("sort=owner", "sort by name, id, created"),
        ("after=x", "after=x"),
        ("before=1.x", "before=1.x"),
        ("sort=name&after=5.4", "after=5.4"),
        ("columns=nothing", "columns=nothing cannot be used: the columns are type"),
        ("facets=created", "facets=created cannot be used: what is counted is"),
        ("more=nothing", "more=nothing"),
        ("q=onwer:ana", "did you mean “owner”? Fields: name, type"),
        ("q=type:%22a", "the quote that starts here has no end"),
    ],
)
def test_what_cannot_be_read_is_said(client, query, said):
    for path in LISTS:
        page = client.get(f"/{path}?{query}")
        assert page.status_code == 400
        assert said in unescape(page.text)
        twin = client.get(f"/{path}.json?{query}")
        assert twin.status_code == 400
        assert said in twin.get_json()["error"]["message"]
        assert client.get(f"/{path}.csv?{query}").status_code == 400


@pytest.mark.parametrize("ending", ["", ".json", ".csv", ".ndjson", ".atom"])
def test_workspaces_have_no_metrics_to_be_sorted_by(client, ending):
    assert client.get(f"/artifacts{ending}?sort=created").status_code == 200
    answer = client.get(f"/workspaces{ending}?sort=metric.auc")
    assert answer.status_code == 400
    said = answer.get_json()["error"]["message"] if ending else unescape(answer.text)
    assert "sort=metric.auc cannot be used: workspaces sort by name, id, created" in said
    assert "metric.KEY" not in said


def test_the_first_of_several_values_wins(story, client):
    assert len(names(client.get("/artifacts?limit=1&limit=x"))) == 1


def test_unknown_parameters_are_ignored_and_told(story, client):
    page = client.get("/artifacts?page=2&_scheme=javascript&endpoint=x&_external=1&limit=2")
    assert page.status_code == 200
    assert "Ignored: page, _scheme, endpoint, _external" in page.text
    assert "javascript" not in page.text
    assert client.get("/artifacts.json?page=2").status_code == 200


def test_hostile_text_stays_text(rows, client):
    workspace = rows.workspace(HOSTILE.replace("\0", ""))
    rows.artifact(
        HOSTILE, __kf_workspace__=HOSTILE, __kf_run__=HOSTILE, owner=HOSTILE, version=HOSTILE
    )
    rows.artifacts(1, HOSTILE.replace("\0", ""), [workspace])
    rows.execution(HOSTILE, "FAILED", of=[workspace], error=HOSTILE)
    for path in ("/", "/artifacts", "/executions", "/workspaces"):
        page = client.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
    (facet,) = [
        one["value"] for one in client.get("/artifacts.json").get_json()["facets"]["workspace"]
    ]
    query = text_of(with_term(Query(), Field("workspace"), facet))
    assert client.get("/artifacts.json", query_string={"q": query}).get_json()["total"] == 1


def test_long_text_does_not_make_a_long_page(rows, client):
    rows.artifact("n" * 1_000_000, owner="o" * 1_000_000)
    page = client.get("/artifacts")
    assert page.status_code == 200
    assert len(page.data) < 40_000


def test_an_unreadable_row_is_named(rows, client):
    rows.artifacts(2)
    rows.artifact("bad", x="__MLMD_NULL__")
    page = client.get("/artifacts")
    assert len(names(page)) == 2
    assert "1 artifact cannot be read" in page.text
    assert "#3" in page.text


def test_links_carry_the_prefix(story, client):
    page = client.get("/artifacts", headers={"X-Forwarded-Prefix": "/metadata"})
    addresses = re.findall(r'(?:href|action)="([^"#]+)"', page.text)
    assert all(re.match("(http://localhost)?/metadata/", one) for one in addresses)
    twin = client.get("/artifacts.json", headers={"X-Forwarded-Prefix": "/metadata"}).get_json()
    assert twin["items"][0]["url"] == "/metadata/artifacts/5"


def test_trailing_slashes_are_tolerated(story, client):
    assert client.get("/artifacts/").status_code in (200, 308)
