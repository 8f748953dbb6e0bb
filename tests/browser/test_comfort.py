"""Keys, times and copying, in a real browser."""

import re

import pytest
from accessible import shuts_nobody_out
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def test_question_mark_shows_the_keys_over_the_page(open_page):
    page = open_page("/artifacts")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    shuts_nobody_out(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.keyboard.press("?")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_two_keys_go_to_a_page_and_rows_are_walked(open_page):
    page = open_page("/")
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page).to_have_url(re.compile("/artifacts$"))
    page.wait_for_load_state()  # keys are heard once the scripts have run
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    href = page.locator("tbody th a").first.get_attribute("href")
    assert page.evaluate("document.activeElement.getAttribute('href')") == href
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{href}$"))


def test_keys_can_be_turned_off(open_page):
    page = open_page("/shortcuts")
    page.locator("[data-shortcuts-switch]").uncheck()
    page.goto("/artifacts")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.goto("/shortcuts")
    assert not page.locator("[data-shortcuts-switch]").is_checked()


def test_without_scripts_the_keys_are_a_page(open_page):
    page = open_page("/artifacts", java_script_enabled=False)
    page.get_by_role("link", name="shortcuts").click()
    expect(page.locator("h1")).to_have_text("Keyboard shortcuts")
    expect(page.locator("[data-shortcuts-switch]")).to_be_disabled()


def test_times_are_told_in_the_reader_s_zone(open_page, addresses):
    page = open_page(addresses["artifact"], timezone_id="Asia/Kolkata")
    title = page.locator("td time").first.get_attribute("title")
    assert re.fullmatch(r"\d+ \w+ \d{4}, [\d:]{8} GMT\+5:30, which is .* UTC", title)


def test_code_uris_and_links_are_copied(open_page, addresses):
    page = open_page(addresses["artifact"], **CLIPBOARD)
    page.get_by_role("button", name="Copy Python").click()
    page.locator("[data-toast]", has_text="Copied").wait_for()
    python = page.get_by_role("region", name="Python").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == python
    page.get_by_role("button", name="Copy URI").click()
    expect(page.locator("[data-toast]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("gs://")
    page.get_by_role("button", name="Copy the link by ID").click()
    page.wait_for_timeout(100)
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_button_of_a_long_uri_stays_in_sight(open_page, addresses):
    page = open_page(addresses["artifact"], **CLIPBOARD)
    copy = page.get_by_role("button", name="Copy URI")
    copy.evaluate("one => one.previousElementSibling.append('/abcdefghi'.repeat(200))")
    fact = page.locator("dd", has=copy).bounding_box()
    assert fact["height"] < 200
    button = copy.bounding_box()
    assert fact["y"] <= button["y"]
    assert button["y"] + button["height"] <= fact["y"] + fact["height"]
    copy.click()
    expect(page.locator("[data-toast]")).to_have_text("Copied")


def test_what_is_copied_again_is_told_as_long_as_before(open_page, addresses):
    page = open_page("/shortcuts", **CLIPBOARD)
    page.clock.install()
    page.goto(addresses["artifact"])
    page.clock.pause_at("2100-01-01")
    copy, toast = page.get_by_role("button", name="Copy URI"), page.locator("[data-toast]")
    copy.click()
    expect(toast).to_have_text("Copied")
    page.clock.run_for(2_000)
    copy.click()
    page.evaluate("navigator.clipboard.readText()")  # the copy was made
    page.clock.run_for(1_000)
    expect(toast).to_have_text("Copied")
    page.clock.run_for(2_000)
    expect(toast).to_have_text("")


def test_a_page_that_is_slow_to_come_is_waited_for_in_sight(open_page):
    page = open_page("/artifacts", alone=True)
    page.clock.install(time=0)
    page.reload()
    page.clock.pause_at(600_000)
    line = page.locator("[data-waiting]")

    def leave():
        page.evaluate("dispatchEvent(new Event('beforeunload'))")

    leave()
    page.clock.run_for(900)
    expect(line).to_be_hidden()
    page.clock.run_for(200)
    expect(line).to_be_visible()
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    expect(line).to_be_hidden()
    # A file leaves the page where it is.
    page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    page.evaluate("document.querySelector('a[href*=\"artifacts.csv\"]').click()")
    leave()
    page.clock.run_for(2000)
    expect(line).to_be_hidden()
