"""Pages of records that a context holds which the store cannot read."""

import pytest
from catalogs import catalog_of

from tests.views.test_lists import names

RUN = "pipeline_run"


@pytest.fixture
def held(rows):
    """Records in a pipeline that can be read, and in a run and a workspace that cannot."""
    pipeline, run = rows.context("taxi", "pipeline"), rows.context("r", RUN, readable=False)
    rows.below(pipeline, [run, rows.context("s", RUN)])
    made = rows.artifacts(2, of=[pipeline, run], display_name="made")
    step = rows.execution("step", of=[pipeline, run])
    rows.event(made[0], step)
    closed = rows.context("closed", "kubeflow.org/alpha/workspace", readable=False)
    rows.artifacts(1, of=[closed], display_name="told", __kf_workspace__="closed")


@pytest.fixture(params=["live", "indexed"])
def browser(request, held, connection, client_over, tmp_path):
    """A browser on the app without a catalog, and with one."""
    indexed = request.param == "indexed"
    return client_over(connection, catalog_of(connection, tmp_path / "c") if indexed else None)


@pytest.mark.parametrize("kind", ["artifact", "execution"])
def test_a_page_shows_the_record_and_says_which_contexts_it_leaves_out(browser, kind):
    page = browser.get(f"/{kind}s/1")
    assert page.status_code == 200
    assert "contexts that the store cannot read: #2" in page.text
    twin = browser.get(f"/{kind}s/1.json")
    assert [one["name"] for one in twin.get_json()["contexts"]] == ["taxi"]


def test_a_record_is_shown_whose_workspace_cannot_be_read(browser):
    page = browser.get("/artifacts/3")
    assert (page.status_code, "closed" in page.text) == (200, True)


def test_lists_have_the_records_in_the_workspace_that_can_be_read(browser):
    page = browser.get("/artifacts")
    assert {*names(page)} == {"made", "told"}
    workspaces = [one["workspace"] for one in browser.get("/artifacts.json").get_json()["items"]]
    assert workspaces == ["closed", "taxi", "taxi"]
    assert browser.get("/executions.json").get_json()["items"][0]["workspace"] == "taxi"


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/workspaces",
        "/workspaces/1",
        "/workspaces/1.json",
        "/contexts/3",
        "/contexts/3.json",
        "/compare?kind=artifact&ids=1,2,3",
        "/artifacts/1/lineage",
        "/go?q=step",
    ],
)
def test_the_other_pages_are_read_around_them(browser, address):
    assert browser.get(address, follow_redirects=True).status_code == 200
