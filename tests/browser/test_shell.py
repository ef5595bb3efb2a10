"""Every page of the built book: nothing from other hosts, nothing in the console, no axe violation."""

import pytest

from tests.browser.harness.chromium import has_sideways_scroll, violations
from tools.contents import pages


@pytest.mark.parametrize("name", [*pages(), "search"])
@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 320)])
def test_page_is_clean(open_page, name, dark, width):
    page = open_page(name, dark=dark, width=width)
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("data-theme") == ("dark" if dark else "light")
    assert not has_sideways_scroll(page)
    assert violations(page) == []


def test_search_finds_a_word_of_the_text(open_page):
    page = open_page("search", fragment="?q=network")
    page.wait_for_selector("#search-results li")
    assert page.locator("#search-results a").count() > 0


def test_color_mode_button_changes_the_mode(open_page):
    page = open_page("intro")
    html = page.locator("html")
    for _ in range(2):
        page.locator(".theme-switch-button").first.click()
    assert html.get_attribute("data-theme") == "light"
    assert html.get_attribute("data-mode") == "light"
