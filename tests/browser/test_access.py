"""Every kind of page under axe, in light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/artifacts",
    "/executions",
    "/workspaces",
    "artifact",
    "execution",
    "workspace",
    "lineage",
]


@pytest.fixture(scope="session")
def axe():
    """The accessibility rules, read once."""
    return Axe()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_shuts_anyone_out(open_page, addresses, axe, path, scheme):
    page = open_page(addresses.get(path, path), color_scheme=scheme)
    found = axe.run(page)
    assert found.violations_count == 0, found.generate_report()
