"""The training floor in JupyterLab: what the figure has come to is what Python holds."""

import json

from tests.browser.harness.lab import KERNEL

FLOOR = ".nnb-floor"
STATE = """
import json as _json
from nnbook.widgets.floor import Floor as _Floor
_history = {name: at["step"].tolist() for name, at in training.history.items()}
print(_json.dumps({
    "position": training.position, "steps": training.steps, "history": _history,
    "weights": [p.shape for p in training.network("A").params],
    "loss": training.history["A"]["loss"].tolist(),
}))
"""


def state(lab, page):
    return json.loads(lab.execute(page, STATE))


def steps(page):
    return int(page.get_attribute(FLOOR, "data-steps"))


def play(page, least):
    page.click(f"{FLOOR} .nnb-go")
    page.wait_for_function(f"Number(document.querySelector('{FLOOR}').dataset.steps) >= {least}")
    page.click(f"{FLOOR} .nnb-go")
    page.wait_for_selector(f"{FLOOR}[data-playing=false]")


def test_the_playground_trains_and_python_has_its_networks(lab, lab_page):
    lab.open(lab_page, "playground.ipynb")
    lab.run_all(lab_page)
    lab_page.evaluate("window.jupyterapp.shell.currentWidget.content.scrollToItem(1, 'start')")
    lab_page.wait_for_selector(f"{FLOOR}[data-steps]")
    assert json.loads(lab_page.get_attribute(FLOOR, "data-position"))["a_depth"] == 3, "a cell moved it"
    lab.execute(lab_page, "training.move(a_depth=2, a_width=4, lanes=1)")
    lab_page.wait_for_function(
        f"JSON.parse(document.querySelector('{FLOOR}').dataset.position).a_width === 4"
    )
    lab_page.wait_for_function(f"document.querySelector('{FLOOR}').dataset.steps === '0'")
    play(lab_page, 100)
    lab_page.wait_for_timeout(500)
    found = state(lab, lab_page)
    assert found["steps"] == steps(lab_page) >= 100
    assert found["weights"] == [[2, 4], [4], [4, 4], [4], [4, 1], [1]]
    assert found["history"]["A"][0] == 0
    assert found["loss"][-1] < found["loss"][0]
    lab_page.select_option(f"{FLOOR} [data-axis=a_activation]", label="relu")
    lab_page.wait_for_function(f"document.querySelector('{FLOOR}').dataset.steps === '0'")
    assert state(lab, lab_page)["position"]["a_activation"] == "relu"


def test_after_the_kernel_was_restarted_the_floor_trains_on_and_a_new_one_is_known(lab, lab_page):
    lab.open(lab_page, "playground.ipynb")
    lab.run_all(lab_page)
    lab_page.evaluate("window.jupyterapp.shell.currentWidget.content.scrollToItem(1, 'start')")
    lab_page.wait_for_selector(f"{FLOOR}[data-steps]")
    lab_page.evaluate(f"{KERNEL}.restart()")
    lab_page.wait_for_function(f"{KERNEL}.status === 'idle'")
    lab.run_all(lab_page)
    lab_page.evaluate("window.jupyterapp.shell.currentWidget.content.scrollToItem(1, 'start')")
    lab_page.wait_for_selector(f"{FLOOR}[data-steps]")
    play(lab_page, 20)
    lab_page.wait_for_timeout(500)
    assert state(lab, lab_page)["steps"] == steps(lab_page)
