"""Every page of the built book: nothing from other hosts, nothing in the console, no axe violation."""

import pytest

from tests.browser.harness.chromium import has_sideways_scroll, violations
from tools.contents import pages

DARK_ON_WHITE = """() => [...document.querySelectorAll("body, article *")]
    .filter(e => e.checkVisibility() && e.innerText?.trim() && !e.closest("svg, .highlight *"))
    .map(e => [e, getComputedStyle(e)])
    .filter(([e, style]) => brightness(style.color) > 0.65 || lit(style.backgroundColor) < 0.8)
    .map(([e, style]) => `${e.tagName}.${e.className} ${style.color} ${style.backgroundColor}`)"""
BRIGHTNESS = """() => {
    const parts = color => color.match(/[\\d.]+/g).map(Number);
    window.brightness = color => parts(color).slice(0, 3).reduce((a, b) => a + b) / 765;
    window.lit = color => parts(color)[3] === 0 ? 1 : window.brightness(color);
}"""


@pytest.mark.parametrize("name", [*pages(), "search"])
@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 320)])
def test_page_is_clean_on_the_screen_and_on_paper(open_page, name, dark, width):
    page = open_page(name, dark=dark, width=width)
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("data-theme") == ("dark" if dark else "light")
    assert not has_sideways_scroll(page)
    assert violations(page) == []
    # Paper is white and its words are dark, whatever the screen is.
    page.emulate_media(media="print", color_scheme="dark" if dark else "light")
    page.evaluate(BRIGHTNESS)
    assert page.evaluate(DARK_ON_WHITE) == []


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


def opened(page):
    return page.eval_on_selector_all("details.side-path", "folds => folds.map(fold => fold.open)")


def test_a_side_path_opens_by_keyboard_by_a_link_to_it_and_on_paper(open_page):
    page = open_page("04_initialization", fragment="#order-and-chaos")
    page.wait_for_load_state("networkidle")
    assert opened(page) == [False, False, False, True]
    assert page.locator("#order-and-chaos h2").first.bounding_box()["y"] < 300
    page.locator("details.side-path > summary").first.focus()
    page.keyboard.press("Enter")
    assert opened(page) == [True, False, False, True]
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(opened(page))
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened(page) == [True, False, False, True]


def test_a_row_of_the_papers_table_opens_the_cell_that_computes_it(open_page):
    page = open_page("papers")
    page.wait_for_load_state("networkidle")
    cell = page.locator("#how-rumelhart > details")
    assert cell.get_attribute("open") is None
    page.locator('a[href="#how-rumelhart"]').click()
    assert cell.get_attribute("open") is not None
    assert 'papers.claim("rumelhart"' in cell.inner_text()
