"""What the frame of every page does, in a real browser."""

import pytest

pytestmark = pytest.mark.browser

SMALLEST = {"width": 320, "height": 640}
PAPER = {"width": 718, "height": 1016}  # A4 within its margins

# The heads of columns that are narrower than their longest word.
BROKEN_WORDS = """() => [...document.querySelectorAll('thead th')].filter((head) => {
  const range = document.createRange();
  const text = head.textContent.trim();
  range.selectNodeContents((head.querySelector('a') ?? head).firstChild ?? head);
  const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
  return text && !/[\\s(]/.test(text) && lines.size > 1;
}).map((head) => head.textContent)"""

# The parts of a page, by their selector, whose text takes more than one line.
MORE_LINES = """selector => [...document.querySelectorAll(selector)].filter((part) => {
  const range = document.createRange();
  range.selectNodeContents(part);
  const tops = [...range.getClientRects()].map(({ top }) => top);
  return Math.max(...tops) - Math.min(...tops) > 10;
}).map((part) => part.textContent)"""


def test_slash_moves_to_search_and_escape_leaves_it(open_page):
    page = open_page("/artifacts")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "go"
    page.keyboard.type("a/b")
    assert page.input_value("#go") == "a/b"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_skip_link_comes_first_and_leads_to_the_content(open_page):
    page = open_page("/artifacts")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("path", ["/artifacts", "/artifacts/26/lineage"])
def test_a_link_within_the_page_asks_for_no_page(open_page, path):
    page = open_page(path)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for skip in page.locator("a.skip").all():
        skip.focus()
        page.keyboard.press("Enter")
    page.wait_for_url("**/*#*")
    page.go_back()
    page.wait_for_timeout(300)
    assert [one for one in asked if path in one] == []


def test_theme_is_chosen_kept_and_there_before_anything_is_drawn(open_page):
    page = open_page("/artifacts", color_scheme="light")
    toggle = page.locator("[data-theme-toggle]")
    toggle.click()
    toggle.click()
    assert toggle.get_attribute("aria-label") == "Colour theme: dark"
    dark = background(page)
    page.add_init_script(
        "new MutationObserver((_, seen) => { if (document.body) {"
        " window.themeAtBody = document.documentElement.dataset.theme; seen.disconnect(); } })"
        ".observe(document, {childList: true, subtree: true})"
    )
    page.reload()
    assert page.evaluate("window.themeAtBody") == "dark"
    assert background(page) == dark
    toggle.click()
    assert background(page) != dark


@pytest.mark.parametrize("element", ["b", "a", 'span class="ver"', 'span class="mono"'])
def test_letters_that_turn_the_writing_around_turn_no_others(open_page, element):
    page = open_page("/artifacts")
    name = element.split()[0]
    order = page.evaluate(
        """html => {
          document.querySelector('main').insertAdjacentHTML('afterbegin', html);
          const line = document.querySelector('main').firstElementChild;
          const after = document.createRange();
          after.selectNode(line.lastChild);
          const [name, rest] = [line.children[0], after].map((one) => one.getBoundingClientRect());
          return rest.left - name.right;
        }""",
        f"<p>Model <{element}>\u202eabc</{name}> 123 was made</p>",
    )
    assert order > -1


def test_menus_close_by_escape_and_by_a_click_elsewhere(open_page):
    page = open_page("/artifacts")
    menu = page.locator("details.menu").first
    menu.locator("summary").click()
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    menu.locator("summary").click()
    page.locator("footer").click()
    assert menu.get_attribute("open") is None


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/artifacts", "/executions", "/workspaces", "artifact", "execution", "workspace"),
        *("compare", "compare many", "lineage diff", "lineage between", "/api"),
    ],
)
def test_nothing_scrolls_sideways_on_the_smallest_screen(open_page, addresses, path):
    page = open_page(addresses.get(path, path), viewport=SMALLEST)
    assert page.evaluate("document.documentElement.scrollWidth") == SMALLEST["width"]


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", ["compare", "/compare?ids=140,147,168,176", "lineage diff"])
def test_a_field_and_a_name_are_whole_words_on_a_phone(open_page, addresses, path, width):
    page = open_page(addresses.get(path, path), viewport={"width": width, "height": 800})
    assert page.locator(".cmp tbody th").count() > 3
    assert page.evaluate(MORE_LINES, ".cmp tbody th, .cmp .obj a") == []
    name, version = (page.locator(f".cmp .obj {part}").first for part in ("a", ".ver"))
    assert version.bounding_box()["y"] > name.bounding_box()["y"] + 10


@pytest.mark.parametrize("path", ["workspace", "/lineage", "/types/artifact/11"])
def test_a_table_of_few_columns_shows_them_on_a_phone(open_page, addresses, path):
    page = open_page(addresses.get(path, path), viewport={"width": 390, "height": 800})
    second = page.locator("tr:not(:has(> :nth-child(5))) > th:first-child + td")
    assert second.count() > 3
    for cell in second.all():
        assert cell.bounding_box()["x"] < 300


@pytest.mark.parametrize("path", ["/workspaces/17", "artifact", "execution", "/"])
def test_heads_stay_whole_on_a_phone(open_page, addresses, path):
    page = open_page(addresses.get(path, path), viewport={"width": 390, "height": 800})
    assert page.evaluate(MORE_LINES, ".sec-head > *") == []
    for head in page.locator(".head:has(> .tile)").all():
        tile, title = (head.locator(one).bounding_box() for one in ("> .tile", "> h1"))
        assert title["x"] > tile["x"] + tile["width"]
        assert title["y"] == pytest.approx(tile["y"], abs=2)


def test_paper_is_white_and_has_no_controls(open_page, addresses):
    page = open_page(addresses["artifact"], color_scheme="dark")
    page.emulate_media(media="print")
    assert background(page) == "rgb(255, 255, 255)"
    assert not page.locator("header.top").is_visible()
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("path", ["/artifacts?q=type:model", "/executions", "artifact", "lineage"])
def test_paper_holds_its_tables_and_no_controls(open_page, addresses, path):
    page = open_page(addresses.get(path, path), viewport=PAPER)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") == PAPER["width"]
    for controls in (".filter a", ".filters > .btn", ".side-acts", ".keys", ".sec-head .btn"):
        assert page.locator(controls).filter(visible=True).count() == 0
    assert page.evaluate(BROKEN_WORDS) == []
    if path.startswith("/artifacts"):
        assert page.locator("th.col-type").is_visible()


def test_a_list_takes_the_whole_width_of_large_paper(open_page):
    page = open_page("/artifacts", viewport={"width": 1500, "height": 1016})
    page.emulate_media(media="print")
    table, sheet = (page.locator(one).bounding_box() for one in (".tbl", ".page"))
    assert table["x"] - sheet["x"] < 2
    assert sheet["width"] - table["width"] < 4


@pytest.mark.parametrize("is_drawn", [True, False])
def test_a_lineage_on_paper_is_whole_and_shows_what_is_selected(open_page, addresses, is_drawn):
    page = open_page("/", viewport={"width": 1360, "height": 900})
    if not is_drawn:
        page.route("**/assets/plotly-*", lambda _: None)  # as if it was still on its way
    page.goto(addresses["lineage"])
    page.locator(".plot .nsewdrag" if is_drawn else "[data-live]").wait_for()
    page.locator("[data-view]").press("0")
    node = page.locator("[data-view] a[data-key]").first
    node.focus()
    node.press("Space")
    page.set_viewport_size(PAPER)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    view, graph = page.locator("[data-view]"), page.locator(".graph")
    assert not page.locator(".plot").is_visible()
    assert graph.evaluate("one => getComputedStyle(one).opacity") == "1"
    assert "on" in node.get_attribute("class").split()
    inner, outer = graph.bounding_box(), view.bounding_box()
    assert outer["x"] <= inner["x"]
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"] <= PAPER["width"]
    assert inner["height"] <= outer["height"]
    size = graph.evaluate("one => one.viewBox.baseVal.width / one.viewBox.baseVal.height")
    assert inner["width"] / inner["height"] == pytest.approx(size, rel=0.01)


def test_a_chart_that_is_not_drawn_leaves_no_box_on_paper(open_page, addresses):
    page = open_page("/")
    page.route("**/assets/plotly-*", lambda _: None)  # as if nobody scrolled there
    page.goto(addresses["artifact"])
    assert page.locator(".charts .place").count() == 1
    page.emulate_media(media="print")
    assert not page.locator(".charts").is_visible()
    assert page.locator("#h-ver").is_visible()


def test_copy_link_says_so(open_page, addresses):
    page = open_page(addresses["artifact"], permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy-link]").click()
    page.locator("[data-toast]", has_text="Link copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_what_cannot_be_copied_is_shown_selected(open_page, addresses):
    page = open_page(addresses["artifact"])
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    page.locator("[data-copy-link]").click()
    assert page.locator("dialog textarea").input_value() == page.url
    assert page.evaluate("getSelection().toString()") == page.url
    page.keyboard.press("Escape")
    page.locator("dialog textarea").wait_for(state="detached")


@pytest.mark.parametrize("width", [390, 768, 1360])
def test_what_is_pressed_is_large_enough_and_its_ring_whole(open_page, width):
    page = open_page("/artifacts", viewport={"width": width, "height": 800})
    for small in page.locator(".brand, label:has(> [type=checkbox]):visible").all():
        box = small.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    brand, nav = (page.locator(one).bounding_box() for one in (".brand span", ".nav"))
    assert brand is None or brand["x"] + brand["width"] <= nav["x"]
    page.locator(".nav a").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    offset = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineOffset)")
    assert offset <= -2


def test_an_unknown_address_gets_a_page_with_a_way_on(open_page, complaints):
    page = open_page("/artifacts/999999")
    assert page.locator("h1").text_content() == "Not found"
    assert page.locator("main form[action$='/go']").is_visible()
    complaints.clear()  # of the status 404 itself


def background(page):
    """The colour the page stands on."""
    return page.evaluate("getComputedStyle(document.body).backgroundColor")
