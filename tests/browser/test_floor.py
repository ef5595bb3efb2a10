"""The training floor in a real browser, from file:// with the network refused."""

import random
import re
import shutil
from pathlib import Path

import pytest

from nnbook.widgets import floor
from nnbook.widgets.explorer import STATIC
from tests.browser.harness import chromium

HEAD = """<!doctype html><html lang="en"{theme}><head><meta charset="utf-8"><title>A floor</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="widget.css"><script defer src="page.js"></script>
<style>body {{ margin: 8px; font-family: sans-serif }} figure {{ margin: 0 }}
html[data-theme="dark"] {{ background: #121212; --pst-color-background: #121212 }}</style></head><body><main>
<h1>A floor</h1>{floors}</main></body></html>"""
FIGURE = ".nnb-floor"


@pytest.fixture
def open_floor(browser, tmp_path):
    """open_floor(floor(...), ..., fragment="") -> Page; fails for other hosts, errors and warnings."""
    for name in ("page.js", "floor.js", "widget.css"):
        shutil.copy(STATIC / name, tmp_path)
    contexts, watch = [], chromium.Watch()

    def open_one(*floors, fragment="", dark=False, width=1000, **options):
        theme = f' data-theme="{"dark" if dark else "light"}"'
        page_file = Path(tmp_path) / "floor.html"
        page_file.write_text(HEAD.format(theme=theme, floors="".join(one.page() for one in floors)))
        for one in floors:
            one.close()
        context = browser.new_context(viewport={"width": width, "height": 1100}, **options)
        context.set_default_timeout(60_000)
        contexts.append(context)
        watch.over(context)
        page = context.new_page()
        page.goto(page_file.as_uri() + fragment)
        if options.get("java_script_enabled", True):
            page.wait_for_selector(f"{FIGURE}[data-steps]")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not watch.refused, "requests to other hosts"
    assert not watch.complaints, "console errors and warnings"


def steps(page, figure=FIGURE):
    return int(page.get_attribute(figure, "data-steps"))


def train(page, least):
    """Play until `least` steps are done, then pause."""
    page.click(".nnb-go")
    page.wait_for_function(f"Number(document.querySelector('{FIGURE}').dataset.steps) >= {least}")
    page.click(".nnb-go")
    page.wait_for_selector(f"{FIGURE}[data-playing=false]")


def badges(page):
    return page.locator(".nnb-lane:not([hidden]) .nnb-badge").all_inner_texts()


def test_two_networks_train_and_the_page_says_which_learns_and_why_the_other_does_not(open_floor):
    page = open_floor(floor("sigmoid or ReLU"))
    assert badges(page) == ["not trained yet"] * 2
    train(page, 200)
    assert badges(page) == ["✗ does not learn: its gradient vanishes", "✓ learns"]
    page.wait_for_function("document.querySelector('.nnb-summary').textContent.includes('B learns')")
    said = page.inner_text(".nnb-summary")
    assert re.search(
        r"Layer 1 of A receives 1/\d0,000,000 of the gradient of layer 12; A does not learn", said
    )
    assert page.locator(".nnb-lane canvas.nnb-surface").count() == 2


def test_a_stop_of_the_tour_is_a_link_and_the_link_a_position(open_floor):
    page = open_floor(floor())
    page.click("text=all zeros")
    wanted = page.get_attribute(FIGURE, "data-position")
    assert "zeros" in wanted
    page.click("[aria-label='Copy a link to this position']")
    page.wait_for_function("location.hash.length > 5")
    fragment = page.evaluate("location.hash")
    again = open_floor(floor(), fragment=fragment)
    assert again.get_attribute(FIGURE, "data-position") == wanted


def test_the_keyboard_does_all(open_floor):
    page = open_floor(floor(lanes=1))
    page.focus("[aria-label='One step']")
    for _ in range(3):
        before = steps(page)
        page.keyboard.press("Enter")
        page.wait_for_function(f"Number(document.querySelector('{FIGURE}').dataset.steps) === {before + 1}")
    page.focus("[data-axis=a_depth]")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"document.querySelector('{FIGURE}').dataset.position.includes('\"a_depth\":3')")
    page.wait_for_function(f"document.querySelector('{FIGURE}').dataset.steps === '0'")
    page.focus(".nnb-go")
    page.keyboard.press("Enter")
    page.wait_for_function(f"Number(document.querySelector('{FIGURE}').dataset.steps) > 5")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{FIGURE}[data-playing=false]")


def test_what_is_changed_on_the_way_leaves_a_mark_and_trains_on(open_floor):
    page = open_floor(floor(lanes=1))
    train(page, 20)
    page.click("text=data and training")
    page.select_option("[data-axis=optimizer]", label="adam")
    before = steps(page)
    train(page, before + 20)
    assert "optimizer adam" in page.inner_text(".nnb-curves")


def test_pointing_at_a_bar_shows_the_inside_of_its_layer(open_floor):
    page = open_floor(floor("sigmoid or ReLU"))
    page.locator(".nnb-layers .nnb-plot").first.hover()
    page.wait_for_selector(".nnb-inside")
    assert page.locator(".nnb-units canvas").count() == 16
    assert re.match(r"Layer \d+ of A", page.inner_text(".nnb-inside .nnb-panel-title"))


def test_a_loss_that_runs_away_stops_its_lane_alone(open_floor):
    position = {"a_depth": 50, "a_width": 16, "a_activation": "relu", "a_start": "he", "a_skip": "on"}
    page = open_floor(floor(**position))
    train(page, 30)
    first, second = badges(page)
    assert first.startswith("✗ stopped")
    assert not second.startswith("✗ stopped")
    assert re.search(r"A stopped at step \d+", page.inner_text(".nnb-summary"))


def test_digits_show_the_unseen_ones_that_come_out_wrong(open_floor):
    page = open_floor(floor(data="digits", lanes=1))
    page.wait_for_selector(".nnb-images canvas")
    assert re.search(r"\d, not \d", page.inner_text(".nnb-images"))


@pytest.mark.parametrize("dark", [False, True])
def test_no_rule_of_axe_is_broken(open_floor, dark):
    page = open_floor(floor("sigmoid or ReLU"), dark=dark)
    page.click("text=data and training")
    page.locator(".nnb-layers .nnb-plot").first.hover()
    page.wait_for_selector(".nnb-inside")
    assert not chromium.violations(page, FIGURE)


def test_on_a_phone_the_lanes_stand_below_each_other_and_nothing_sticks_out(open_floor):
    page = open_floor(floor("sigmoid or ReLU"), width=320)
    first, second = (page.locator(".nnb-lane").nth(i).bounding_box() for i in (0, 1))
    assert second["y"] >= first["y"] + first["height"]
    assert not chromium.has_sideways_scroll(page)


def test_who_asked_for_less_motion_sees_none_until_they_press_play(open_floor):
    page = open_floor(floor(lanes=1), reduced_motion="reduce")
    page.wait_for_timeout(600)
    assert steps(page) == 0
    train(page, 4)


def test_two_floors_on_a_page_do_not_know_each_other(open_floor):
    page = open_floor(floor(lanes=1), floor("twins", name="other"))
    first, second = page.locator(FIGURE).all()
    second.locator(".nnb-go").click()
    page.wait_for_function(f"Number(document.querySelectorAll('{FIGURE}')[1].dataset.steps) > 10")
    second.locator(".nnb-go").click()
    assert first.get_attribute("data-steps") == "0"
    assert first.get_attribute("data-position") != second.get_attribute("data-position")


def test_without_javascript_a_still_picture_and_words_stand_there(open_floor):
    page = open_floor(floor("sigmoid or ReLU"), java_script_enabled=False)
    assert "Layer 1 of A receives" in page.inner_text("noscript")


def test_whatever_is_turned_while_it_runs_nothing_breaks(open_floor):
    page = open_floor(floor())
    page.click("text=data and training")
    for more in page.locator(".nnb-lane .nnb-more summary").all():
        more.click()
    page.click(".nnb-go")
    choose = random.Random(0)
    for _ in range(100):
        knob = choose.choice(page.locator("[data-axis]:visible").all())
        if knob.evaluate("element => element.tagName") == "SELECT":
            knob.select_option(index=choose.randrange(knob.locator("option").count()))
        else:
            top = int(knob.get_attribute("max"))
            # Fifty layers of 128 units are allowed and slow: this test is about turning, not about waiting.
            limit = {"a_width": 8, "b_width": 8, "a_depth": 12, "b_depth": 12}.get(
                knob.get_attribute("data-axis"), top
            )
            knob.fill(str(choose.randint(0, min(top, limit))))
        page.wait_for_timeout(20)
    assert page.locator(".nnb-error").is_hidden()
    page.click("text=sigmoid or ReLU")
    page.wait_for_function(f"Number(document.querySelector('{FIGURE}').dataset.steps) > 20")
