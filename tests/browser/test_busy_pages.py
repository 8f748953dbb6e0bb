"""Pages that are never idle: what waits for that comes to them, too."""

import pytest

pytestmark = pytest.mark.browser

# Frame after frame without a pause, as another page of the process can make them.
BUSY = """
requestAnimationFrame(function spin() {
  const end = performance.now() + 60;
  while (performance.now() < end);
  requestAnimationFrame(spin);
});
"""


@pytest.mark.parametrize(
    ("where", "drawn"),
    [("compare many", "[data-compared] .points path"), ("lineage", "[data-lineage] .main-svg")],
)
def test_a_busy_page_is_drawn(open_page, addresses, where, drawn):
    page = open_page("about:blank")
    page.add_init_script(BUSY)
    page.goto(addresses[where])
    page.locator(drawn).first.wait_for(timeout=20_000)
