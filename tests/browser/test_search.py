"""The search field: a combobox with scripts, a form without."""

import re

import pytest
from accessible import shuts_nobody_out
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def typed(open_page) -> Page:
    """A page on which "fraud-r" was typed into the field."""
    page: Page = open_page("/artifacts")
    page.keyboard.press("/")
    page.keyboard.type("fraud-r")
    page.locator(".suggest a").first.wait_for()
    return page


def test_options_are_chosen_by_keyboard_and_opened(typed):
    field = typed.locator("#go")
    expect(field).to_have_attribute("aria-expanded", "true")
    typed.keyboard.press("ArrowDown")
    typed.keyboard.press("ArrowDown")
    typed.keyboard.press("ArrowUp")
    option = typed.locator(".suggest a").first
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    href = option.get_attribute("href")
    typed.keyboard.press("Enter")
    expect(typed).to_have_url(re.compile(f"{href}$"))


def test_escape_closes_the_options_and_then_leaves_the_field(typed):
    typed.keyboard.press("Escape")
    expect(typed.locator(".suggest")).to_be_hidden()
    assert typed.evaluate("document.activeElement.id") == "go"
    assert typed.input_value("#go") == "fraud-r"
    typed.keyboard.press("Escape")
    assert typed.evaluate("document.activeElement.tagName") == "BODY"


def test_a_click_opens_and_a_click_elsewhere_closes(typed):
    typed.locator("h1").click(position={"x": 5, "y": 5})
    expect(typed.locator(".suggest")).to_be_hidden()
    typed.locator("#go").focus()
    typed.keyboard.type("a")
    typed.locator(".suggest a").first.click()
    expect(typed).to_have_url(re.compile(r"/(artifacts|executions|workspaces)/\d+$"))


def test_enter_without_a_choice_asks_the_server(typed):
    typed.keyboard.type("ank@v9")
    typed.keyboard.press("Enter")
    expect(typed.locator("h1")).to_contain_text("fraud-rank")
    expect(typed).to_have_url(re.compile(r"/artifacts/\d+$"))


def test_the_options_shut_nobody_out(typed):
    typed.keyboard.press("ArrowDown")
    shuts_nobody_out(typed)


def test_a_store_that_does_not_answer_leaves_the_form(open_page, complaints):
    page = open_page("/artifacts")
    page.route("**/suggest.json*", lambda route: route.fulfill(status=503, json={}))
    page.locator("#go").focus()
    with page.expect_response("**/suggest.json*"):
        page.keyboard.type("fraud")
    expect(page.locator(".suggest")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/go\?q=fraud$"))
    complaints.clear()  # of the status 503, and of the 404 that the word has none of its own


def test_without_scripts_it_is_a_form(open_page):
    page = open_page("/artifacts", java_script_enabled=False)
    page.locator("#go").fill("fraud-rank@latest")
    page.locator("#go").press("Enter")
    expect(page).to_have_url(re.compile(r"/artifacts/\d+$"))


def test_a_field_of_the_page_itself_is_no_combobox_and_comes_first(open_page, addresses):
    page = open_page(addresses["lineage"])
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    assert page.locator("#find").get_attribute("role") is None
    assert page.locator("#go").get_attribute("role") == "combobox"
    expect(page.locator(".top .search kbd")).to_be_hidden()
