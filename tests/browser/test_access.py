"""Every kind of page under axe, in light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/artifacts",
    "/artifacts?q=type:nothing",
    "/executions",
    "/workspaces",
    "/go?q=fraud-rank",
    "/lineage",
    "artifact",
    "execution",
    "workspace",
    "lineage",
    "lineage by run",
    "lineage diff",
    "lineage between",
    "lineage shared",
    "lineage of nothing",
    "/api",
    "/shortcuts",
    "compare",
    "compare many",
]
# The dark page is the same page in other colours.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.fixture(scope="session")
def axe():
    """The accessibility rules, read once."""
    return Axe()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_shuts_anyone_out(open_page, addresses, axe, path):
    page = open_page(addresses.get(path, path), color_scheme="light")
    found = axe.run(page)
    assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found = axe.run(page, options=COLOURS)
    assert found.violations_count == 0, found.generate_report()


def test_an_error_page_shuts_nobody_out_either(open_page, axe, complaints):
    page = open_page("/artifacts/999999")
    found = axe.run(page)
    assert found.violations_count == 0, found.generate_report()
    complaints.clear()  # of the status 404 itself
