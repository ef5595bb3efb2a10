"""The figures of the built pages, opened from file:// with the network cut off."""

import gzip
import random
import re

import numpy as np
import pytest
from bs4 import BeautifulSoup

from nnbook import drawing
from nnbook.chapters import ch01
from nnbook.chapters.ch01.one_unit import TASKS, one_unit
from nnbook.chapters.ch01.output_unit import output_unit
from nnbook.chapters.ch01.three_units import LECTURE, three_units
from tests.browser.cells import file_of
from tests.browser.figures import Figure, anywhere
from tools.contents import pages

PAYLOAD = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)
GRID = re.compile(r'data-nnbook-grid="([^"]+)"')
XOR = {
    "one-unit": (one_unit, ch01.one_unit_drawing),
    "three-units": (three_units, ch01.three_units_drawing),
    "output-unit": (output_unit, ch01.output_unit_drawing),
}


@pytest.fixture
def chapter(open_page):
    return open_page("01_xor")


def figure(page, name):
    page.locator(f"#{name}").scroll_into_view_if_needed()  # it wakes when the reader comes near
    return Figure(page.locator(f"#{name} .nnb"))


def assert_shows(shown, name):
    """Compare a figure of chapter 01 with what nnbook computes at the same position."""
    experiment, view = XOR[name]
    position = shown.position
    attempt = experiment(**position)
    assert shown.summary == drawing.fill_summary(view(attempt), position)
    p = attempt.net.predict_proba(attempt.x)[:, 0]
    for row, x, chance, wanted in zip(shown.rows, attempt.x, p, attempt.y[:, 0], strict=True):
        assert [float(cell) for cell in row[: len(x)]] == pytest.approx(x, abs=6e-4)
        assert float(row[-3]) == pytest.approx(chance, abs=6e-4)
        assert float(row[-2]) == wanted
        assert ("right" in row[-1]) == ((chance > 0.5) == wanted)


@pytest.mark.parametrize("name", XOR)
def test_at_the_start_and_turned_at_random_a_figure_shows_what_nnbook_computes(chapter, name):
    shown, rng = figure(chapter, name), random.Random(name)
    assert_shows(shown, name)
    for _ in range(15):
        for knob in shown.knobs:
            shown.turn(knob["name"], anywhere(rng, knob))
        shown.settle()
        assert_shows(shown, name)


def test_a_dial_turns_by_keyboard(chapter):
    shown = figure(chapter, "one-unit")
    before, step = shown.position["w1"], shown.knobs[1]["step"]
    shown.knob("w1").focus()
    for _ in range(7):
        chapter.keyboard.press("ArrowLeft")
    shown.settle()
    assert shown.position["w1"] == pytest.approx(before - 7 * step)
    assert_shows(shown, "one-unit")
    shown.knob("task").select_option("AND")
    shown.settle()
    assert shown.position["task"] == "AND"
    assert_shows(shown, "one-unit")


def test_every_knob_is_reached_by_tab_and_left_again(chapter):
    shown = figure(chapter, "three-units")
    names = [knob["name"] for knob in shown.knobs]
    shown.knob(names[0]).focus()
    reached = []
    for _ in names:
        reached.append(chapter.evaluate("document.activeElement.dataset.axis"))
        chapter.keyboard.press("Tab")
    assert reached == names
    assert chapter.evaluate("document.activeElement.dataset.axis") is None


def test_the_surface_is_painted_in_the_color_of_the_likely_class(chapter):
    shown = figure(chapter, "one-unit")
    for task in TASKS:
        for weights in ({"w1": 6, "w2": -4, "b": -1}, {"w1": -5, "w2": -5, "b": 3}):
            for name, value in weights.items():
                shown.turn(name, value)
            shown.knob("task").select_option(task)
            shown.settle()
            attempt = one_unit(task=task, **weights)
            for x in attempt.x:
                p = attempt.net.predict_proba(np.array([x]))[0, 0]
                red, _, blue, _ = shown.pixel(*((x + 0.5) / 2))
                assert (blue > red) == (p > 0.5)


def test_presets_and_reset_are_a_click_away(chapter):
    shown = figure(chapter, "three-units")
    start = shown.position
    shown.turn("h1_b", 0)
    shown.settle()
    assert shown.position["h1_b"] == 0
    shown.root.get_by_role("button", name="Reset").click()
    shown.settle()
    assert shown.position == start == LECTURE
    shown.root.locator(".nnb-preset").nth(1).click()
    shown.settle()
    assert shown.position != start
    assert_shows(shown, "three-units")


def test_a_link_restores_a_position(open_page):
    page = open_page("01_xor", fragment="#one-unit?task=AND&w1=2.5&b=-3")
    shown = figure(page, "one-unit")
    shown.settle()
    assert shown.position | {"w2": 0} == {"task": "AND", "w1": 2.5, "w2": 0, "b": -3}
    assert_shows(shown, "one-unit")


def test_a_link_that_makes_no_sense_leaves_the_figure_alone(open_page):
    start = figure(open_page("01_xor"), "one-unit").position
    for fragment in ("#one-unit?task=NAND&w1=much&w9=1", "#one-unit?%", "#nobody?w1=1"):
        shown = figure(open_page("01_xor", fragment=fragment), "one-unit")
        shown.settle()
        assert shown.position == start


def test_figures_of_one_page_are_independent(chapter):
    first, second = figure(chapter, "output-unit"), figure(chapter, "three-units")
    before = second.position
    first.turn("y_b", 0)
    first.settle()
    assert first.position["y_b"] == 0
    assert second.position == before


def test_the_saved_picture_holds_panels_words_and_the_tint_of_the_table(chapter):
    shown = figure(chapter, "three-units")
    with chapter.expect_download() as saved:
        shown.root.get_by_role("button", name="Save the picture").click()
    picture = BeautifulSoup(saved.value.path().read_text("utf-8"), "html.parser")
    assert saved.value.suggested_filename == "three-units.svg"
    words = " ".join(text.get_text() for text in picture.find_all("text"))
    assert shown.summary in words
    assert "Hidden units" in words
    assert len(picture.find_all("image")) == 2
    shares = [float(tint["width"]) for tint in picture.find_all("rect", class_="nnb-share")]
    outputs = [float(row[-3]) for row in shown.rows]
    assert np.array(shares) / max(shares) == pytest.approx(np.array(outputs) / max(outputs), abs=0.01)


def test_a_position_is_copied_as_a_link_and_projected_in_full_screen(chapter):
    shown = figure(chapter, "one-unit")
    shown.knob("task").select_option("AND")
    shown.settle()
    shown.root.get_by_role("button", name="Copy a link").click()
    chapter.wait_for_function("location.hash")
    assert chapter.evaluate("location.hash") == "#one-unit?task=AND&w1=6&w2=6&b=-3"
    title = shown.root.locator(".nnb-title")
    before = title.bounding_box()["height"]
    shown.root.get_by_role("button", name="Full screen").click()
    chapter.wait_for_function(
        "root => root.style.getPropertyValue('--nnb-scale') > 1", arg=shown.root.element_handle()
    )
    shown.settle()
    assert title.bounding_box()["height"] > 1.2 * before
    assert_shows(shown, "one-unit")


def test_a_copied_link_leads_to_the_very_picture(open_page):
    page = open_page("01_xor")
    page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text }")
    shown = figure(page, "three-units")
    shown.turn("y_b", 3.3)
    shown.settle()
    shown.root.get_by_role("button", name="Copy a link").click()
    shown.root.get_by_text("Link copied").wait_for()
    fragment = page.evaluate("window.copied").split("#")[1]
    again = figure(open_page("01_xor", fragment="#" + fragment), "three-units")
    again.settle()
    assert again.position == shown.position == LECTURE | {"y_b": 3.3}
    assert again.picture == shown.picture
    assert again.root.evaluate("root => root.getBoundingClientRect().top < window.innerHeight")


def test_linked_figures_turn_together(open_page):
    page = open_page("01_xor")
    page.wait_for_load_state("networkidle")
    page.route("**/*.html*", lambda route: route.fulfill(body=linked(route), content_type="text/html"))
    page.reload()
    first, second = figure(page, "three-units"), figure(page, "output-unit")
    for one, other in ((first, second), (second, first)):
        one.turn("y_b", one.position["y_b"] - 2)
        one.settle()
        other.settle()
        assert one.position["y_b"] == other.position["y_b"]
        assert_shows(first, "three-units")
        assert_shows(second, "output-unit")
    assert figure(page, "one-unit").position["b"] == -3


def linked(route):
    """The page with two of its figures in one group."""
    html = file_of(route.request.url).read_text(encoding="utf-8")
    for name in ("three-units", "output-unit"):
        start, end = f'"name":"{name}",', '"group":null'
        before, after = html.split(start, 1)
        html = before + start + after.replace(end, '"group":"units"', 1)
    return html


def test_a_figure_whose_other_positions_do_not_come_says_so_and_asks_again(open_page):
    page = open_page("03_relu")
    page.wait_for_load_state("networkidle")
    page.route("**/_figures/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.reload()
    shown = figure(page, "gradient-flow")
    before = shown.picture
    shown.turn("depth", 3)
    error = shown.root.locator(".nnb-error")
    error.get_by_text("could not be loaded").wait_for()
    assert shown.picture == before
    assert shown.summary == drawing.fill_summary(shown.drawing, start_of(shown))
    page.unroute("**/_figures/*.js")
    shown.turn("depth", 4)
    shown.settle()
    assert error.is_hidden()
    assert shown.picture != before
    assert shown.summary == drawing.fill_summary(shown.drawing, shown.position)


def start_of(shown):
    return shown.root.evaluate("root => root.closest('figure').nnbook.get('start')")


@pytest.mark.parametrize("name", pages())
def test_what_a_page_holds_is_small_and_names_no_figure_twice(built_book, name):
    html = (built_book / f"{name}.html").read_text(encoding="utf-8")
    payloads = PAYLOAD.findall(html)
    grids = [(built_book / file).read_bytes() for file in GRID.findall(html)]
    embedded = sum(len(gzip.compress(text.encode())) for text in payloads)
    assert embedded + sum(map(len, map(gzip.compress, grids))) <= 400_000
    assert embedded <= 40_000  # the page itself comes fast
    figures = [text for text in payloads if '"axes"' in text]
    names = re.findall(r'class="nnbook-figure" id="([^"]+)"', html)
    assert len(set(names)) == len(names) == len(figures) == len(grids)
