"""Pages held to axe's rules of accessibility."""

from typing import Any, Final

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

# What passes takes as long to tell as to find.
VIOLATIONS: Final = {"resultTypes": ["violations"]}
# The dark page is the same page in other colours.
CONTRAST: Final = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, **VIOLATIONS}


def shuts_nobody_out(page: Page) -> None:
    """Nothing; AssertionError with what is wrong with the page as it is."""
    _look(page, VIOLATIONS)


def shuts_nobody_out_in_the_dark(page: Page) -> None:
    """Nothing; AssertionError with what cannot be read in dark colours, which the page keeps."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    _look(page, CONTRAST)


def _look(page: Page, options: dict[str, Any]) -> None:
    # What is there has been compiled, and what has been compiled is not sent again.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate("options => axe.run(options)", options))
    assert found.violations_count == 0, found.generate_report()
