"""The lineage page in use: by mouse, by keyboard, and without scripts."""

import re

import pytest
from accessible import shuts_nobody_out
from playwright.sync_api import Page, expect
from plotted import PLACE

pytestmark = pytest.mark.browser


@pytest.fixture
def drawn(open_in_kept_page, addresses) -> Page:
    """The lineage of a model, drawn by plotly."""
    page: Page = open_in_kept_page(addresses["lineage"])
    page.locator("[data-drawn] .nsewdrag").wait_for()
    return page


def keys(page: Page) -> list[str]:
    """The keys of the nodes, in the order of Tab."""
    found: list[str] = page.locator("a[data-key]").evaluate_all(
        "links => links.map(link => link.dataset.key)"
    )
    return found


def becomes_true(page: Page, expression: str) -> bool:
    """Whether it does so soon. Playwright's own waiting is refused by our policy."""
    for _ in range(50):
        if page.evaluate(expression):
            return True
        page.wait_for_timeout(50)
    return False


def test_points_links_and_rows_are_the_same_nodes(drawn):
    points = drawn.evaluate(
        "document.querySelector('.plot').data.find(t => t.meta.role === 'targets').customdata"
    )
    rows = drawn.locator("tr[data-row]").evaluate_all("all => all.map(row => row.dataset.row)")
    nodes = [point for point in points if not point.startswith("box/")]
    assert sorted(nodes) == sorted(keys(drawn)) == sorted(rows)


def test_a_click_selects_and_escape_lets_go(drawn):
    execution = next(key for key in keys(drawn) if key.startswith("execution/"))
    drawn.mouse.click(*drawn.evaluate(PLACE, execution))
    expect(drawn.locator("[data-panel-head]")).to_contain_text(f"#{execution.partition('/')[2]}")
    expect(drawn).to_have_url(re.compile("select=" + execution))
    expect(drawn.locator("[data-toast]")).to_contain_text("upstream")
    drawn.keyboard.press("Escape")
    expect(drawn).not_to_have_url(re.compile("select="))


def test_a_selection_is_a_link_that_works_without_scripts(drawn, open_page):
    execution = next(key for key in keys(drawn) if key.startswith("execution/"))
    drawn.mouse.click(*drawn.evaluate(PLACE, execution))
    expect(drawn).to_have_url(re.compile("select="))
    there = [drawn.locator(f"[data-panel-{part}]").inner_text() for part in ("up", "down")]
    plain = open_page(drawn.url, java_script_enabled=False)
    here = [plain.locator(f"[data-panel-{part}]").inner_text() for part in ("up", "down")]
    assert there == here


def test_the_keyboard_reaches_every_node_in_order_and_opens_it(drawn):
    order = keys(drawn)
    drawn.locator(f"a[data-key='{order[0]}']").focus()
    for key in order[1:]:
        drawn.keyboard.press("Tab")
        assert drawn.evaluate("document.activeElement.dataset.key") == key
    drawn.keyboard.press("Space")
    expect(drawn).to_have_url(re.compile("select="))
    drawn.keyboard.press("Enter")
    kind, _, number = order[-1].partition("/")
    expect(drawn).to_have_url(re.compile(f"/{kind}s/{number}$"))


def test_the_keys_are_a_line_of_the_legend(drawn):
    told = drawn.locator(".legend [data-keys]")
    expect(told).to_be_visible()
    assert told.evaluate("one => getComputedStyle(one).boxShadow") == "none"
    legend, line = drawn.locator(".legend").bounding_box(), told.bounding_box()
    assert legend["y"] <= line["y"]
    assert line["y"] + line["height"] <= legend["y"] + legend["height"]
    assert line["height"] < 40


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_it_zooms(drawn, way):
    def zoom(button, key):
        if way == "mouse":
            drawn.get_by_role("button", name=button).click()
        else:
            drawn.locator("[data-view]").press(key)

    span = "document.querySelector('.plot')._fullLayout.xaxis.range"
    left, right = drawn.evaluate(span)
    zoom("Zoom in", "+")
    assert becomes_true(drawn, f"{span}[1] - {span}[0] < {(right - left) * 0.9}")
    zoom("Fit graph", "0")
    assert becomes_true(drawn, f"{span}[1] - {span}[0] > {(right - left) * 0.9}")
    whole_left, whole_right = drawn.evaluate(span)
    zoom("Zoom out", "-")
    assert becomes_true(drawn, f"{span}[1] - {span}[0] > {(whole_right - whole_left) * 1.1}")


def test_the_theme_reaches_the_drawing(drawn):
    ground = "document.querySelector('.plot')._fullLayout.paper_bgcolor"
    light = drawn.evaluate(ground)
    drawn.emulate_media(color_scheme="dark")
    assert becomes_true(drawn, f"{ground} !== {light!r}")


def test_the_drawing_shuts_nobody_out(drawn):
    shuts_nobody_out(drawn)


def test_without_scripts_every_node_is_a_link(open_page, addresses):
    page = open_page(addresses["lineage"], java_script_enabled=False)
    links = page.locator("a[data-key]")
    assert links.count() > 3
    expect(page.locator("[data-zoom]")).to_be_hidden()
    links.first.click()
    expect(page).to_have_url(re.compile(r"/(artifacts|executions)/\d+$"))


def test_the_graph_scrolls_and_the_page_does_not(open_page, addresses):
    page = open_page(addresses["lineage"], viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
