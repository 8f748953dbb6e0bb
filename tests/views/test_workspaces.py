"""The page of a workspace, its twin, and the page of a run that is only a name."""

import math
import re
import time
from html import unescape
from urllib.parse import quote

import pytest
from catalogs import catalog_of
from stored_rows import Rows
from tutorial import log_tutorial

from webapp.catalog.pulse import Pulse, say
from webapp.queries import freshness
from webapp.views.current import Services


def test_what_a_workspace_holds(client, store_address):
    tutorial = log_tutorial(store_address)
    page = client.get(f"/workspaces/{tutorial.workspace}").text
    assert "It holds 3 artifacts and 2 executions." in page
    for shown in ("A workspace for our demo.", "some_key", "Runs", "run_1", "MNIST"):
        assert shown in page
    assert f'href="/workspaces/{tutorial.workspace}/run?name=run_1"' in page


def test_an_empty_workspace(client, mlmd):
    page = client.get(f"/workspaces/{Rows(mlmd).workspace('empty')}").text
    assert "It holds 0 artifacts and 0 executions." in page
    assert "Nothing in this workspace yet" in page


def test_the_links_to_its_lists_filter_by_its_name(client, mlmd):
    rows = Rows(mlmd)
    key = rows.workspace("a & b")
    rows.artifacts(1, "Model", [key], display_name="only one")
    rows.artifact("elsewhere", "Model")
    page = client.get(f"/workspaces/{key}").text
    (link,) = {
        part.split('"')[0] for part in page.split(' href="') if part.startswith("/artifacts?")
    }
    listed = client.get(link.replace("&amp;", "&")).text
    assert "only one" in listed
    assert "elsewhere" not in listed


def test_the_twin(client, store_address):
    tutorial = log_tutorial(store_address)
    twin = client.get(f"/workspaces/{tutorial.workspace}.json").get_json()
    assert (twin["kind"], twin["name"], twin["artifacts"]) == ("workspace", "demo workspace", 3)
    assert {"type": "kubeflow.org/alpha/model", "count": 1} in twin["artifact_types"]


def test_a_run(client, store_address):
    tutorial = log_tutorial(store_address)
    page = client.get(f"/workspaces/{tutorial.workspace}/run?name=run_1").text
    assert "has 1 execution and 3 artifacts." in page


@pytest.mark.parametrize("name", ["", " "])
def test_a_run_wants_its_name(client, mlmd, name):
    key = Rows(mlmd).workspace("w")
    answer = client.get(f"/workspaces/{key}/run?name={quote(name)}")
    assert answer.status_code == 400
    assert "it takes the name of a run" in answer.text


def test_a_run_that_is_not_there(client, mlmd):
    key = Rows(mlmd).workspace("w")
    assert client.get(f"/workspaces/{key}/run?name=nobody").status_code == 404
    assert client.get("/workspaces/99/run?name=nobody").status_code == 404


def shown(page):
    """The words, links and figures of a page's main part, but for how old the catalog is."""
    main = page.text.partition('<main class="page"')[2].partition("<footer")[0]
    told = re.sub(r'<p class="age">.*?</p>', "", main, flags=re.DOTALL)
    # What was made lately ages from one page to the next.
    told = re.sub(r"(<time[^>]*>)[^<]*", r"\1", told)
    return [unescape(line.strip()) for line in told.splitlines() if line.strip()]


def test_the_sample_reads_the_same_from_the_store_and_from_a_catalog(app, client_over, monkeypatch):
    # Nobody follows the sample's store any more.
    monkeypatch.setattr(freshness, "SILENT_SECONDS", math.inf)
    services: Services = app.extensions["webapp"]
    known = app.test_client()
    workspaces = known.get("/workspaces.json").get_json()["items"]
    assert len(workspaces) == 4
    for one in workspaces:
        page = known.get(one["url"])
        assert 'class="age"' in page.text
        assert shown(page) == shown(client_over(services.connection).get(one["url"]))


@pytest.fixture
def known(client_over, connection, mlmd, tmp_path):
    """The page of a workspace from a catalog of which that pulse was heard."""

    def opened(**pulse):
        rows = Rows(mlmd)
        key = rows.workspace("w")
        rows.artifacts(1, of=[key], __kf_workspace__="w")
        catalog = catalog_of(connection, tmp_path)
        say(tmp_path, Pulse(**{"said": time.time(), "complete": True, **pulse}))
        return client_over(connection, catalog).get(f"/workspaces/{key}").text

    return opened


def test_a_page_from_a_catalog_tells_how_old_it_is(known):
    page = known(checked=time.time() + 3_600, swept=time.time() - 740)
    assert "In step, 0 ms" in page
    assert "0 ms behind the store." in page
    assert "workspace or run were last checked" in page


def test_a_page_from_a_catalog_that_is_late_says_so(known):
    page = known(checked=time.time() - 740, trouble="x:1 does not answer.")
    assert re.search(r"12 min \d+ s behind", page)
    assert "x:1 does not answer." in page
    assert "This page shows what was read" in page


def test_while_a_catalog_is_built_the_page_comes_from_the_store(known):
    page = known(complete=False, done=1, expected=2)
    assert "Live from" in page
    assert "It holds 1 artifact and 0 executions." in page
    assert 'class="age"' not in page
