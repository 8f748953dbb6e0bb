"""The lists over HTTP where there is a catalog: what they say of it, and their twins."""

import csv
import io
import json
import re
import time
from html import unescape
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

import pytest
from listing import swept_catalog_of
from stored_rows import MODEL

from webapp.catalog.pulse import Pulse, say
from webapp.catalog.reader import Reader
from webapp.store.connection import Connection

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<b>&\x1f\x00 ]]>\ud7ff"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "catalog"


@pytest.fixture
def indexed(rows, connection, folder, client_over):
    """A client of the app over a catalog that holds what the test put into the store."""

    def made(**pulse):
        catalog = swept_catalog_of(connection, folder)
        if pulse:
            say(folder, Pulse(**{"said": time.time(), "complete": True, **pulse}))
        return client_over(connection, catalog)

    return made


def text_of(page):
    """What stands on a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


@pytest.mark.parametrize("path", ["/", "/artifacts", "/workspaces"])
@pytest.mark.parametrize("pulse", [{"trouble": "x:1 does not answer."}, {"said": 1.0}])
def test_a_store_that_was_empty_and_is_away_is_not_said_to_be_empty(path, pulse, indexed):
    text = text_of(indexed(checked=time.time() - 740, **pulse).get(path))
    assert "when it was last read" in text
    assert not re.search("This store is empty|answers and holds nothing|no [a-z]+ yet", text)


def test_a_list_says_how_new_it_is(rows, indexed):
    rows.artifacts(2)
    now = time.time()
    text = text_of(indexed(checked=now + 3_600, swept=now - 740).get("/artifacts"))
    assert "In step, 0 ms" in text
    assert "0 ms behind the store." in text
    assert "Deletions and late changes of workspace or run were last checked 12 min ago" in text
    late = text_of(indexed(checked=now - 740).get("/artifacts"))
    assert re.search(r"12 min \d+ s behind", late)
    assert "workspace or run were not checked yet" in late


def test_what_is_in_the_follower_s_way_is_told_with_the_rows(rows, indexed):
    rows.artifacts(2)
    now = time.time()
    trouble = "The store at grpc://x:1 does not answer."
    page = indexed(checked=now - 740, trouble=trouble).get("/artifacts")
    assert trouble in text_of(page)
    assert "This page shows what was read 12 min ago" in text_of(page)
    assert "2 artifacts" in page.text
    silent = indexed(said=now - 740, checked=now - 741).get("/executions")
    assert "What follows the store has said nothing since 12 min ago" in text_of(silent)


@pytest.mark.parametrize("path", ["/artifacts", "/executions", "/workspaces", "/"])
def test_the_first_build_tells_how_far_it_is(rows, connection, folder, client_over, path):
    rows.artifacts(2)
    folder.mkdir()
    say(folder, Pulse(time.time(), done=7_320, expected=12_408, rate=254.0))
    client = client_over(connection, Reader(folder))
    page = client.get(path)
    assert page.status_code == 200
    assert "7,320 of 12,408 records, about 20 s left" in text_of(page)
    assert '<progress class="progress" value="7320" max="12408"' in page.text
    assert "Building, 58 %" in text_of(page) or "Building, 59 %" in text_of(page)
    twin = client.get("/artifacts.json").get_json()
    assert (len(twin["items"]), twin["catalog"]["complete"]) == (2, False)
    assert twin["catalog"]["progress"] == pytest.approx(0.59, abs=0.01)


def test_what_waits_for_the_catalog_is_named_and_shows_no_rows(
    rows, connection, folder, client_over
):
    rows.artifacts(2)
    folder.mkdir()
    say(folder, Pulse(time.time(), done=1, expected=2))
    client = client_over(connection, Reader(folder))
    page = client.get("/artifacts?q=type:model+owner:ana&sort=name")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert "owner:ana and sorting by name wait for it" in text_of(page)
    assert "<tbody" not in page.text
    (without,) = re.findall(r'href="([^"]*)">Without it', page.text)
    assert without == "/artifacts?q=type:model"
    assert "2 artifacts" in client.get(without).text
    for form in ("json", "csv", "ndjson", "atom"):
        twin = client.get(f"/artifacts.{form}?q=owner:ana")
        assert (twin.status_code, twin.get_json()["error"]["code"]) == (503, "catalog_incomplete")


def test_columns_of_a_form_without_scripts_lead_to_one_address(rows, indexed):
    rows.artifact("a", owner="ana")
    client = indexed()
    form = client.get("/artifacts?columns=owner&columns=type&columns=metric.%22a%2Cb%22&q=a")
    assert form.status_code == 302
    assert form.headers["Location"] == "/artifacts?columns=owner,type,metric.%22a,b%22&q=a"
    page = client.get(form.headers["Location"])
    heads = re.findall(r"<th scope=\"col\"[^>]*>(?:<a [^>]*>)?([^<]*)", page.text)
    assert [one.strip() for one in heads if one.strip()] == ["Name", "Owner", "Type", "a,b"]


def test_every_column_can_be_shown(rows, indexed):
    rows.artifact("a", owner="ana", labels='{"team": "fraud"}', score=0.5)
    rows.execution("e")
    rows.workspace("w")
    client = indexed()
    for path in ("artifacts", "executions", "workspaces"):
        offered = re.findall(r'name="columns" value="([^"]*)"', client.get(f"/{path}").text)
        keyed = [] if path == "workspaces" else ["label.team", "property.score", "param.x"]
        names = ",".join([*map(unescape, offered), *keyed])
        page = client.get(f"/{path}?columns={names}&limit=2")
        assert page.status_code == 200
        head = page.text.partition("<thead>")[2].partition("</thead>")[0]
        assert head.count("<th ") >= len(offered) + len(keyed) + 1
    page = client.get("/artifacts?columns=label.team,property.score")
    assert re.search(r"<td>fraud</td>\s*<td>0.5</td>", page.text)


def test_streams_hold_every_row(rows, indexed):
    rows.artifacts(620, MODEL, owner="=1+1")
    client = indexed()
    table = list(csv.DictReader(io.StringIO(client.get("/artifacts.csv?limit=5").text)))
    assert len(table) == 620
    assert table[0]["owner"] == "'=1+1"
    lines = client.get("/artifacts.ndjson?q=owner:%22%3D1%2B1%22&sort=id").text.splitlines()
    items = [json.loads(line) for line in lines]
    assert [item["id"] for item in items] == sorted(int(row["id"]) for row in table)
    assert items[0]["url"] == f"/artifacts/{items[0]['id']}"
    assert client.get("/workspaces.csv").text.count("\r\n") == 1


def test_a_parameter_that_no_list_knows_is_told(rows, indexed):
    rows.artifact("a")
    client = indexed()
    assert client.get("/artifacts.json?query=type:data&page=2").json["ignored"] == ["query", "page"]
    assert "ignored" not in client.get("/artifacts.json?q=type:model").json


def test_files_have_the_columns_that_were_chosen(rows, indexed):
    rows.artifact("a", owner="ana", hyperparameters='{"layers": 3}', note="=1+1")
    rows.artifact("b")
    client = indexed()
    chosen = "columns=owner,param.layers,property.note,producers"
    page = client.get(f"/artifacts?{chosen}")
    for form in ("csv", "ndjson", "json"):
        (link,) = {one for one in re.findall(r'href="([^"]*)"', page.text) if f".{form}?" in one}
        assert unescape(link) == f"/artifacts.{form}?{chosen}"
    b, a = csv.DictReader(io.StringIO(client.get(f"/artifacts.csv?{chosen}").text))
    assert (a["param.layers"], a["property.note"], a["producers"]) == ("3", "'=1+1", "0")
    assert (b["param.layers"], b["name"]) == ("", "b")
    lines = client.get(f"/artifacts.ndjson?{chosen}").text.splitlines()
    items = client.get(f"/artifacts.json?{chosen}").json["items"]
    assert items == [json.loads(line) for line in lines]
    assert [one["param.layers"] for one in items] == [None, 3]
    assert "param.layers" not in client.get("/artifacts.json").json["items"][0]


def test_a_feed_names_what_is_new(rows, indexed):
    rows.artifacts(3)
    newest = rows.artifact("rank & <file>", owner="ana", version="v7")
    answer = indexed().get("/artifacts.atom?q=type:model&limit=2&sort=name")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)  # noqa: S314 - our own
    assert feed.find(f"{ATOM}title").text == "Artifacts: type:model"
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert links["alternate"] == "http://localhost/artifacts?q=type:model&sort=name&limit=2" or (
        links["alternate"].startswith("http://localhost/artifacts?q=type:model")
    )
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    assert entries[0].find(f"{ATOM}id").text == f"http://localhost/artifacts/{newest}"
    assert entries[0].find(f"{ATOM}title").text == "Model rank & <file> v7"
    assert entries[0].find(f"{ATOM}author/{ATOM}name").text == "ana"


def test_a_feed_can_hold_any_text(rows, indexed):
    rows.artifact(HOSTILE.replace("\x00", ""), owner=HOSTILE.replace("\x00", ""))
    ET.fromstring(indexed().get("/artifacts.atom").data)  # noqa: S314 - our own


def test_hostile_texts_stay_texts(rows, indexed):
    script = "<script>alert(1)</script>'\"&"
    workspace = rows.workspace(script)
    rows.artifact(script, owner=script, version=script, __kf_run__=script, uri=script)
    rows.artifacts(1, script, [workspace], labels=json.dumps({script: script}))
    rows.execution(script, "FAILED", of=[workspace], error=script)
    client = indexed()
    keyed = f'label."{script}",property."{script}"'.replace('"&', '\\"&')
    for path in ("/", "/artifacts", "/executions", "/workspaces", "/artifacts?columns=uri,state"):
        page = client.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
    page = client.get(
        "/artifacts", query_string={"columns": keyed, "more": "owner", "find": script}
    )
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_a_list_is_answered_while_its_store_is_away(rows, indexed, folder, client_over):
    rows.artifacts(3)
    indexed()
    away = Connection("grpc://127.0.0.1:1")
    client = client_over(away, Reader(folder))
    assert "3 artifacts" in client.get("/artifacts").text
    assert client.get("/").status_code == 200
    walk = client.get("/artifacts?q=downstream_of:artifact/1")
    assert walk.status_code == 503
    assert "127.0.0.1:1" in walk.text
    away.close()


def test_twins_say_where_a_walk_stopped(rows, indexed, monkeypatch):
    """Of five readers of one data set two are walked."""
    hub = rows.artifact("hub")
    for place in range(5):
        rows.event(hub, rows.execution(f"read {place}"), "INPUT")
    client, asked = indexed(), f"?q=downstream_of:artifact/{hub}&facets=state"
    twin = client.get(f"/executions.json{asked}").json
    walk = {"filter": f"downstream_of:artifact/{hub}", "found": 5, "stopped": "", "exists": True}
    assert (twin["total"], twin["walks"]) == (5, [walk])
    assert "walks" not in client.get("/executions.json").json
    for ending in ("csv", "ndjson"):
        assert client.get(f"/executions.{ending}{asked}").headers["X-Complete"] == "true"
        assert "X-Complete" not in client.get(f"/executions.{ending}").headers
    monkeypatch.setattr("webapp.queries.indexed.reach.MOST_NODES", 3)
    twin = client.get(f"/executions.json{asked}").json
    assert (twin["total"], twin["total_at_least"]) == (None, 2)
    assert twin["walks"] == [{**walk, "found": 2, "stopped": "limit"}]
    assert twin["facets"]["state"] == [{"value": "COMPLETE", "count": None, "count_at_least": 2}]
    for ending in ("csv", "ndjson"):
        assert client.get(f"/executions.{ending}{asked}").headers["X-Complete"] == "false"


def test_rows_are_picked_only_where_there_is_a_page_to_compare(rows, indexed, monkeypatch):
    rows.artifacts(2)
    client = indexed()
    assert 'name="ids"' in client.get("/artifacts").text
    assert 'name="ids"' not in client.get("/workspaces").text
    monkeypatch.delitem(client.application.view_functions, "compare.index")
    assert 'name="ids"' not in client.get("/artifacts").text


@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_a_streamed_list_is_not_sent_again_until_a_commit(rows, indexed, form):
    (key,) = rows.artifacts(1)
    client = indexed()
    path = f"/artifacts.{form}?q=type:model"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(
        f"/artifacts.{form}?q=-type:model", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert other.status_code == 200
    assert "ETag" not in client.get(f"{path}+downstream_of:artifact/{key}").headers
    rows.artifacts(1)
    later = indexed().get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200
    assert len(later.data) > len(first.data)


def test_an_empty_list_says_what_was_probably_meant(rows, indexed):
    rows.metrics({"accuracy": 0.9})
    rows.metrics({"accuracy": 0.2})
    client = indexed()
    page = client.get("/artifacts?q=metric.accuracy>0.5")
    assert "Did you mean metric.accuracy:>0.5 ? One artifact matches." in text_of(page)
    (link,) = re.findall(r'<a class="mono" href="([^"]+)"', page.text)
    assert "metric.accuracy:>0.5" in unescape(client.get(unescape(link)).text)
    assert "1 artifact" in text_of(client.get(unescape(link)))
    for q in ("metric.accuracy>2", "nothing"):
        assert "Did you mean" not in client.get(f"/artifacts?q={q}").text


def test_a_filter_that_cannot_be_read_says_what_was_probably_meant(rows, indexed):
    client = indexed()
    page = client.get("/artifacts?q=metric.accuracy > 0.5")
    assert page.status_code == 400
    assert "Did you mean metric.accuracy:>0.5 ?" in text_of(page)
    assert "Did you mean" not in client.get("/artifacts?q=type:model AND").text


def test_a_filter_that_cannot_be_read_keeps_what_is_asked_beside_it(rows, indexed):
    rest = {"sort": "name", "limit": "25", "columns": "owner,version", "facets": "type"}
    asked = {"q": "owner = ana", **rest, "after": "1.n61"}
    page = indexed().get("/artifacts", query_string=asked)
    assert page.status_code == 400
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    assert dict(fields) == rest
    (link,) = re.findall(r'<a class="mono" href="([^"]+)"', page.text)
    assert dict(parse_qsl(urlsplit(unescape(link)).query)) == {"q": "owner:ana", **rest}
