"""HTML of a notebook with figures: still pictures with words and alternative text."""

import json
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

import nnbook.widgets

CONFIG = Path(nnbook.widgets.__file__).with_name("jupyter_nbconvert_config.json")
CELLS = [
    "from nnbook import plots\nfrom nnbook.chapters import ch03\nfrom nnbook.widgets import explore, quiz",
    "at = {'activation': ['relu', 'tanh'], 'z': [0.5, 2], 'weight': [1, 2]}\n"
    "explore(ch03.slope_product, view=ch03.slope_product_drawing, **at)",
    "quiz('03-relu')",
    "fig, (ax,) = plots.figure()\nplots.picture(fig, 'an <empty> \"plot\"')",
    "7",
]


@pytest.fixture(scope="module")
def notebook():
    """A notebook that has run, as Jupyter saves it."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in CELLS])
    return NotebookClient(made, timeout=120).execute()


def exported(notebook):
    exporter = HTMLExporter(config=Config(json.loads(CONFIG.read_text(encoding="utf-8"))))
    html, _ = exporter.from_notebook_node(notebook)
    return BeautifulSoup(html, "html.parser")


def test_figures_quizzes_and_pictures_stand_still_in_it(notebook):
    page = exported(notebook)
    figure, picture = page.find_all("img")
    words = figure.find_next("figcaption").get_text()
    assert words.startswith("At z = 0.5 the slope of relu is 1.")
    assert figure["alt"] == words
    assert picture["alt"] == 'an <empty> "plot"'
    assert all(image["src"].startswith("data:image/png;base64,iVBOR") for image in (figure, picture))
    assert page.find("p", string="Check yourself").find_next("ol").find("li")
    assert not page.find_all("script", type=lambda kind: kind and "widget" in kind)


def test_a_widget_of_others_stays_alive(notebook):
    other = nbformat.from_dict(json.loads(json.dumps(notebook)))
    view = "application/vnd.jupyter.widget-view+json"
    other.cells[-1].outputs[0].data[view] = {"model_id": "of another package", "version_major": 2}
    state = other.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    state["of another package"] = {
        "state": {},
        "model_name": "X",
        "model_module": "x",
        "model_module_version": "1",
    }
    assert exported(other).find_all("script", type="application/vnd.jupyter.widget-state+json")
