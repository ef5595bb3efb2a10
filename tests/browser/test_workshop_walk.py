"""The book from a USB stick: what a reader does in it, from a double click to the notebook that is handed in.

NNBOOK_WALK names a folder for a picture of each step and `walk.md`, what each took.
"""

import os
import time
from pathlib import Path

import nbformat

from tests.browser.figures import Figure
from tests.browser.harness import chromium
from tests.browser.workshop import Cell

OWN = """
explore(
    ch03.gradient_flow,
    view=ch03.gradient_flow_drawing,
    depth=range(1, 41),
    activation=["sigmoid", "relu"],
    init=["xavier", "he"],
)
"""


class Walk:
    """The steps of a reader, each with its time and, where they are wanted, its picture."""

    def __init__(self, page):
        self.page, self.steps, self.since = page, [], time.monotonic()
        self.folder = os.environ.get("NNBOOK_WALK")

    def step(self, words):
        now = time.monotonic()
        self.steps.append(f"| {len(self.steps) + 1} | {words} | {now - self.since:.1f} |")
        if self.folder:
            folder = Path(self.folder)
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{len(self.steps):02}.png")
            lines = ["| | step | seconds |", "|--:|---|--:|", *self.steps]
            (folder / "walk.md").write_text("\n".join(lines) + "\n")
        self.since = time.monotonic()


def test_from_the_double_click_to_the_notebook_that_is_handed_in(browser, built_book):
    context, watch = browser.new_context(viewport={"width": 1280, "height": 900}), chromium.Watch()
    context.set_default_timeout(60_000)
    watch.over(context)
    page = context.new_page()
    walk = Walk(page)
    page.goto((built_book / "index.html").as_uri())
    page.locator(".nnb-floor[data-steps]").wait_for()
    walk.step("double-click index.html: the first figure trains")
    page.locator(".bd-sidebar-primary a[href*='01_xor']").first.click()
    page.locator("[data-cell='cell-010'] .nnw-start").wait_for()
    walk.step("open chapter 01")

    table = Cell(page, "cell-010")
    table.write('w = np.array([6, 6])\nprint("OR ", unit(x, w, -2).round(3))')
    walk.step("change the bias of the OR unit to -2")
    assert "Done." in table.run()
    assert table.text == "OR  [0.119 0.982 0.982 1.   ]"
    walk.step("run it: Python comes, cells above run first, the table is another one")

    answer = Cell(page, "cell-071")
    sources = page.evaluate("nnbookWorkshop.then(w => w.data.cells.map(cell => [cell.id, cell.source]))")
    book = answer.root.locator(".nnw-open").input_value()
    assert book == dict(sources)[answer.name], "an exercise is open from the start"
    answer.write("w1, w2, b = 6, 6, -9\nchecks.nand((w1, w2, b))")
    answer.run()
    assert "✗ Not yet." in answer.text
    walk.step("exercise 1.1, wrongly")
    answer.write("w1, w2, b = -6, -6, 9\nchecks.nand((w1, w2, b))")
    answer.run()
    assert answer.text.startswith("✓ Right.")
    assert page.locator(".nnw-done").first.inner_text().startswith("1/")
    walk.step("exercise 1.1, rightly: the contents count it")

    page.locator(".bd-sidebar-primary a[href*='03_relu']").first.click()
    page.locator("[data-cell='cell-002']").wait_for()
    walk.step("open chapter 03")
    own = Cell(page, "cell-002")
    own.write(OWN)
    assert own.run().startswith(("Done.", "Ran "))
    figure = Figure(own.output.locator(".nnb"))
    figure.settle()
    walk.step("an own explore with depth to 40: Python comes again")
    figure.turn("depth", 39)
    figure.settle()
    assert figure.position["depth"] == 40
    words = figure.summary
    walk.step("turned to 40 layers")

    page.reload()
    own.root.locator(".cm-content").wait_for()
    assert "range(1, 41)" in own.root.locator(".cm-content").inner_text()
    assert own.text == "Here stood a figure: run the cell to turn it."
    page.go_back()
    table.root.locator(".cm-content").wait_for()
    table.show()
    assert table.text == "OR  [0.119 0.982 0.982 1.   ]"
    answer.show()
    answer.output.get_by_text("✓ Right.").first.wait_for()
    assert page.locator(".nnw-done").first.inner_text().startswith("1/")
    walk.step("reload, and back to chapter 01: all still there")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download my notebook").click()
    sources = {cell.id: cell.source for cell in nbformat.read(saved.value.path(), as_version=4).cells}
    assert "-6, -6, 9" in sources["cell-071"]
    assert "unit(x, w, -2)" in sources["cell-010"]
    assert words
    walk.step("download the notebook")
    context.close()
    assert not watch.refused, "requests to other hosts"
    assert not watch.complaints, "console errors and warnings"
