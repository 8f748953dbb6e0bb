"""The lists in use: filters, facets, orders, pages, columns, rows picked for comparing."""

import re

import pytest
from accessible import shuts_nobody_out, shuts_nobody_out_in_the_dark
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

NARROW = {"width": 390, "height": 800}


def count(page: Page):
    """What the list says of how many rows match."""
    return page.locator("[data-count]")


def ids(page: Page) -> list[str]:
    """The paths of the rows, in order."""
    found: list[str] = page.locator("tbody th a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    return found


def facet(page: Page, field: str, value: str):
    """The link of a facet's value."""
    return page.locator(f"[data-facet='{field}'] a[title='{value}']")


def stay(page: Page) -> None:
    """Nothing; a page that is loaded anew will not know of it."""
    page.evaluate("window.stays = true")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_main_job_of_a_list(open_page, scripts):
    page = open_page("/artifacts", java_script_enabled=scripts)
    page.fill("#filter", "label.team:fraud")
    page.press("#filter", "Enter")
    expect(count(page)).to_contain_text("70 artifacts")
    facet(page, "workspace", "fraud-detection").click()
    expect(page.locator(".filter")).to_have_count(2)
    facet(page, "type", "kubeflow.org/alpha/model").click()
    expect(count(page)).to_contain_text("10 artifacts")
    page.get_by_label("Remove filter label team fraud").click()
    expect(page.locator(".filter")).to_have_count(2)
    page.locator("thead a", has_text="auc").click()
    expect(page).to_have_url(re.compile("sort=-metric.auc"))
    values = page.locator("tbody tr td:last-child").all_inner_texts()
    numbers = [float(one) for one in values if one != "–"]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) > 3


def test_five_pages_deep_and_back_and_in_another_window(open_page):
    page = open_page("/artifacts?limit=10&sort=name")
    seen = [ids(page)]
    for _ in range(5):
        page.locator("a[rel=next]").click()
        expect(page.locator("tbody th a").first).not_to_have_attribute("href", seen[-1][0])
        seen.append(ids(page))
    assert len({one for rows in seen for one in rows}) == 60
    other = open_page(page.url)
    assert ids(other) == seen[-1]
    for rows in reversed(seen[:-1]):
        page.locator("a[rel=prev]").click()
        expect(page.locator("tbody th a").first).to_have_attribute("href", rows[0])
        assert ids(page) == rows
    page.go_back()
    expect(page.locator("tbody th a").first).to_have_attribute("href", seen[1][0])
    assert ids(page) == seen[1]


def test_results_swap_in_place_and_all_around_them_follows(open_page):
    page = open_page("/artifacts")
    stay(page)
    facet(page, "type", "kubeflow.org/alpha/model").click()
    expect(count(page)).to_contain_text("16 artifacts")
    expect(page.locator("[data-toast]")).to_contain_text("16 artifacts")
    expect(page).to_have_title(re.compile("type:kubeflow.org/alpha/model"))
    assert page.input_value("#filter") == "type:kubeflow.org/alpha/model"
    csv = page.locator("footer a", has_text="CSV").get_attribute("href")
    assert "q=type:kubeflow.org/alpha/model" in csv
    focused = page.evaluate("document.activeElement.title")
    assert focused == "kubeflow.org/alpha/model"
    page.keyboard.press("Enter")  # the same choice again lets go
    expect(count(page)).to_contain_text("188 artifacts")
    page.go_back()
    expect(count(page)).to_contain_text("16 artifacts")
    assert page.evaluate("window.stays") is True


def test_paging_by_keyboard_keeps_a_place_for_the_focus(open_page):
    page = open_page("/artifacts?limit=100")
    focused = "document.activeElement.rel || document.activeElement.id"
    page.locator("a[rel=next]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("a[rel=next]")).to_have_count(0)  # the last page
    assert page.evaluate(focused) == "count"
    page.locator("a[rel=prev]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("a[rel=prev]")).to_have_count(0)  # the first
    assert page.evaluate(focused) == "count"


def test_nothing_is_sent_before_enter(open_page):
    page = open_page("/artifacts")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#filter").press_sequentially("type:model state:li")
    page.wait_for_timeout(300)
    assert [one for one in asked if "/artifacts" in one] == []
    page.keyboard.press("Enter")
    expect(page.locator(".empty")).to_contain_text("No artifact matches all 2 filters")
    assert page.evaluate("document.activeElement.id") == "filter"


def test_what_is_typed_while_the_list_comes_is_kept(open_page):
    page = open_page("/artifacts")
    stay(page)
    held: list[Route] = []
    page.route("**/artifacts?q=type:model", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    page.fill("#filter", "type:model")
    page.press("#filter", "Enter")
    page.keyboard.type(" owner:an")
    page.keyboard.press("ArrowLeft")
    held[0].continue_()
    expect(count(page)).to_contain_text("20 artifacts")
    assert page.input_value("#filter") == "type:model owner:an"
    page.keyboard.type("x")  # where the caret was
    assert page.input_value("#filter") == "type:model owner:axn"
    facet(page, "state", "LIVE").click()
    expect(page.locator(".filter")).to_have_count(2)
    assert page.input_value("#filter") == "type:model state:LIVE"
    assert page.evaluate("window.stays") is True


def test_the_place_on_the_screen_is_kept(open_page):
    page = open_page("/artifacts?limit=100")
    link = page.locator("[data-facet='label'] a[title='team']")
    link.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 600)")
    link.click()
    expect(page.locator(".filter")).to_have_count(1)
    assert page.evaluate("scrollY") == 600
    page.locator("tbody tr").last.scroll_into_view_if_needed()
    page.go_back()
    expect(page.locator(".filter")).to_have_count(0)
    assert page.evaluate("scrollY") == 600


def test_what_cannot_be_read_is_shown_where_it_stops(open_page, complaints):
    page = open_page("/artifacts")
    stay(page)
    page.fill("#filter", "type:model onwer:ana")
    page.press("#filter", "Enter")
    expect(page.locator(".unread")).to_contain_text("did you mean “owner”?")
    expect(page.locator("tbody")).to_have_count(0)
    text, caret = page.locator(".unread code").inner_text().split("\n")
    assert text[caret.index("^") :] == "onwer:ana"
    page.fill("#filter", "type:model")
    page.press("#filter", "Enter")
    expect(count(page)).to_contain_text("artifacts")
    assert page.evaluate("window.stays") is True
    complaints.clear()  # of the status 400 itself


@pytest.mark.parametrize("scripts", [True, False])
def test_columns_are_chosen(open_page, scripts):
    page = open_page("/artifacts?q=type:model", java_script_enabled=scripts)
    page.locator("summary", has_text="Columns").click()
    page.get_by_role("link", name="Labels, properties, parameters…").click()
    if not scripts:
        page.locator("summary", has_text="Columns").click()
    page.locator("label", has_text="Property: training_framework").first.click()
    page.locator("label", has_text=re.compile("^Run$")).click()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("thead")).to_contain_text("training_framework")
    expect(page.locator("thead")).not_to_contain_text("Run")
    assert page.url.count("columns=") == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_more_of_a_facet_with_a_search_inside(open_page, scripts):
    page = open_page("/artifacts", java_script_enabled=scripts)
    page.get_by_label("More of Run").click()
    runs = page.locator("[data-facet='run']")
    expect(runs.get_by_label("Find in Run").last).to_be_visible()
    assert runs.locator("a[title]").count() > 10
    runs.locator("input[name=find]").fill("PUSH")
    runs.locator("input[name=find]").press("Enter")
    expect(runs.locator("a[title]").first).to_have_attribute("title", re.compile("push-"))
    runs.locator("a[title]").first.click()
    expect(page.locator(".filter")).to_contain_text("push-")


def test_rows_are_picked_on_several_pages_and_compared(open_page):
    page = open_page("/artifacts?q=type:model&limit=10")
    bar = page.locator("[data-picked]")
    expect(bar).to_be_hidden()
    page.locator("input[name=ids]").nth(1).check()
    first = page.locator("input[name=ids]").nth(1).get_attribute("value")
    expect(bar).to_contain_text("1 selected")
    page.locator("a[rel=next]").click()
    expect(page.locator(f"input[value='{first}']")).to_have_count(0)
    page.locator("input[name=ids]").first.check()
    second = page.locator("input[name=ids]").first.get_attribute("value")
    expect(bar).to_contain_text("2 selected")
    bar.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile(f"/compare\\?ids={first},{second}$"))
    page.go_back()
    expect(page.locator("[data-picked]")).to_contain_text("2 selected")
    expect(page.locator(f"input[value='{second}']")).to_be_checked()


def test_all_rows_of_a_page_are_picked_and_let_go(open_page):
    page = open_page("/executions?limit=10")
    page.get_by_label("Select all on this page").check()
    expect(page.locator("[data-picked]")).to_contain_text("10 selected")
    expect(page.locator("tr.is-on")).to_have_count(10)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("tr.is-on")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "count"


def test_rows_are_compared_without_scripts(open_page):
    page = open_page("/artifacts?q=type:model", java_script_enabled=False)
    picked = [page.locator("input[name=ids]").nth(place) for place in (0, 2)]
    values = [one.get_attribute("value") for one in picked]
    for one in picked:
        one.check()
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile(f"/compare\\?ids={','.join(values)}$"))


def test_facets_are_menus_on_a_small_screen(open_page):
    page = open_page("/artifacts", viewport=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    types = page.locator("[data-facet='type']")
    expect(types.locator("li").first).to_be_hidden()
    types.locator("summary").click()
    types.locator("a[title]").first.click()
    expect(page.locator(".filter")).to_have_count(1)
    expect(types.locator("li").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(types.locator("li").first).to_be_hidden()


@pytest.mark.parametrize("path", ["/artifacts", "/artifacts?q=type:model", "/executions"])
def test_the_columns_of_a_list_fit_a_usual_screen(open_page, path):
    page = open_page(path, viewport={"width": 1360, "height": 800})
    frame, table = (page.locator(one).bounding_box()["width"] for one in (".scroll", ".tbl"))
    assert table <= frame


@pytest.mark.parametrize(
    ("width", "font"), [(320, "20px"), (390, "16px"), (600, "20px"), (900, "16px")]
)
def test_what_a_menu_opens_is_wholly_on_the_screen(open_page, width, font):
    page = open_page("/artifacts?q=type:model", viewport={"width": width, "height": 700})
    page.evaluate("size => { document.documentElement.style.fontSize = size }", font)
    for menu in page.locator(".menu, .facet").all():
        menu.locator("summary").click()
        sheet = menu.locator("> :not(summary)")
        expect(sheet).to_be_in_viewport(ratio=0.999)
        box = sheet.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert sheet.evaluate("one => one.scrollWidth <= one.clientWidth")
        page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_menus_without_scripts_are_on_a_small_screen(open_page):
    page = open_page("/artifacts", java_script_enabled=False, viewport=NARROW)
    for menu in page.locator(".menu").all():
        menu.locator("summary").click()
        box = menu.locator(".sheet").bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= NARROW["width"]
        menu.locator("summary").click()


@pytest.mark.parametrize(
    "path",
    [
        "/artifacts?more=run&sort=name&columns=type,state,metric.auc,label.team,property.name",
        "/artifacts?q=downstream_of:artifact/99999",
        "/artifacts?q=type:",
    ],
)
def test_the_states_of_a_list_shut_nobody_out(open_page, complaints, path):
    page = open_page(path, color_scheme="light")
    shuts_nobody_out(page)
    shuts_nobody_out_in_the_dark(page)
    complaints.clear()  # of the status 400 itself


def test_a_frame_stays_one_where_a_list_changes_in_place(open_page):
    page = open_page("/artifacts?embed=1")
    stay(page)
    page.locator("thead a", has_text="Name").click()
    expect(page).to_have_url(re.compile("sort=name.*embed=1"))
    page.fill("#filter", "type:model")
    page.press("#filter", "Enter")
    expect(page).to_have_url(re.compile("q=type:model.*embed=1"))
    assert page.evaluate("window.stays") is True
    page.reload()
    expect(page.locator(".page-embed")).to_have_count(1)
    expect(page.locator("header.top")).to_have_count(0)
