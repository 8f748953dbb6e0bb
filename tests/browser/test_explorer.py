"""What one does with a lineage, by mouse and by keyboard: each step stands in the address."""

import json
import re
from urllib.parse import unquote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect
from plotted import KEYS, PLACE

pytestmark = pytest.mark.browser
expect.set_options(timeout=15_000)

ZOOMED = """() => {
  const plot = document.querySelector('.plot');
  plot.once('plotly_relayout', () => { plot.dataset.zoomed = ''; });
}"""


@pytest.fixture(scope="session")
def model(dashboard) -> str:
    """The path of the lineage of a model that many executions read."""
    with urlopen(f"{dashboard}/artifacts.json?limit=200&q=type:model") as answer:  # noqa: S310
        items = json.load(answer)["items"]
    (number,) = [i["id"] for i in items if (i["name"], i["version"]) == ("fraud-rank", "v7")]
    return f"/artifacts/{number}/lineage"


@pytest.fixture
def explore(open_page, open_in_kept_page):
    """Opens a lineage, with options in a browser of its own; waits until plotly has drawn it."""

    def opened(path: str, **options) -> Page:
        page = open_page(path, **options) if options else open_in_kept_page(path)
        page.locator("[data-drawn] .nsewdrag").wait_for()
        return page

    return opened


def place(page, key):
    """Where the key is seen, once the drawing has settled."""
    page.locator(".plot .nsewdrag").wait_for()
    there = page.evaluate(PLACE, key)
    for _ in range(40):
        page.wait_for_timeout(60)
        before, there = there, page.evaluate(PLACE, key)
        if there == before:
            break
    return there


def drawn(page):
    """The keys of all targets."""
    return page.evaluate(KEYS)


def settles(page, question, wanted):
    """Whether the answer becomes what is wanted. Playwright's own waiting needs eval."""
    for _ in range(300):
        if question() == wanted:
            return True
        page.wait_for_timeout(50)
    return False


def start_of(path):
    return path.split("/lineage")[0][1:].replace("artifacts/", "artifact/")


def reach(page, key):
    """Bring what has the key into view, as the keyboard does; the page itself stays where it is."""
    name, _, value = key.partition("/")
    attribute = {"box": f'data-box="{value}"', "shut": f'data-run="{value}"'}.get(name)
    page.locator(f"a[{attribute or f'data-key={chr(34)}{key}{chr(34)}'}]").first.focus()
    page.wait_for_timeout(100)


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_box_opens_in_place(explore, model, way):
    page = explore(model)
    start = start_of(model)
    before, there = set(drawn(page)), place(page, start)
    box = next(
        link
        for link in page.locator("a[data-box]").all()
        if link.get_attribute("data-branch") == f"{start}/down"
    )
    key = f"box/{box.get_attribute('data-box')}"
    if way == "mouse":
        reach(page, key)
        there = place(page, start)
        page.mouse.click(*place(page, key))
    else:
        box.focus()
        page.wait_for_timeout(100)
        there = place(page, start)
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"open={start}/down"))
    expect(page.locator("[data-toast]")).to_contain_text("added")
    nodes = {one for one in drawn(page) if not one.startswith("box/")}
    assert nodes > {one for one in before if not one.startswith("box/")}
    here = place(page, start)
    assert abs(here[0] - there[0]) < 3
    assert abs(here[1] - there[1]) < 3
    links = page.locator("a[data-key]").evaluate_all("all => all.map(one => one.dataset.key)")
    assert set(links) == nodes
    page.go_back()
    assert settles(page, lambda: set(drawn(page)), before)


def test_a_row_opens_its_hidden_ones_in_place(explore, model):
    page = explore(model)
    before = len(drawn(page))
    link = page.locator("tr a[data-branch]").first
    branch = link.get_attribute("data-branch")
    page.evaluate("window.stayed = true")
    link.click()
    expect(page).to_have_url(re.compile(f"open={branch}"))
    assert settles(page, lambda: len(drawn(page)) > before, True)
    assert page.evaluate("window.stayed") is True


def test_the_form_keeps_what_was_opened_and_selected_in_place(explore, model):
    page = explore(model)
    link = page.locator("tr a[data-branch]").first
    branch = link.get_attribute("data-branch")
    link.click()
    expect(page.locator("[data-toast]")).to_contain_text("added")
    reach(page, start_of(model))
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("select="))
    page.fill("#up", "1")
    page.locator("[data-controls] button").click()
    page.wait_for_url("**up=1**")
    said = unquote(page.url)
    assert f"open={branch}" in said
    assert f"select={start_of(model)}" in said


def test_a_double_click_starts_there(explore, model):
    page = explore(model)
    step = next(key for key in drawn(page) if key.startswith("execution/"))
    reach(page, step)
    page.mouse.dblclick(*place(page, step))
    expect(page).to_have_url(re.compile(f"/{step.replace('/', 's/')}/lineage$"))


def test_c_starts_there_too(explore, model):
    page = explore(model)
    step = next(key for key in drawn(page) if key.startswith("execution/"))
    reach(page, step)
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(f"/{step.replace('/', 's/')}/lineage$"))


def test_slash_finds_enter_goes_on_escape_goes_back(explore, model):
    page = explore(model)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("scores")
    expect(page).to_have_url(re.compile("find=scores"))
    expect(page.locator("[data-toast]")).to_contain_text("1 of ")
    first = page.locator("[data-toast]").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text("2 of ")
    assert page.locator("[data-toast]").inner_text() != first
    assert page.locator("tr.is-found").count() > 1
    page.keyboard.press("Escape")
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("find="))
    assert page.locator("tr.is-found").count() == 0


RINGS = """colour => {
  const wanted = document.createElement('i');
  wanted.style.color = `var(${colour})`;
  document.body.append(wanted);
  const shade = getComputedStyle(wanted).color;
  wanted.remove();
  return document.querySelector('.plot').data
    .filter(({ meta, line }) => meta.role === 'ring' && line.color === shade).length;
}"""


@pytest.mark.parametrize("key", ["Escape", "ArrowDown"])
def test_from_what_was_found_arrows_lead_on(explore, model, key):
    page = explore(model)
    page.keyboard.press("/")
    page.keyboard.type(start_of(model))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press(key)
    active = "document.activeElement.dataset.key"
    assert page.evaluate(active) == start_of(model)
    assert "find=" in page.url
    assert page.input_value("#find") == start_of(model)
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(active).startswith("execution/")
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("find="))
    assert page.evaluate(active).startswith("execution/")


@pytest.mark.parametrize("is_drawn", [True, False])
def test_arrows_lead_on_from_what_the_mouse_selects(open_page, explore, model, is_drawn):
    if is_drawn:
        page = explore(model)
    else:
        page = open_page("/")
        page.route("**/assets/plotly-*", lambda _: None)  # it never comes
        page.goto(model)
        page.locator("[data-live] > .graph").wait_for()
    start, active = start_of(model), "document.activeElement.dataset.key"
    where, before = "window.scrollY", page.evaluate("window.scrollY")
    if is_drawn:
        page.mouse.click(*place(page, start))
    else:
        page.locator(f"a[data-key='{start}']").click()
    expect(page).to_have_url(re.compile("select="))
    assert page.evaluate(active) == start
    assert page.evaluate(where) == before
    if is_drawn:
        assert page.evaluate(RINGS, "--ink") > 0
        assert page.evaluate(RINGS, "--focus") == 0
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(active).startswith("execution/")
    if is_drawn:
        assert settles(page, lambda: page.evaluate(RINGS, "--focus"), 1)


def test_what_is_found_is_found_without_scripts_too(open_page, model):
    page = open_page(f"{model}?find=scores", java_script_enabled=False)
    assert page.locator(".graph .hit-on").count() > 1
    assert page.locator("tr.is-found").count() > 1


def test_arrows_follow_the_edges(explore, model):
    page = explore(model)
    start = start_of(model)
    active = "(({ key, box }) => key ?? `box/${box}`)(document.activeElement.dataset)"
    reach(page, start)
    page.keyboard.press("ArrowLeft")
    before = page.evaluate(active)
    assert before.startswith("execution/")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(active) == start
    page.keyboard.press("ArrowRight")
    after = page.evaluate(active)
    page.keyboard.press("ArrowDown")
    below = page.evaluate(active)
    assert below not in {after, "box/undefined"}
    page.keyboard.press("ArrowUp")
    assert page.evaluate(active) == after


def test_many_nodes_are_one_stop_of_tab(explore, model):
    page = explore(f"{model}?group=run&open={start_of(model)}/down")
    assert page.locator("[data-view] a").count() > 50
    stops = page.locator("[data-view] a:not([tabindex='-1'])")
    assert stops.count() == 1
    stops.first.focus()
    page.keyboard.press("ArrowLeft")
    assert stops.count() == 1
    assert page.evaluate("document.activeElement.dataset.key") == stops.first.get_attribute(
        "data-key"
    )


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_several_selected_nodes_tell_what_they_share(explore, model, way):
    page = explore(model)
    steps = [key for key in drawn(page) if key.startswith("execution/")]
    for key in (steps[-1], steps[-2]):
        reach(page, key)
        if way == "mouse":
            there = place(page, key)
            page.keyboard.down("Control")
            page.mouse.click(*there)
            page.keyboard.up("Control")
        else:
            page.keyboard.press("Shift+Space")
        expect(page).to_have_url(re.compile(key))
        expect(page.locator("[data-lineage]")).to_have_attribute("data-selected", re.compile(key))
    expect(page.locator("[data-toast]")).to_contain_text("2 selected: ")
    expect(page.locator("#h-common")).to_contain_text("What the 2 selected share")
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("select="))


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_run_closes_and_opens_again(explore, model, way):
    page = explore(f"{model}?group=run")
    shut = next(key for key in drawn(page) if key.startswith("shut/"))
    run = shut.removeprefix("shut/")

    def use(key):
        reach(page, key)
        if way == "mouse":
            page.mouse.click(*place(page, key))
        else:
            page.keyboard.press("Enter")

    use(shut)
    expect(page).to_have_url(re.compile(f"open=-{run}"))
    assert settles(page, lambda: run in drawn(page), True)
    use(run)
    expect(page).to_have_url(re.compile(f"open={run}"))
    assert settles(page, lambda: shut in drawn(page), True)


def test_an_arrow_says_what_it_is(explore, model):
    page = explore(model)
    start = start_of(model)
    reach(page, start)
    hints = page.evaluate(KEYS.replace("'targets'", "'hints'"))
    arrow = next(one for one in hints if one.endswith(f">{start}"))
    place(page, start)  # where it stays
    x, y = page.evaluate(PLACE.replace("'targets'", "'hints'"), arrow)
    hover = page.locator(".plot .hovertext")
    for _ in range(20):
        page.mouse.move(x - 4, y)
        page.mouse.move(x, y, steps=2)
        page.wait_for_timeout(100)
        if hover.count():
            break
    expect(hover).to_contain_text("→")


def test_a_wheel_zooms_and_a_drag_pans(explore, model):
    page = explore(model)
    x, y = place(page, start_of(model))
    span = "document.querySelector('.plot')._fullLayout.xaxis.range"
    left, right = page.evaluate(span)
    # Plotly draws anew a moment after the wheel has stopped, and that would end a drag.
    page.evaluate(ZOOMED)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -240)
    page.wait_for_selector(".plot[data-zoomed]")
    assert page.evaluate(f"{span}[1] - {span}[0]") < right - left
    left, right = page.evaluate(span)
    page.mouse.move(x - 60, y - 60)
    page.mouse.down()
    page.mouse.move(x + 20, y - 60, steps=4)
    page.mouse.up()
    assert settles(page, lambda: page.evaluate(f"{span}[0]") < left, True)


def test_a_copied_link_shows_the_same_picture(explore, model):
    page = explore(f"{model}?group=run", permissions=["clipboard-read", "clipboard-write"])
    shut = next(key for key in drawn(page) if key.startswith("shut/"))
    reach(page, shut)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("open=-"))
    run = shut.removeprefix("shut/")
    assert settles(page, lambda: run in drawn(page), True)
    page.locator("[data-copy-link]").click()
    page.locator("[data-toast]", has_text="Link copied").wait_for()
    other = explore(page.evaluate("navigator.clipboard.readText()"))
    assert drawn(other) == drawn(page)
    figure = "document.querySelector('script[data-figure]').textContent"
    assert other.evaluate(figure) == page.evaluate(figure)


def test_the_picture_of_the_server_moves_and_lights_up_before_plotly_is_there(open_page, model):
    page = open_page("/")
    page.route("**/assets/plotly-*", lambda _: None)  # it never comes
    page.goto(model)
    graph = page.locator("[data-live] > .graph")
    graph.wait_for()
    shift = "document.querySelector('.graph').style.transform"
    before = page.evaluate(shift)
    box = page.locator("[data-view]").bounding_box()
    x, y = box["x"] + box["width"] - 60, box["y"] + 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y + 20, steps=4)
    page.mouse.up()
    moved = page.evaluate(shift)
    assert moved != before
    page.mouse.wheel(0, -120)
    assert settles(page, lambda: page.evaluate(shift) != moved, True)
    graph.locator(f"a[data-key='{start_of(model)}']").click()
    expect(page).to_have_url(re.compile(f"select={start_of(model)}"))
    assert page.locator(".graph .on").count() == 1
    assert page.locator(".graph .e-up").count()
    assert page.locator(".graph .e-dn").count()
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("select="))


def test_a_finger_scrolls_over_a_picture_that_cannot_be_moved_yet(open_page, model, complaints):
    page = open_page("/", has_touch=True, is_mobile=True)
    page.route("**/assets/plotly-*", lambda _: None)  # so that it stays the server's picture
    page.route("**/assets/scripts-*", lambda route: route.abort())
    page.goto(model)
    view = page.locator("[data-view]")
    expect(view).to_have_css("touch-action", "auto")
    complaints.clear()  # of the scripts that did not come
    page.unroute("**/assets/scripts-*")
    page.reload()
    expect(view).to_have_css("touch-action", "none")


@pytest.mark.parametrize("name", ["lineage shared", "lineage diff"])
def test_a_page_about_several_records_keeps_its_address(explore, addresses, name):
    page = explore(addresses[name])
    address = page.url
    records = page.locator("[data-lineage]").get_attribute("data-selected").split(",")
    others = [key for key in drawn(page) if key not in records and not key.startswith("box/")]
    head = page.locator("[data-panel-head]")
    expect(head).to_contain_text(f"#{records[0].partition('/')[2]}")
    for key, press, announced in (
        (others[0], "Space", "upstream"),
        (others[1], "Shift+Space", "2 selected: "),
        (others[0], "Shift+Space", "upstream"),
    ):
        reach(page, key)
        page.keyboard.press(press)
        expect(page.locator("[data-toast]")).to_contain_text(announced)
        assert page.url == address
    expect(head).not_to_contain_text(f"#{records[0].partition('/')[2]}")
    page.keyboard.press("Escape")
    expect(head).to_contain_text(f"#{records[0].partition('/')[2]}")
    page.keyboard.press("Escape")
    page.mouse.click(*place(page, others[0]))
    expect(head).to_contain_text(f"#{others[0].partition('/')[2]}")
    assert page.url == address
    page.reload()
    expect(page.locator(".notice")).to_have_count(0)


@pytest.mark.parametrize(
    "name", ["lineage", "lineage between", "lineage shared", "lineage diff", "lineage by run"]
)
def test_the_panel_of_scripts_says_what_that_of_the_server_says(explore, addresses, name):
    page = explore(addresses[name])
    told = "one => one.innerText.replace(/\\s+/g, ' ')"
    panel = page.locator("[data-panel]")
    before = panel.evaluate(told)
    is_part = "lineage " in name and "run" not in name
    assert (" shown" in before) is is_part
    first = page.locator("[data-lineage]").get_attribute("data-selected").split(",")[0]
    first = first or page.locator("[data-lineage]").get_attribute("data-start")
    other = next(key for key in drawn(page) if key.startswith("execution/"))
    reach(page, other)
    page.keyboard.press("Space")
    expect(panel.locator("[data-panel-head]")).to_contain_text(f"#{other.partition('/')[2]}")
    assert (" shown" in page.locator("[data-toast]").inner_text()) is is_part
    reach(page, first)
    page.keyboard.press("Space")
    expect(panel.locator("[data-panel-head]")).to_contain_text(f"#{first.partition('/')[2]}")
    assert panel.evaluate(told) == before


@pytest.mark.parametrize("name", ["lineage", "lineage diff"])
def test_labels_follow_the_selection(explore, addresses, name):
    page = explore(addresses[name])
    links = page.locator("a[data-key]")
    keys_of = "all => all.filter(one => {}.endsWith(', selected')).map(one => one.dataset.key)"
    labels = keys_of.format("one.ariaLabel")
    titles = keys_of.format("one.querySelector('title').textContent")
    before = links.evaluate_all(labels)
    assert before
    step = next(key for key in drawn(page) if key.startswith("execution/") and key not in before)
    called = page.locator(f"a[data-key='{step}']").get_attribute("aria-label")
    reach(page, step)
    page.keyboard.press("Space")
    expect(page.locator("[data-toast]")).to_contain_text(f"{called} selected: ")
    assert links.evaluate_all(labels) == [step]
    assert links.evaluate_all(titles) == [step]
    page.keyboard.press("Escape")
    expect(page.locator(f"a[data-key='{step}']")).to_have_attribute("aria-label", called)
    assert links.evaluate_all(labels) == before
    assert links.evaluate_all(titles) == before


def test_a_frame_stays_one_where_a_lineage_changes_in_place(explore, model):
    page = explore(f"{model}?embed=1")
    page.evaluate("window.stayed = true")
    page.locator("tr a[data-branch]").first.click()
    expect(page).to_have_url(re.compile("open="))
    expect(page.locator("[data-toast]")).to_contain_text("added")
    assert page.evaluate("window.stayed") is True
    assert "embed=1" in page.url
    page.reload()
    expect(page.locator(".page-embed")).to_have_count(1)
    expect(page.locator("header.top")).to_have_count(0)
    page.locator("[data-drawn] .nsewdrag").wait_for()
    reach(page, start_of(model))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(r"/executions/\d+/lineage\?embed=1$"))
