"""Every kind of page under axe, in light and dark."""

import pytest
from accessible import shuts_nobody_out, shuts_nobody_out_in_the_dark

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/artifacts?limit=20",
    "/artifacts?q=type:nothing",
    "/executions?limit=20",
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


@pytest.mark.parametrize("path", PAGES)
def test_no_page_shuts_anyone_out(open_in_kept_page, addresses, path):
    page = open_in_kept_page(addresses.get(path, path), color_scheme="light")
    shuts_nobody_out(page)
    shuts_nobody_out_in_the_dark(page)


def test_an_error_page_shuts_nobody_out_either(open_page, complaints):
    page = open_page("/artifacts/999999")
    shuts_nobody_out(page)
    complaints.clear()  # of the status 404 itself
