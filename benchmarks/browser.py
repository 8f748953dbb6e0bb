"""Pages in Chromium on a cold cache: when they can be used, and how smoothly they move."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

WIDTH, HEIGHT = 1360, 900
SECONDS: Final = 60.0
STEPS: Final = 60  # of the pointer on a drag
SETTLING_SECONDS: Final = 3.0
PERCENTILE: Final = 0.95
# With its windows first: that is what people have.
BROWSERS: Final = ("chromium", "chromium-browser", "chromium-headless-shell")
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--no-first-run")
HINT: Final = "no Chromium or no playwright here, so pages are not opened in a browser"
# Milliseconds since the navigation, once plotly has drawn ten points.
TEN_POINTS: Final = """<div id="plot" style="width: 1000px; height: 600px"></div>
<script src="{plotly}"></script><script>
const x = Array.from({{ length: 10 }}, (_, at) => at);
Plotly.newPlot("plot", [{{ x, y: x, mode: "markers" }}], {{ dragmode: "pan" }})
  .then(() => {{ document.body.dataset.done = performance.now(); }});
</script>"""
LIVE: Final = """new MutationObserver(() => {
  if (!window.live && document.querySelector('[data-live]')) window.live = performance.now();
}).observe(document, { subtree: true, attributes: true, childList: true });"""
FRAMES: Final = """() => {
  window.frames = [];
  let last = performance.now();
  const frame = (now) => {
    window.frames.push(now - last);
    last = now;
    window.frame = requestAnimationFrame(frame);
  };
  window.frame = requestAnimationFrame(frame);
}"""
STOP: Final = "() => { cancelAnimationFrame(window.frame); return window.frames.slice(1); }"


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser, None where there is none."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not all have it
    except ImportError:
        path = None
    if path is None:
        print(HINT)
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


def lineage(browser: Any, address: str) -> tuple[float, float, float]:
    """Milliseconds until a picture can be used, and of a slow frame before plotly and with it."""
    with _page(browser) as page:
        page.add_init_script(LIVE)
        page.goto(address)
        page.wait_for_selector("[data-live], .plot .nsewdrag")
        before = _dragged(page, "[data-view]")
        page.wait_for_selector(".plot .nsewdrag", timeout=1_000 * SECONDS)
        page.wait_for_timeout(1_000 * SETTLING_SECONDS)
        return page.evaluate("window.live"), before, _dragged(page, "[data-view]")


def ten_points(browser: Any, address: str) -> tuple[float, float]:
    """The same of plotly alone, by the plotly.js of a lineage page: ten points on an empty page."""
    with _page(browser) as page:
        page.goto(address)
        plotly = page.evaluate("document.querySelector('[data-plotly]').dataset.plotly")
    with _page(browser) as page:
        body = TEN_POINTS.format(plotly=plotly)
        page.route(
            "**/ten-points", lambda route: route.fulfill(content_type="text/html", body=body)
        )
        page.goto(f"{address.partition('/artifacts')[0]}/ten-points")
        page.wait_for_selector("[data-done]", timeout=1_000 * SECONDS)
        done = float(page.evaluate("document.body.dataset.done"))
        return done, _dragged(page, "#plot")


@contextmanager
def _page(browser: Any) -> Iterator[Any]:
    """A page whose cache is empty."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    yield context.new_page()
    context.close()


def _dragged(page: Any, place: str) -> float:
    """The milliseconds that one frame in 20 takes at least while the picture is dragged."""
    box = page.locator(place).bounding_box()
    x, y = box["x"] + box["width"] / 2, min(box["y"] + box["height"] / 2, HEIGHT - 10)
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    for step in range(STEPS):
        page.mouse.move(x - 4 * step, y - 2 * step)
    frames = sorted(page.evaluate(STOP))
    page.mouse.up()
    return float(frames[int(PERCENTILE * (len(frames) - 1))])
