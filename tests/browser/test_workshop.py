"""Chapter 01 as a workshop, from file:// with the network refused: Python starts once for all tests here."""

import json

import nbformat
import pytest
from nbclient import NotebookClient

from nnbook import drawing
from nnbook.chapters.ch01.one_unit import one_unit, one_unit_drawing
from tests.browser.answers import answer_all
from tests.browser.figures import Figure
from tests.browser.harness import chromium
from tests.browser.workshop import PATIENCE, Cell, served

OWN = """
from nnbook import drawing


def line(*, slope, sign="plus"):
    if slope == 2:
        raise ArithmeticError("two is too steep")
    return slope * (1 if sign == "plus" else -1)


def drawn(y):
    series = [drawing.line_series("train", [0, 1], [0, y])]
    return drawing.drawing(drawing.lines(series=series), summary="slope {slope}, " + f"up to {y}")


own = explore(line, view=drawn, title="My own", slope=range(5), sign=["plus", "minus"])
own
"""


@pytest.fixture(scope="module")
def context(browser):
    made, watch = browser.new_context(viewport={"width": 1280, "height": 900}), chromium.Watch()
    made.set_default_timeout(60_000)
    watch.over(made)
    yield made
    made.close()
    assert not watch.refused, "requests to other hosts"
    assert not watch.complaints, "console errors and warnings"


@pytest.fixture(scope="module")
def chapter(context, built_book):
    """A page in which Python is ready; tests leave it so."""
    page = context.new_page()
    page.goto((built_book / "01_xor.html").as_uri())
    assert "Done." in Cell(page, "cell-005").run()
    return page


@pytest.fixture
def cell(chapter):
    """cell("cell-005") is the book's cell when a test begins, and again when it has ended."""
    used = []

    def one(name):
        used.append(Cell(chapter, name))
        return used[-1]

    yield one
    for made in used:
        reset = made.button("Reset")
        if reset.is_visible():
            reset.click()


def test_a_cell_runs_where_it_stands_and_says_what_ran_before_it(cell):
    found = cell("cell-010")
    assert found.run().startswith("Ran ")
    assert found.text == "OR  [0.047 0.953 0.953 1.   ]\nAND [0.    0.047 0.047 0.953]"
    assert found.root.locator(".cell_output").first.is_hidden(), "the reader's output stands in its place"
    assert found.run().startswith("Done.")


def test_an_edit_is_run_by_keyboard_and_taken_back_by_reset(cell, chapter):
    found = cell("cell-010")
    found.write('w = np.array([6, 6])\nprint("OR ", unit(x, w, -2).round(3))\nw + 1')
    chapter.keyboard.press("Shift+Enter")
    found.shows("array([7, 7])")
    assert found.text.splitlines()[0] == "OR  [0.119 0.982 0.982 1.   ]"
    found.button("Reset").click()
    assert found.root.locator(".cm-editor").count() == 0
    assert found.root.locator(".cell_output").first.is_visible()
    assert "unit(x, w, -3)" in found.root.locator(".cell_input").inner_text()


def test_an_edit_above_is_what_a_cell_below_sees(cell):
    above, below = cell("cell-008"), cell("cell-010")
    above.write("def unit(x, w, b):\n    return np.sign(x @ w + b)")
    assert "Ran 1 cell above first." in below.run()
    assert "OR  [-1.  1.  1.  1.]" in below.text


def test_the_keyboard_gets_in_and_out(cell, chapter):
    found = cell("cell-064")
    found.show()
    found.root.locator(".cell_input .highlight").focus()
    chapter.keyboard.press("Enter")
    found.root.locator(".cm-content").wait_for()
    assert chapter.evaluate("document.activeElement.classList.contains('cm-content')")
    chapter.keyboard.press("Escape")
    assert chapter.evaluate("document.activeElement.textContent") == "Run"
    chapter.keyboard.press("Enter")
    found.shows("[22 22]")


def test_an_error_shows_the_readers_own_lines_and_a_plain_sentence(cell):
    found = cell("cell-064")
    found.write("def half(z):\n    return z / 0\n\n\nhalf(1)")
    assert "Ended with an error." in found.run()
    assert [line for line in found.text.splitlines() if line] == [
        "ZeroDivisionError: division by zero",
        "line 5",
        "half(1)",
        "line 2",
        "return z / 0",
        "Something was divided by zero.",
    ]


def test_printing_streams_and_stop_ends_a_cell_at_once(cell):
    found = cell("cell-064")
    found.write('print("begun")\nwhile True:\n    pass')
    found.start()
    found.shows("begun")
    found.button("Stop").click()
    assert found.end() == "Stopped. The next run starts clean."
    found.write("w = 3\nw")
    assert found.run().startswith("Done.")
    assert found.text == "3"


def test_two_cells_run_one_after_the_other_however_fast_they_are_pressed(cell):
    one, two = cell("cell-033"), cell("cell-064")
    one.write("import time\ntime.sleep(1)\nprint('first')\nlow, high = 1, 2")
    two.write("print('second', low)")
    one.start()
    two.start()
    assert two.end().startswith(("Done", "Ran"))
    assert one.status.text_content().startswith(("Done", "Ran"))
    assert two.text == "second 1"


def test_a_cell_that_takes_long_says_so_before_it_starts(cell, chapter):
    found = cell("cell-068")  # a second and more in the build
    planned = chapter.evaluate(
        """id => nnbookWorkshop.then(w => w.data.cells.find(cell => cell.id === id).seconds)""", found.name
    )
    assert planned > 0.2
    chapter.evaluate(
        "id => nnbookWorkshop.then(w => { w.data.cells.find(cell => cell.id === id).seconds = 60; })",
        found.name,
    )
    found.start()
    found.status.filter(has_text="about").wait_for(timeout=PATIENCE)
    found.button("Stop").click()
    found.end()


def test_a_picture_is_drawn_and_has_its_text(cell):
    found = cell("cell-013")
    assert "Done." in found.run()
    picture = found.output.locator("img")
    assert picture.get_attribute("alt").startswith("The four points of XOR.")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100


def test_a_figure_computed_in_the_page_shows_what_nnbook_computes(cell):
    found = cell("cell-003")
    found.run()
    shown = Figure(found.output.locator(".nnb"))
    for task, w1, bias in (("AND", 4, -5), ("OR", 2.5, -1), ("XOR", -3, 2)):
        shown.knob("task").select_option(task)
        shown.turn("w1", w1)
        shown.turn("b", bias)
        shown.settle()
        attempt = one_unit(task=task, w1=w1, w2=6, b=bias)
        assert shown.position == {"task": task, "w1": w1, "w2": 6, "b": bias}
        assert shown.summary == drawing.fill_summary(one_unit_drawing(attempt), shown.position)
        p = attempt.net.predict_proba(attempt.x)[:, 0]
        assert [float(row[-3]) for row in shown.rows] == pytest.approx(p, abs=6e-4)


def test_a_readers_own_experiment_is_a_live_figure(cell):
    found, after = cell("cell-064"), cell("cell-067")
    found.write(OWN)
    assert "Done." in found.run()
    shown = Figure(found.output.locator(".nnb"))
    shown.storm([("slope", 1), ("slope", 4), ("slope", 3), ("sign", 1)] * 5)
    shown.settle()
    assert shown.summary == "slope 3, up to -3"
    shown.turn("slope", 2)
    error = shown.root.locator(".nnb-error")
    error.filter(has_text="ArithmeticError: two is too steep").wait_for()
    assert shown.summary == "slope 3, up to -3"
    after.write('own.move(slope=4, sign="plus")\nown.result')
    after.run()
    assert after.text == "4"
    shown.settle()
    assert (shown.summary, error.is_hidden()) == ("slope 4, up to 4", True)


def test_a_floor_trains_in_the_page_and_its_python_has_the_networks(cell, chapter):
    made, after = cell("cell-064"), cell("cell-067")
    made.write("from nnbook.widgets import floor\n\ntraining = floor(lanes=1, a_normalize='batch')\ntraining")
    assert "Done." in made.run()
    root = made.output.locator(".nnb-floor")
    steps = "root => Number(root.dataset.steps)"
    made.output.locator(".nnb-floor[data-steps]").wait_for()
    root.locator("[aria-label='One step']").click()
    chapter.wait_for_function(f"({steps})(document.querySelector('.nnw-output .nnb-floor')) === 1")
    after.write(
        "training.move(a_width=4)\nnet = training.network('A')\n"
        "net(np.zeros((1, 2))).shape, training.history['A']['step'].tolist(), training.steps"
    )
    after.run()
    assert after.text == "((1, 1), [0], 1)"
    chapter.wait_for_function("document.querySelector('.nnw-output .nnb-floor').dataset.steps === '0'")
    assert json.loads(root.get_attribute("data-position"))["a_width"] == 4


def test_an_exercise_is_checked_and_remembered(cell, chapter):
    found = cell("cell-071")
    found.write("w1, w2, b = 6, 6, -9\nchecks.nand((w1, w2, b))")
    assert found.root.locator(".nnw-check").is_visible()
    found.run()
    assert "✗ Not yet." in found.text
    assert found.root.get_attribute("data-right") == "false"
    found.write("w1, w2, b = -6, -6, 9\nchecks.nand((w1, w2, b))")
    found.run()
    assert found.text == "✓ Right. All four rows of NAND."
    assert chapter.locator(".nnw-done").first.inner_text().startswith("1/")


def test_a_quiz_in_a_cell_works_and_the_pages_own_is_remembered(chapter, cell):
    found = cell("quiz-01-matrices")
    found.run()
    assert found.output.locator("form").count() > 0
    found.button("Reset").click()
    own = chapter.locator("#quiz-01-matrices .nnb-quiz")
    from nnbook.chapters import quizzes

    answer_all(chapter, own, quizzes.get("01-matrices"))
    kept = json.loads(chapter.evaluate("localStorage.getItem('nnbook:01_xor')"))
    asked = len(quizzes.get("01-matrices"))
    assert len([one for one in kept["right"] if one.startswith("quiz:quiz-01-matrices:")]) == asked


def test_the_page_with_open_editors_breaks_no_rule_of_axe(chapter, cell):
    found, failing = cell("cell-010"), cell("cell-064")
    found.write("print(1)\nw = 3\nw")
    found.run()
    failing.write("1 / 0")
    failing.run()
    assert chromium.violations(chapter, "article") == []
    chapter.emulate_media(color_scheme="dark")
    chapter.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert chromium.violations(chapter, "article") == []
    chapter.emulate_media(color_scheme="light")


def test_at_320_pixels_nothing_scrolls_sideways(chapter, cell):
    chapter.set_viewport_size({"width": 320, "height": 700})
    found = cell("cell-010")
    found.write("print('wide ' * 60)\nnp.eye(3)")
    found.run()
    assert not chromium.has_sideways_scroll(chapter)
    assert found.button("Run").bounding_box()["height"] >= 24
    chapter.set_viewport_size({"width": 1280, "height": 900})


def test_what_was_written_is_there_again_and_leaves_as_a_notebook(context, built_book, tmp_path):
    page = context.new_page()
    page.goto((built_book / "01_xor.html").as_uri())
    exercise, code = Cell(page, "cell-074"), Cell(page, "cell-010")
    exercise.write("answer = 14\nchecks.gates(answer)")
    code.write("w = np.array([6, 6])\nunit(x, w, -2).round(1)")
    page.reload()
    code.root.locator(".cm-content").wait_for()
    assert code.root.locator(".cm-content").inner_text().endswith("unit(x, w, -2).round(1)")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download my notebook").click()
    assert saved.value.suggested_filename == "01_xor.ipynb"
    notebook = nbformat.read(saved.value.path(), as_version=4)
    nbformat.validate(notebook)
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}
    assert outputs["cell-074"][0].data["text/plain"].startswith("✓ Right.")
    assert outputs["cell-010"][0].data["text/plain"] == "array([0.1, 1. , 1. , 1. ])"
    forget(page)
    page.reload()
    assert page.locator(".cm-editor").count() == 0
    page.close()


def forget(page):
    page.get_by_role("button", name="Forget what I wrote here").click()
    page.get_by_role("button", name="Really forget all of it?").click()


def test_when_the_book_has_changed_both_texts_are_shown(context, built_book):
    page = context.new_page()
    page.goto((built_book / "01_xor.html").as_uri())
    edits = {
        "cell-010": {"mine": "print('mine')", "book": "an old text"},
        "gone": {"mine": "lost", "book": ""},
    }
    kept = json.dumps({"edits": edits, "right": []})
    page.evaluate("text => localStorage.setItem('nnbook:01_xor', text)", kept)
    page.reload()
    found = Cell(page, "cell-010")
    older = found.root.locator(".nnw-older")
    assert "w = np.array([6, 6])" in older.inner_text()
    assert found.root.locator(".cm-content").inner_text() == "print('mine')"
    assert "lost" in page.locator(".nnw-lost").text_content()
    found.button("Take the book's").click()
    assert older.count() == found.root.locator(".cm-editor").count() == 0
    forget(page)
    page.close()


@pytest.mark.parametrize("fault", ["refused", "full"])
def test_where_nothing_can_be_stored_the_page_says_so_and_works(browser, built_book, fault):
    page = browser.new_page()  # unwatched: the theme writes an error of its own
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused'); }})"
        if fault == "refused"
        else "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page.goto((built_book / "01_xor.html").as_uri())
    found = Cell(page, "cell-010")
    found.write("print(41 + 1)")
    page.get_by_text("this device stores nothing").wait_for()
    found.run()
    assert found.text == "42"
    page.close()


def test_loading_is_shown_and_can_be_cancelled(context, built_book):
    page = context.new_page()
    page.goto((built_book / "01_xor.html").as_uri())
    found = Cell(page, "cell-010")
    found.start()
    bar = page.locator(".nnw-progress")
    bar.wait_for()
    page.get_by_role("button", name="Cancel").click()
    found.end()
    bar.wait_for(state="hidden")
    assert found.run().startswith("Ran ")
    page.close()


def test_from_a_web_server_it_is_the_same_and_the_second_page_loads_little(browser, built_book):
    with served(built_book) as address:
        page = browser.new_page()  # unwatched: where requests can be refused a browser keeps nothing
        page.goto(f"{address}/01_xor.html")
        found = Cell(page, "cell-010")
        assert found.run().startswith("Ran ")
        assert found.text.startswith("OR  [0.047 0.953 0.953 1.   ]")
        page.reload()
        found.run()
        sizes = page.evaluate(
            "performance.getEntriesByType('resource').filter(e => e.name.includes('_workshop/'))"
            ".map(e => [e.name, e.transferSize, e.encodedBodySize])"
        )
        assert sum(size for _, _, size in sizes) > 10e6
        # What a browser keeps it asks for with a few hundred bytes, or not at all.
        assert sum(sent for _, sent, _ in sizes) < 0.1 * sum(size for _, _, size in sizes)
        page.close()


def test_a_page_that_is_only_read_loads_nothing_of_it(open_page):
    page = open_page("01_xor")
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    page.mouse.wheel(0, 20_000)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "_workshop/" in url]
    assert [url for url in asked if "loader.js" in url]
