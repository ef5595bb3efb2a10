"""Figures in the page's own Python: nothing of Jupyter is loaded, and what changes is told."""

import json
import os
import subprocess
import sys

import pytest

from nnbook.drawing import host
from nnbook.widgets import page_widget
from nnbook.widgets.page_widget import Widget, observe, synced, validate

# In a process of its own: which widget a figure is, is settled when the package is imported.
SCRIPT = """
import json, sys
from nnbook.widgets import Dial, explore, page_widget, quiz
from nnbook.chapters import ch01
from nnbook.drawing import host

told = []
host.connect(told.append)
figure = explore(
    ch01.one_unit, view=ch01.one_unit_drawing, task=["AND", "XOR"],
    w1=Dial(-5, 5, 0.5), w2=Dial(-5, 5, 0.5), b=Dial(-5, 5, 0.5),
)
figure.move(w1=1)
before = len(told)
data, _ = figure._repr_mimebundle_()
figure.move(w1=3)
asked, _ = quiz("01-one-unit")._repr_mimebundle_()
jupyter = ("matplotlib", "anywidget", "traitlets", "ipywidgets", "IPython", "tqdm")
heavy = [name for name in jupyter if name in sys.modules]
print(json.dumps([heavy, before, sorted(data), sorted(asked), told]))
"""


@pytest.fixture(scope="module")
def answer():
    env = {**os.environ, "NNBOOK_HOST": "page"}
    env.pop("NNBOOK_EXPORT", None)
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_in_the_page_nothing_of_jupyter_is_loaded(answer):
    assert answer[0] == []


def test_a_figure_tells_of_changes_once_it_is_shown(answer):
    _, before, shown, asked, told = answer
    assert before == 0
    assert shown == ["application/vnd.nnbook.explorer+json", "text/plain"]
    assert asked == ["application/vnd.nnbook.quiz+json", "text/plain"]
    state = {}
    for event in told:
        assert (event["type"], event["number"]) == ("state", 1)
        state |= event["state"]
    assert state["position"] == state["drawn"] == {"task": "AND", "w1": 3.0, "w2": -5.0, "b": -5.0}
    assert state["drawing"]["panels"]


class Half(Widget):
    value = synced(0)
    seen = synced("")

    @validate("value")
    def check(self, proposal):
        if proposal["value"] < 0:
            raise ValueError("value: give 0 or more")
        return proposal["value"] // 2

    @observe("value")
    def note(self, change):
        self.seen = f"{change['old']} to {change['new']}"


@pytest.fixture
def told(monkeypatch):
    events = []
    monkeypatch.setattr(host, "_sends", [events.append])
    monkeypatch.setattr(page_widget, "shown", {})
    return events


def test_a_value_is_checked_and_watched_as_traitlets_does_it(told):
    widget = Half(value=8)
    assert (widget.value, widget.seen) == (4, "0 to 4")
    with pytest.raises(ValueError, match="give 0 or more"):
        widget.value = -1
    assert widget.value == 4
    assert told == []


def test_several_changes_reach_the_page_at_once_and_a_closed_widget_says_no_more(told):
    widget = Half()
    widget._repr_mimebundle_()
    with widget.hold_sync():
        widget.value = 6
        widget.value = 2
    assert told == [{"type": "state", "number": widget.number, "state": {"seen": "3 to 1", "value": 1}}]
    widget.close()
    widget.value = 10
    assert len(told) == 1
    assert page_widget.shown == {}


def test_the_page_is_told_only_of_what_came_of_a_value_that_it_sent(told):
    widget = Half()
    widget._repr_mimebundle_()
    widget.take({"value": 6})
    assert told == [{"type": "state", "number": widget.number, "state": {"seen": "0 to 3"}}]
    with pytest.raises(ValueError, match="give 0 or more"):
        widget.take({"value": -1})
    assert widget.value == 3
    assert len(told) == 1
