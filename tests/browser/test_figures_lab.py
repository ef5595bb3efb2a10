"""The figures in JupyterLab, on a live kernel."""

import json
import os
import random
import signal

import pytest

from tests.browser import cells
from tests.browser.figures import Figure, anywhere
from tests.browser.harness.lab import KERNEL, write

CELLS = "window.jupyterapp.shell.currentWidget.content"
# Numbers of the outputs that are figures, and what one of them says of itself.
FIGURES = """
from nnbook.widgets import Explorer as _Explorer
print([n for n, value in Out.items() if isinstance(value, _Explorer)])
"""
STATE = """
import json as _json
from nnbook.drawing.summaries import fill_summary as _fill_summary
_figure = Out[{n}]
print(_json.dumps({{
    "position": _figure.position,
    "summary": _fill_summary(_figure.drawing, _figure.position),
    "error": _figure.error,
}}))
"""


def figures(lab, page):
    """The numbers of the cells whose output is a figure."""
    return json.loads(lab.execute(page, FIGURES))


def kernel_state(lab, page, n):
    return json.loads(lab.execute(page, STATE.format(n=n)))


def show(page, n):
    """The figure of the cell that was executed as number n, scrolled into view."""
    index = page.evaluate(f"n => {CELLS}.widgets.findIndex(cell => cell.model.executionCount === n)", n)
    page.evaluate(f"k => {CELLS}.scrollToItem(k, 'start')", index)
    return Figure(page.locator(f".jp-Cell[data-windowed-list-index='{index}'] .nnb"))


def wait_for(page, shown, position):
    """Wait until the page stands at `position`, or the part of it that is given, and shows it."""
    page.wait_for_function(
        """([root, wanted]) => {
            const position = JSON.parse(root.dataset.position);
            return Object.entries(wanted).every(([name, value]) => position[name] === value);
        }""",
        arg=[shown.root.element_handle(), position],
    )
    shown.settle()


def assert_agrees(lab, page, shown, n):
    """Wait for the kernel's answer to the page's position, and compare what both say about it."""
    shown.settle()
    state = kernel_state(lab, page, n)
    assert state["position"] == shown.position
    assert state["summary"] == shown.summary
    assert state["error"] == ""
    return state


@pytest.mark.parametrize("path", cells.with_figures(), ids=lambda path: path.stem)
def test_every_figure_agrees_with_its_kernel(lab, lab_page, path):
    # The figures' own cells: nbval runs whole chapters.
    lab.open(lab_page, write(lab.folder, f"figures_{path.stem}", cells.cells(path)))
    lab.run_all(lab_page)
    numbers, rng = figures(lab, lab_page), random.Random(0)
    assert numbers
    for n in numbers:
        shown = show(lab_page, n)
        start = assert_agrees(lab, lab_page, shown, n)["position"]
        moved = start
        while shown.knobs and moved == start:  # a knob of two choices falls on the start as often as not
            for knob in shown.knobs:
                shown.turn(knob["name"], anywhere(rng, knob))
                shown.settle()
            moved = assert_agrees(lab, lab_page, shown, n)["position"]
        lab.execute(lab_page, f"Out[{n}].position = {start!r}")
        wait_for(lab_page, shown, start)
        assert_agrees(lab, lab_page, shown, n)


FAILING = """
from pathlib import Path
from threading import Event
_open = Event()
from nnbook.drawing import panels as _panels, parts as _parts
from nnbook.widgets import explore as _explore
def fragile(*, n):
    if n == 2:
        raise ArithmeticError("two is too many")
    while n == 4 and not _open.wait(0.05):
        Path("begun").touch()
    return float(n)
def drawn(y):
    return _panels.drawing(
        _panels.lines(series=[_parts.line_series("train", [0, 1], [0, y])]), summary="n is {n}"
    )
figure = _explore(fragile, view=drawn, n=range(5))
figure
"""


@pytest.fixture
def fragile(request, lab, lab_page):
    """A page of JupyterLab with one figure whose experiment fails at n = 2 and waits at n = 4."""
    # A name of its own, or JupyterLab takes up the kernel of the test before.
    name = write(lab.folder, request.node.name, [FAILING])
    lab.open(lab_page, name)
    lab.run_all(lab_page)
    return show(lab_page, 1)


def test_a_failing_experiment_says_so_in_the_figure_which_recovers(lab_page, fragile):
    error = fragile.root.locator(".nnb-error")
    fragile.turn("n", 1)
    wait_for(lab_page, fragile, {"n": 1})  # or the newer turn takes its place
    fragile.turn("n", 2)
    error.filter(has_text="ArithmeticError: two is too many").wait_for()
    assert fragile.summary == "n is 1"  # the words of the picture that stayed
    fragile.turn("n", 3)
    wait_for(lab_page, fragile, {"n": 3})
    assert error.is_hidden()
    assert fragile.summary == "n is 3"


def test_a_storm_of_turns_ends_where_the_last_one_was(lab, lab_page, fragile):
    rng = random.Random(0)
    fragile.storm([("n", rng.choice([0, 1, 3])) for _ in range(499)] + [("n", 1)])
    wait_for(lab_page, fragile, {"n": 1})
    # Asked of the kernel after all it was sent, and of the page after all that came back.
    assert lab.execute(lab_page, "print(figure.position['n'], figure.result)") == "1 1.0\n"
    wait_for(lab_page, fragile, {"n": 1})
    assert fragile.summary == "n is 1"


def test_a_figure_lives_again_when_its_cell_is_run_on_a_new_kernel(lab, lab_page, fragile):
    lab_page.evaluate("window.jupyterapp.shell.currentWidget.context.sessionContext.restartKernel()")
    lab_page.wait_for_function(f"{KERNEL}.status === 'idle'")
    fragile.turn("n", 1)
    fragile.root.locator(".nnb-error").filter(has_text="The kernel does not answer").wait_for()
    lab.run_all(lab_page)
    shown = show(lab_page, 1)
    assert shown.root.locator(".nnb-error").is_hidden()
    shown.turn("n", 3)
    wait_for(lab_page, shown, {"n": 3})
    assert shown.summary == "n is 3"
    assert lab.execute(lab_page, "print(figure.result)") == "3.0\n"


def test_an_interrupted_figure_says_so_and_goes_on(lab, lab_page, fragile):
    begun = lab.folder / "begun"
    begun.unlink(missing_ok=True)
    fragile.turn("n", 4)
    for _ in range(1200):  # the experiment itself is what is interrupted
        if begun.exists():
            break
        lab_page.wait_for_timeout(50)
    lab_page.evaluate(f"{KERNEL}.interrupt()")
    error = fragile.root.locator(".nnb-error")
    error.filter(has_text="Interrupted before this position was computed").wait_for()
    fragile.turn("n", 3)
    wait_for(lab_page, fragile, {"n": 3})
    assert error.is_hidden()
    assert fragile.summary == "n is 3"


def test_a_figure_whose_kernel_was_killed_says_so_and_recovers(lab, lab_page, fragile):
    os.kill(int(lab.execute(lab_page, "import os; print(os.getpid())")), signal.SIGKILL)
    fragile.turn("n", 1)
    error = fragile.root.locator(".nnb-error")
    error.filter(has_text="The kernel does not answer").wait_for()
    # JupyterLab tells of the dead kernel in a dialog, and starts a new one.
    lab_page.locator(".jp-Dialog .jp-mod-accept").click()
    lab_page.wait_for_function(f"{KERNEL}.status === 'idle'")
    lab.run_all(lab_page)
    shown = show(lab_page, 1)
    shown.turn("n", 3)
    wait_for(lab_page, shown, {"n": 3})
    assert shown.summary == "n is 3"
    assert shown.root.locator(".nnb-error").is_hidden()
