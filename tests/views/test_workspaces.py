"""The page of a workspace, its twin, and the page of a run that is only a name."""

from urllib.parse import quote

import pytest
from stored_rows import Rows
from tutorial import log_tutorial


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
