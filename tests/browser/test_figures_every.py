"""Every figure of every page: by chance, key and touch, twice on a page, on paper, without a script."""

import json
import random
import re
from functools import cache
from xml.etree import ElementTree

import numpy as np
import pytest

from nnbook.drawing.specs import predict
from nnbook.drawing.summaries import fill_summary
from nnbook.widgets.axes import completed
from nnbook.widgets.export import leaves, rounded
from tests.browser import cells
from tests.browser.figures import TURN, Figure, anywhere
from tests.browser.harness.chromium import has_sideways_scroll, violations
from tests.unit.chapters.test_rooms import FIGURES

EVERY = pytest.mark.parametrize("path", cells.with_figures(), ids=lambda path: path.stem)
ALIVE = ".nnbook-figure > .nnbook-mount > .nnb"
made = cache(cells.figures)


def on(page):
    """Every figure of the page, with its name; those further down are woken without going there."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_selector(ALIVE)
    roots = page.locator(ALIVE).all()
    names = [root.evaluate("root => root.closest('figure').id") for root in roots]
    return {name: Figure(root) for name, root in zip(names, roots, strict=True)}


def turn_everything(shown, rng):
    for knob in shown.knobs:
        shown.turn(knob["name"], anywhere(rng, knob))
    shown.settle()


def assert_shows_what_nnbook_computes(shown, figure):
    """Compare drawing, words and picture with the experiment at the position where the figure stands."""
    position = completed(figure.knobs, shown.position, figure.position)
    wanted, drawing = rounded(figure.at(position).drawing), shown.drawing
    here, there = dict(leaves(drawing)), dict(leaves(wanted))
    assert here.keys() == there.keys()
    for path, value in there.items():
        # A dial's value is written into the page exactly, here it is rounded like any weight.
        assert here[path] == (pytest.approx(value, rel=1e-5) if isinstance(value, float) else value), path
    words = " ".join(fill_summary(wanted, position).split())
    assert " ".join(shown.summary.split()) == words
    assert not re.search(r"\{\w+\}|NaN|undefined", words)
    for spec, picture in zip(drawing["panels"], shown.picture, strict=True):
        assert_pictures(shown, spec, picture)


def assert_pictures(shown, spec, picture):
    """Compare the numbers in one panel's picture with those of its drawing."""
    match spec["kind"]:
        case "bars":
            values = {value or 0 for series in spec["series"] for value in series["values"]}
            assert {value or 0 for value in picture["values"]} == values
        case "lines":
            assert picture["curves"] == [series["name"] for series in spec["series"]]
        case "histograms":
            assert len(picture["counts"]) == len(spec["rows"])
        case "network":
            weights = [edge["weight"] for edge in spec["edges"] if edge.get("weight") is not None]
            assert picture["weights"] == weights
        case "images":
            assert picture["canvases"] == len(spec["images"])
        case "truth_table":
            p = predict(spec["nets"], np.array(spec["points"]["x"], float))
            assert [float(row[-3]) for row in picture["rows"]] == pytest.approx(p[:, 0], abs=6e-4)
        case "field":
            assert_surface(shown, spec)


def assert_surface(shown, spec):
    """Compare the colors of a surface with the probabilities of its networks."""
    k = [one["kind"] for one in shown.drawing["panels"] if one["kind"] in ("field", "images")].index("field")
    (x0, x1), (y0, y1) = spec["x_domain"], spec["y_domain"]
    for share in random.Random(0).sample([(x, y) for x in (0.1, 0.3, 0.7, 0.9) for y in (0.2, 0.4, 0.8)], 5):
        x = np.array([[x0 + share[0] * (x1 - x0), y0 + share[1] * (y1 - y0)]])
        p = predict(spec["nets"], x, spec.get("from_layer") or 0)[0]
        if len(p) <= 2 and abs(p[-1] - 0.5) > 0.2 and shown.drawing["panels"].index(spec) == k:
            red, _, blue, _ = shown.pixel(*share)
            assert (blue > red) == (p[-1] > 0.5)


def test_every_figure_of_a_room_stands_in_the_book_and_every_figure_of_the_book_in_a_room():
    figures = {name: figure for path in cells.with_figures() for name, figure in made(path).items()}
    assert set(figures) == {figure.replace("_", "-") for _, figure in FIGURES}
    assert all(figure.presets for name, figure in figures.items() if name != "dying-units")


@EVERY
def test_five_hundred_turns_end_where_nnbook_is(open_page, path):
    page, rng = open_page(path.stem), random.Random(0)
    found = on(page)
    assert found.keys() == made(path).keys()
    for name, shown in found.items():
        assert_shows_what_nnbook_computes(shown, made(path)[name])
        knobs = shown.knobs
        turns = [(knob["name"], anywhere(rng, knob)) for knob in rng.choices(knobs, k=500)]
        shown.storm(turns)
        shown.settle()
        for axis, raw in dict(turns).items():
            assert shown.raw(axis) == pytest.approx(raw)
        assert shown.root.locator(".nnb-error").is_hidden()
        assert_shows_what_nnbook_computes(shown, made(path)[name])
    assert violations(page, ALIVE) == []
    # Paper shows the picture where it stands, in dark ink, without anything to press.
    for scheme in ("light", "dark"):
        page.emulate_media(media="print", color_scheme=scheme)
        for shown in found.values():
            assert shown.root.locator(".nnb-panels").is_visible()
            assert (
                shown.root.locator(".nnb-tools, .nnb-presets, .nnb-knobs").filter(visible=True).count() == 0
            )
            assert brightness(shown.root.locator(".nnb-summary"), "color") < 0.2
            assert brightness(shown.root, "backgroundColor") == 1


def brightness(locator, prop):
    """The mean of red, green and blue of a computed color, from 0 to 1."""
    color = locator.evaluate("(element, prop) => getComputedStyle(element)[prop]", prop)
    return sum(map(int, re.findall(r"\d+", color)[:3])) / 765


CONTROLS = """root => [...root.querySelectorAll("button, select, input")]
    .filter(e => !e.disabled && e.checkVisibility()).map((e, i) => (e.dataset.tab = i))"""
FOCUSED = """() => {
    const e = document.activeElement, style = getComputedStyle(e);
    return [e.dataset.tab, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1];
}"""


@EVERY
def test_the_keyboard_reaches_and_turns_everything_and_leaves_again(open_page, path):
    page = open_page(path.stem)
    for shown in on(page).values():
        controls = shown.root.evaluate(CONTROLS)
        shown.root.locator("[data-tab='0']").focus()
        page.keyboard.press("Shift+Tab")  # in from outside, as a reader comes
        for k in controls:
            page.keyboard.press("Tab")
            assert page.evaluate(FOCUSED) == [str(k), True]
        page.keyboard.press("Tab")
        assert not shown.root.evaluate("root => root.contains(document.activeElement)")
        for knob in shown.knobs:
            shown.knob(knob["name"]).focus()
            before = shown.raw(knob["name"])
            for key in ("ArrowDown", "ArrowUp"):
                if shown.raw(knob["name"]) == before:
                    page.keyboard.press(key)
            shown.settle()
            assert shown.raw(knob["name"]) != before or (knob["high"] == 0 and knob["count"] < 2)
        for button in shown.root.locator(".nnb-preset").all():
            button.focus()
            page.keyboard.press("Enter")
            shown.settle()
            assert button.get_attribute("aria-pressed") == "true"
        for play in shown.root.locator(".nnb-main").all():
            # From the start: a recording that ends meanwhile would begin again at the second press.
            play.locator("xpath=ancestor::*[@class='nnb-play']").locator("input").evaluate(TURN, 0)
            play.focus()
            page.keyboard.press("Space")
            assert play.get_attribute("data-playing") is not None
            page.keyboard.press("Space")
            assert play.get_attribute("data-playing") is None


@EVERY
def test_two_copies_of_a_figure_are_independent(open_page, path):
    page = open_page(path.stem)
    page.wait_for_load_state("networkidle")  # or the second load breaks requests of the first
    # Every figure twice in the page's own source, so that one and the same script wakes both.
    page.route(
        "**/*.html*", lambda route: route.fulfill(body=doubled(path.stem, route), content_type="text/html")
    )
    page.reload()
    found, rng = on(page), random.Random(1)
    assert len(found) == 2 * len(made(path))
    for name in made(path):
        for moved, still in ((name, f"{name}-again"), (f"{name}-again", name)):
            before = found[still].position, found[still].root.text_content(), found[still].picture
            turn_everything(found[moved], rng)
            assert before == (found[still].position, found[still].root.text_content(), found[still].picture)
            assert_shows_what_nnbook_computes(found[moved], made(path)[name])


def doubled(name, route):
    html = cells.file_of(route.request.url).read_text(encoding="utf-8")
    figure = re.compile(r'<figure class="nnbook-figure" id="([^"]+)".*?</figure>', re.DOTALL)
    return figure.sub(lambda m: m[0] + m[0].replace(f'id="{m[1]}"', f'id="{m[1]}-again"', 1), html)


@EVERY
def test_words_of_a_figure_are_text_whatever_they_say(open_page, path):
    page = open_page(path.stem)
    page.wait_for_load_state("networkidle")
    page.route("**/*.html*", lambda route: route.fulfill(body=hostile(route), content_type="text/html"))
    script = "text/javascript"
    page.route("**/_figures/*.js", lambda route: route.fulfill(body=hostile(route), content_type=script))
    page.reload()
    rng = random.Random(3)
    for shown in on(page).values():
        for _ in range(2):
            turn_everything(shown, rng)
            assert MARKUP in shown.root.text_content()
            assert shown.root.locator("img, script, s").count() == 0
        assert not shown.root.locator(".nnb-error").is_visible()
    assert page.evaluate("window.hacked") is None


MARKUP = '<s>"<img src="x.png" onerror="hacked = 1"><script>hacked = 1</script>'


def hostile(route):
    """A page or a figure's grid, with markup after every string of the figure that a reader may see."""

    def spoiled(value):
        match value:
            case str():
                return value + MARKUP if " " in value else value
            case list():
                return [spoiled(item) for item in value]
            case dict():
                return {key: spoiled(item) for key, item in value.items()}
        return value

    file = cells.file_of(route.request.url)
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".js":
        before, grid = text.split("'", 1)
        found = json.loads(grid.rsplit("'", 1)[0].replace("\\'", "'").replace("\\\\", "\\"))
        return f"{before}{json.dumps(json.dumps(spoiled(found)))}"
    payload = r'(data-nnbook-figure><script type="application/json">)(.*?)(?=</script>)'
    spoil = lambda m: m[1] + json.dumps(spoiled(json.loads(m[2]))).replace("<", r"\u003c")  # noqa: E731
    return re.sub(payload, spoil, text, flags=re.DOTALL)


LARGE = "root => root.style.getPropertyValue('--nnb-scale') > 1 && document.fullscreenElement === root"


@EVERY
def test_every_figure_can_be_saved_and_projected(open_page, path):
    page = open_page(path.stem, height=720)
    for name, shown in on(page).items():
        with page.expect_download() as saved:
            shown.root.get_by_role("button", name="Save the picture").click()
        assert saved.value.suggested_filename == f"{name}.svg"
        text = saved.value.path().read_text("utf-8")
        assert "var(" not in text, "a picture on its own has no style sheet to look colors up in"
        words = " ".join(ElementTree.fromstring(text).itertext()).split()
        assert set(shown.summary.split()) <= set(words)
        shown.root.get_by_role("button", name="Full screen").click()
        page.wait_for_function(LARGE, arg=shown.root.element_handle())
        shown.settle()
        assert shown.root.evaluate(CUT_OFF) == []
        page.evaluate("document.exitFullscreen()")
        page.wait_for_function("!document.fullscreenElement")


@EVERY
def test_the_first_figure_stands_on_the_first_screen(open_page, path):
    page = open_page(path.stem, height=800)
    shown = next(iter(on(page).values()))
    shown.settle()
    boxes = [panel.bounding_box() for panel in shown.root.locator(".nnb-panel").all()]
    row = [box for box in boxes if box["y"] == boxes[0]["y"]]
    # Where panels go on in a second row, so does the page.
    if len(row) == len(boxes):
        row.append(shown.root.locator(".nnb-summary").bounding_box())
    assert max(box["y"] + box["height"] for box in row) <= 800


# Everything of a figure that has words or pixels and reaches out of the window.
CUT_OFF = """root => [...root.querySelectorAll("p, button, select, input, td, th, canvas, text, li, output")]
    .filter(e => e.checkVisibility() && !e.closest(".nnb-hidden"))
    .map(e => [e, e.getBoundingClientRect()])
    .filter(([e, r]) => r.width && (r.left < -0.5 || r.right > window.innerWidth + 0.5))
    .map(([e, r]) => `${e.tagName} ${e.textContent.slice(0, 40)} ${r.left} to ${r.right}`)"""


STILL = """root => [...root.querySelectorAll("*")]
    .every(e => parseFloat(getComputedStyle(e).transitionDuration) === 0)"""


@EVERY
def test_on_a_phone_nothing_is_cut_off_and_a_finger_turns_the_knobs(open_page, path):
    page = open_page(path.stem, dark=True, width=320, height=700, has_touch=True, reduced_motion="reduce")
    found, rng = on(page), random.Random(2)
    for shown in found.values():
        # Who asked for less motion cannot start any; single steps stay.
        assert shown.root.locator(".nnb-main").filter(visible=True).count() == 0
        assert shown.root.evaluate(STILL)
        for step in shown.root.locator(".nnb-player button").filter(visible=True).all():
            step.click()
        turn_everything(shown, rng)
        assert shown.root.evaluate(CUT_OFF) == []
        drag_by_finger(page, shown)
    assert not has_sideways_scroll(page)
    assert violations(page, ALIVE) == []


def drag_by_finger(page, shown):
    """Drag one slider and every curve's marker sideways by touch; the page must stay where it is."""
    finger = page.context.new_cdp_session(page)
    handles = [
        *shown.root.locator("input[type=range]:enabled").all()[:1],
        *shown.root.locator("[data-drag]").all(),
    ]
    for handle in handles:
        for _ in range(2):  # sections on the way are laid out as they come near, and move what follows
            handle.evaluate("element => element.scrollIntoView({block: 'center'})")
            shown.settle()
        box, before = handle.bounding_box(), page.evaluate("[scrollX, scrollY]")
        y = box["y"] + box["height"] / 2
        # To the farther end first, so that something moves wherever it stood.
        places = set()
        for shares in ((0.5, 0.7, 0.95), (0.5, 0.3, 0.1)):
            for k, share in enumerate(shares):
                point = {"x": box["x"] + share * box["width"], "y": y + k}
                kind = "touchMove" if k else "touchStart"
                finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
            finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
            shown.settle()
            places.add(str(shown.position))
        assert len(places) == 2
        assert page.evaluate("[scrollX, scrollY]") == before


SHIFTS = """() => new Promise(done => {
    let sum = 0;
    const add = list => list.getEntries().forEach(e => { if (!e.hadRecentInput) sum += e.value; });
    new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 200);
})"""


@EVERY
@pytest.mark.parametrize("width", [412, 1280])
def test_nothing_jumps_when_a_page_comes_alive(open_page, path, width):
    page = open_page(path.stem, width=width, height=800)
    page.wait_for_selector(ALIVE)
    assert page.evaluate(SHIFTS) < 0.1  # what web.dev calls good


@EVERY
def test_figures_further_down_wake_when_the_reader_comes_near(open_page, path):
    page = open_page(path.stem)
    page.wait_for_selector(ALIVE)
    figures = page.locator("[data-nnbook-figure]")
    alive = page.locator(ALIVE).count()
    assert alive == 1 or alive < figures.count()
    for k in range(figures.count()):
        figure = figures.nth(k)
        # Not Playwright's own way: where sections are not laid out yet, it may stop in another one.
        figure.evaluate("figure => figure.scrollIntoView({block: 'center'})")
        figure.locator(".nnb-summary").wait_for()


@EVERY
def test_without_javascript_a_picture_and_its_words_stand_in(open_page, path):
    page = open_page(path.stem, java_script_enabled=False)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        for name, figure in made(path).items():
            words = fill_summary(figure.at(figure.start).drawing, figure.start)
            picture = page.locator(f"#{name} noscript img")
            picture.wait_for()  # what the switch to paper has just laid out is not there at once
            assert picture.bounding_box()["height"] > 100
            assert picture.get_attribute("alt") == words
            assert " ".join(page.locator(f"#{name} noscript p").text_content().split()) == " ".join(
                words.split()
            )
    assert page.locator(ALIVE).count() == 0
