"""The training floor in a real browser, from file:// with the network refused."""

import json
import random
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from nnbook.widgets import floor
from nnbook.widgets.explorer import STATIC
from tests.browser.floor_replay import replayed
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
    page.wait_for_selector(".nnb-unit")
    assert page.locator(".nnb-units canvas").count() == 16
    assert re.search(r"output of layer \d+ of A", page.text_content(".nnb-seen"))


def test_a_layer_and_a_unit_are_looked_into_by_keyboard(open_floor):
    page = open_floor(floor("sigmoid or ReLU"))
    page.focus("[aria-label='look inside a layer of B']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    lane = page.locator(".nnb-lane").nth(1)
    lane.locator("[aria-label='unit 16']").wait_for()
    lane.locator(".nnb-seen", has_text="output of layer 2 of B").wait_for()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert lane.locator(".nnb-unit").inner_text() == "unit 3 of layer 2, over the plane"
    assert lane.locator("[aria-pressed=true]").get_attribute("aria-label") == "unit 3"


def test_a_finger_plays_pauses_and_looks_inside(open_floor):
    page = open_floor(floor(lanes=1), width=390, has_touch=True)
    page.tap(".nnb-go")
    page.wait_for_function(f"Number(document.querySelector('{FIGURE}').dataset.steps) > 8")
    page.tap(".nnb-go")
    page.wait_for_selector(f"{FIGURE}[data-playing=false]")
    page.locator(".nnb-layers .nnb-plot").first.tap()
    page.locator(".nnb-lane:not([hidden]) [aria-label='unit 2']").tap()
    assert page.inner_text(".nnb-lane:not([hidden]) .nnb-unit").startswith("unit 2 of layer")


def test_on_paper_pictures_and_words_stay_and_what_can_be_turned_goes(open_floor):
    page = open_floor(floor("sigmoid or ReLU"))
    page.emulate_media(media="print")
    for gone in (".nnb-transport", ".nnb-lane-knobs", ".nnb-inside", ".nnb-tools"):
        assert not page.locator(gone).first.is_visible(), gone
    for stays in (".nnb-surface", ".nnb-layers .nnb-plot", ".nnb-curves .nnb-plot", ".nnb-summary"):
        assert page.locator(stays).first.is_visible(), stays


def test_a_floor_that_plays_by_itself_comes_to_rest_and_never_starts_where_less_motion_is_wanted(open_floor):
    own = {"lanes": 1, "a_depth": 1, "play": True, "stops": {"two": {"lanes": 2}}}
    page = open_floor(floor(**own))
    page.wait_for_selector(f"{FIGURE}[data-playing=true]")
    page.select_option("[aria-label=speed]", index=2)
    page.wait_for_selector(f"{FIGURE}[data-playing=false]")
    assert 1200 <= steps(page) < 1300
    assert badges(page) == ["✓ learns"]
    page.click("text=two")
    page.wait_for_function("document.querySelectorAll('.nnb-lane:not([hidden])').length === 2")
    still = open_floor(floor(**own), reduced_motion="reduce")
    still.wait_for_timeout(500)
    assert steps(still) == 0


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
    page.wait_for_selector(".nnb-unit")
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


STORM = """async ([choices, heavy]) => {
    const root = document.querySelector(".nnb-floor");
    const press = name => root.querySelector(name).click();
    const shape = /^._(depth|width|activation|normalize|skip)$/, shared = /^(optimizer|lr|batch)$/;
    const anew = name => shape.test(name) || !(shared.test(name) || name[1] === "_");
    for (const [which, where, wait] of choices) {
        const there = [...root.querySelectorAll("[data-axis]")].filter(knob => !knob.closest("[hidden]"));
        // Most of all what does not begin anew.
        const knobs = there.concat(...Array(12).fill(there.filter(knob => !anew(knob.dataset.axis))));
        const knob = knobs[Math.floor(which * 1.03 * knobs.length)];
        if (knob) {
            const ends = [Number(knob.min), Number(knob.max)];
            const [low, high] = knob.options ? [0, knob.options.length - 1] : ends;
            const top = Math.min(high, heavy[knob.dataset.axis] ?? high);
            const value = low + Math.floor(where * (top - low + 1));
            if (knob.options) knob.selectedIndex = value; else knob.value = value;
            knob.dispatchEvent(new Event("input", {bubbles: true}));
            knob.dispatchEvent(new Event("change", {bubbles: true}));
        } else if (where < 0.5) {
            root.querySelectorAll(".nnb-preset")[Math.floor(where * 20)].click();
        } else press(where < 0.8 ? "[aria-label='One step']" : "[aria-label^='Restart']");
        if (root.dataset.playing !== "true") press(".nnb-go");
        for (let k = 0; k < 2 * wait; k++) await new Promise(requestAnimationFrame);
    }
    if (root.dataset.playing === "true") press(".nnb-go");
}"""
REPORT = """() => {
    const floor = document.querySelector(".nnb-floor"), model = floor.closest("figure").nnbook;
    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b), log = model.get("log");
    if (floor.dataset.playing !== "false" || !log?.length) return null;
    if (!same(log[log.length - 1].position, model.get("position"))) return null;
    if (String(model.get("steps")) !== floor.dataset.steps) return null;
    const numbers = one => [...new Float64Array(one.buffer)];
    const theta = model.get("parameters").map(numbers);
    return {log, steps: model.get("steps"), theta, failed: model.get("curves").map(curve => curve.failed)};
}"""
# Fifty layers of 128 units are allowed and slow: here much is turned, and nothing waited for.
HEAVY = {"a_width": 5, "b_width": 5, "a_depth": 12, "b_depth": 12, "examples": 2}


def rest(page):
    """What the floor reports once it has come to rest."""
    return page.wait_for_function(REPORT).json_value()


def test_through_500_turns_while_it_runs_it_is_where_nnbook_comes_to_by_its_log(open_floor):
    page = open_floor(floor())
    rng, compared, steps = random.Random(0), 0, 0
    for _ in range(20):
        choices = [[rng.random(), rng.random(), rng.random()] for _ in range(25)]
        page.evaluate(STORM, [choices, HEAVY])
        found = rest(page)
        assert page.locator(".nnb-error").is_hidden()
        lanes = replayed(found["log"], found["steps"])
        # Rounding may do what nnbook itself makes of an error in the 13th digit, this way or that.
        shaken = [replayed(found["log"], found["steps"], jitter) for jitter in (1e-13, -1e-13)]
        for lane, *others, theta, failed in zip(lanes, *shaken, found["theta"], found["failed"], strict=True):
            scale = abs(lane.theta).max() + 1e-300
            shake = np.max([abs(lane.theta - other.theta).max() for other in others]) / scale
            steps += found["steps"]
            if any(other.failed != lane.failed for other in others) or not shake < 1e-3:
                continue  # such an error decides where it goes, or when it runs away: rounding may
            assert failed == lane.failed
            off = abs(np.array(theta)[: lane.theta.size] - lane.theta).max() / scale
            assert off <= 1e-10 + 10 * shake, json.dumps([found["log"], found["steps"]])
            compared += shake < 1e-10
    assert compared >= 20, "most networks must be compared to many digits"
    assert steps >= 500
