"""Comparing in use: with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_swapping_turns_the_sentence_around(open_page, addresses):
    page = open_page(addresses["compare"], java_script_enabled=False)
    first = page.locator(".say").inner_text()
    page.get_by_role("link", name="Swap").click()
    expect(page.locator(".say")).not_to_have_text(first)
    page.get_by_role("link", name="Swap").click()
    expect(page.locator(".say")).to_have_text(first)


def test_two_of_many_are_chosen_and_stand_side_by_side(open_page, addresses):
    page = open_page(addresses["compare many"], java_script_enabled=False)
    expect(page.locator("[data-compared]")).to_be_hidden()
    expect(page.locator(".panel:has(> [data-compared])")).to_be_hidden()
    expect(page.get_by_text("Parallel axes")).to_be_hidden()
    expect(page.get_by_label("Metric")).to_be_visible()
    boxes = page.locator("tbody input[type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Compare the selected").click()
    expect(page).to_have_url(re.compile(r"/compare\?ids=\d+,\d+$"))
    expect(page.locator("#h-fields")).to_be_visible()


def test_the_chart_is_drawn_in_the_colours_of_the_theme(open_in_kept_page, addresses):
    page = open_in_kept_page(addresses["compare many"], color_scheme="light")
    page.locator("[data-compared] .main-svg").first.wait_for()
    ground = "document.querySelector('[data-compared]')._fullLayout.paper_bgcolor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("[data-compared] .main-svg").first).not_to_have_css(
        "background-color", light
    )


def test_a_point_leads_to_its_record(open_in_kept_page, addresses):
    page = open_in_kept_page(addresses["compare many"] + "&chart=scatter")
    point = page.locator("[data-compared] .points path").first
    point.wait_for()
    box = point.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"/artifacts/\d+$"))
