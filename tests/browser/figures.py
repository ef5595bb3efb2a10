"""A figure on a page, in the built book and in JupyterLab alike: turn its knobs, read what it says."""

import json
import random

# Sets a knob the way a finger does, and lets the page hear of it.
TURN = """(knob, value) => {
    if (knob.tagName === "SELECT") knob.selectedIndex = value;
    else knob.value = value;
    knob.dispatchEvent(new Event("input", {bubbles: true}));
    knob.dispatchEvent(new Event("change", {bubbles: true}));
}"""
# Many turns as fast as a hand could never do it: five to a frame.
STORM = f"""async (root, turns) => {{
    const turn = {TURN};
    for (let k = 0; k < turns.length; k++) {{
        turn(root.querySelector(`[data-axis="${{turns[k][0]}}"]`), turns[k][1]);
        if (k % 5 === 4) await new Promise(requestAnimationFrame);
    }}
}}"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
KNOBS = """root => [...root.querySelectorAll(".nnb-knobs [data-axis]")].map(knob => ({
    name: knob.dataset.axis,
    count: knob.tagName === "SELECT" ? knob.options.length : 0,
    low: +knob.min, high: +knob.max, step: +knob.step,
}))"""
PIXEL = """([canvas, x, y]) => {
    const [left, top] = [x * canvas.width, (1 - y) * canvas.height];
    const copy = document.createElement("canvas");
    copy.width = copy.height = 1;
    const context = copy.getContext("2d");
    context.drawImage(canvas, -Math.floor(left), -Math.floor(top));
    const pixels = context.getImageData(0, 0, 1, 1).data;
    return [...pixels];
}"""

# What one panel shows, read from the picture itself.
PICTURE = """root => [...root.querySelectorAll(".nnb-panel")].map(panel => {
    const marked = name => [...panel.querySelectorAll(`[data-${name}]`)];
    const numbers = name => marked(name).map(e => e.getAttribute(`data-${name}`));
    return {
        title: panel.querySelector(".nnb-panel-title").textContent,
        values: numbers("value").map(Number),
        counts: numbers("counts"),
        weights: numbers("weight").map(Number),
        curves: numbers("name"),
        canvases: panel.querySelectorAll("canvas").length,
        rows: [...panel.querySelectorAll("tbody tr")].map(
            row => [...row.children].map(cell => cell.textContent.replace("−", "-"))),
    };
})"""


class Figure:
    """One figure; `root` is the locator of its `.nnb` element.

    Words are read as `text_content`, since a section that is far from the screen is not laid out and
    has no `inner_text`.
    """

    def __init__(self, root):
        self.root = root
        root.wait_for()

    @property
    def position(self):
        return json.loads(self.root.get_attribute("data-position"))

    @property
    def summary(self):
        return self.root.locator(".nnb-summary").text_content()

    @property
    def drawing(self):
        """The drawing that the page's model holds (not in JupyterLab)."""
        return self.root.evaluate("root => root.closest('figure').nnbook.get('drawing')")

    @property
    def picture(self):
        """Per panel, the numbers that the picture itself carries."""
        return self.root.evaluate(PICTURE)

    @property
    def rows(self):
        """The truth table's cells, row by row."""
        rows = self.root.locator(".nnb-table tbody tr").all()
        return [[cell.text_content().replace("−", "-") for cell in row.locator("td").all()] for row in rows]

    @property
    def knobs(self):
        """Name, number of choices, and range of every knob."""
        return self.root.evaluate(KNOBS)

    def knob(self, name):
        return self.root.locator(f"[data-axis='{name}']")

    def raw(self, name):
        """Where a knob stands: a slider's number, or the entry of a list of choices."""
        return self.knob(name).evaluate("k => k.tagName === 'SELECT' ? k.selectedIndex : +k.value")

    def turn(self, name, raw):
        """Set a slider to `raw`, or a list of choices to entry number `raw`."""
        self.knob(name).evaluate(TURN, raw)

    def storm(self, turns):
        """Turn knobs, a list of (name, raw value), five times in every frame."""
        self.root.evaluate(STORM, turns)

    def settle(self):
        """Wait until everything that was asked for is on the screen."""
        # A turn is sent with the next frame; only then is a figure in JupyterLab busy.
        self.root.evaluate(TWO_FRAMES)
        self.root.page.wait_for_function(
            "root => root.getAttribute('aria-busy') === 'false'", arg=self.root.element_handle()
        )
        self.root.evaluate(TWO_FRAMES)

    def pixel(self, x, y, panel=0):
        """The color of a field's surface at (x, y), both as shares of its domain."""
        canvas = self.root.locator("canvas").nth(panel).element_handle()
        return self.root.page.evaluate(PIXEL, [canvas, x, y])


def anywhere(rng: random.Random, knob):
    """A random raw value for a knob."""
    if knob["count"]:
        return rng.randrange(knob["count"])
    steps = round((knob["high"] - knob["low"]) / knob["step"])
    return knob["low"] + rng.randint(0, steps) * knob["step"]
