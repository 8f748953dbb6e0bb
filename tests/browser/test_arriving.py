"""A lineage whose picture has come while its tables are still on their way."""

import json
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect
from slow_pages import slow_pages

pytestmark = pytest.mark.browser
NODES = '<section class="gap" aria-labelledby="h-nodes"'


@pytest.fixture
def model(dashboard) -> dict:
    with urlopen(f"{dashboard}/artifacts.json?q=type:model") as answer:  # noqa: S310
        items = json.load(answer)["items"]
    return next(i for i in items if (i["name"], i["version"]) == ("fraud-rank", "v7"))


@pytest.fixture
def arriving(dashboard, model, open_page):
    """The page without its tables, and what lets them come."""
    with slow_pages(dashboard, NODES) as (address, rest):
        page = open_page("about:blank", alone=True)
        page.goto(f"{address}/artifacts/{model['id']}/lineage", wait_until="commit")
        page.locator("[data-live]").wait_for()
        assert page.locator("#h-nodes").count() == 0
        yield page, rest


def another(page):
    return page.locator('[data-view] a[data-key^="execution/"]').first


def test_it_is_dragged_and_selected_before_its_tables_are_there(arriving):
    page, rest = arriving
    graph, view = page.locator(".graph"), page.locator("[data-view]").bounding_box()
    before = graph.bounding_box()["x"]
    page.mouse.move(view["x"] + 300, view["y"] + 20)
    page.mouse.down()
    page.mouse.move(view["x"] + 260, view["y"] + 20)
    page.mouse.up()
    assert before - graph.bounding_box()["x"] == pytest.approx(40, abs=1)
    node = another(page)
    node.locator(".body").first.click()
    expect(node).to_have_class("n-exec on")
    assert "select=" in page.url
    assert page.locator(".plot").count() == 0
    rest.set()
    page.locator(".plot .nsewdrag").wait_for()
    words = page.locator("[data-panel-head] h2").inner_text()
    assert words.split("\n")[0] in node.get_attribute("aria-label")
    assert "select=" in page.url


def test_what_opens_in_place_waits_for_the_page_that_it_changes(arriving):
    page, rest = arriving
    nodes = page.locator("[data-view] a[data-key]")
    before = nodes.count()
    page.locator("a[data-box]").first.click()
    page.wait_for_timeout(500)
    assert nodes.count() == before
    rest.set()
    expect(page.locator("#h-nodes")).to_have_count(1)
    expect(page.locator("#h-events")).to_have_count(1)
    page.locator(".plot .nsewdrag").wait_for()
    expect(page.locator("tr[data-row]")).not_to_have_count(before)
    assert nodes.count() == page.locator("tr[data-row]").count() > before


def test_what_is_found_is_marked_in_tables_that_come_later(arriving, model):
    page, rest = arriving
    page.locator("[data-find]").fill(model["name"])
    expect(page.locator("[data-view] a.hit-on")).not_to_have_count(0)
    found = page.locator("[data-view] a.hit-on").count()
    rest.set()
    expect(page.locator("tr.is-found")).to_have_count(found)
    page.locator(".plot .nsewdrag").wait_for()


def test_a_page_without_its_style_sheet_has_its_scripts(open_page, complaints):
    page = open_page("about:blank", alone=True)
    page.route("**/assets/styles-*", lambda route: route.abort())
    held = []
    page.route("**/assets/scripts-*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    page.goto("/artifacts", wait_until="commit")
    page.wait_for_timeout(500)
    (script,) = held
    script.continue_()
    expect(page.locator("[data-theme-toggle]")).to_be_visible()
    assert any("ERR_FAILED" in one for one in complaints)
    complaints.clear()
