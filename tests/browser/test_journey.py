"""The main job: from the overview to what a model was made of."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

RECORD = re.compile(r"/(artifacts|executions)/\d+$")

# Where on the screen plotly has drawn the node that a link of the SVG names.
PLACE = """link => {
  const plot = document.querySelector('.plot');
  const targets = plot.data.find(trace => trace.meta.role === 'targets');
  const at = targets.customdata.indexOf(link.dataset.key);
  const { xaxis, yaxis } = plot._fullLayout;
  const { x, y } = plot.getBoundingClientRect();
  return [x + xaxis.l2p(targets.x[at]), y + yaxis.l2p(targets.y[at])];
}"""


def to_lineage(page: Page) -> Page:
    """The lineage of the newest model, reached from the overview by its links."""
    page.get_by_role("link", name="Artifacts", exact=True).click()
    page.locator(".facet a", has_text="Model").first.click()
    expect(page.locator(".filter")).to_contain_text("Model")
    page.locator("tbody th a").first.click()
    name = " ".join(page.locator("h1").inner_text().split())
    page.get_by_role("link", name="Lineage", exact=True).last.click()
    expect(page.locator("h1")).to_have_text(f"Lineage of {name}")
    return page


def made_it(page: Page):
    """The link of the execution that made the model."""
    return page.locator("[data-panel-before] li a").first


def test_from_the_overview_to_a_node(open_page):
    page = to_lineage(open_page("/"))
    page.locator("[data-drawn] .nsewdrag").wait_for()
    maker = made_it(page).inner_text()
    href = made_it(page).get_attribute("href")
    node = page.locator(f"a[data-key][href='{href}']")
    page.mouse.click(*node.evaluate(PLACE))
    expect(page.locator("[data-panel-head]")).to_contain_text(maker)
    page.locator("[data-panel-open]").click()
    expect(page).to_have_url(RECORD)
    expect(page.locator("h1")).to_contain_text(maker)


def test_the_same_way_without_scripts(open_page):
    page = to_lineage(open_page("/", java_script_enabled=False))
    maker = made_it(page).inner_text()
    page.locator(f"a[data-key][href='{made_it(page).get_attribute('href')}']").click()
    expect(page).to_have_url(RECORD)
    expect(page.locator("h1")).to_contain_text(maker)


def test_what_a_model_came_from_what_changed_and_who_uses_it_within_five_actions(open_page):
    page = open_page("/")
    page.get_by_role("table", name="Newest models").get_by_role(
        "link", name="fraud-rank", exact=True
    ).first.click()
    page.get_by_role("table", name="Versions").get_by_role("link", name="v7", exact=True).click()
    expect(page.locator("h1")).to_contain_text("v7")
    # Where it comes from, what changed and who uses it stand on its page.
    sentence = page.locator(".say")
    expect(sentence).to_contain_text("from data set fraud-features v7")
    expect(sentence).to_contain_text("It serves at fraud-rank-prod v7. BatchScorer")
    expect(page.get_by_text("3 changed since v6")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Against v6")).to_be_visible()
    used = page.get_by_role("table", name="Executions that used it")
    expect(used.get_by_role("link", name="BatchScorer").first).to_be_visible()
    page.get_by_role("link", name="Compare with v6").click()
    expect(page.locator(".say")).to_contain_text("From v6 to v7, auc (validation) rose")
    page.get_by_role("link", name="What changed upstream").click()
    expect(page.locator("h1")).to_have_text("What changed upstream")
