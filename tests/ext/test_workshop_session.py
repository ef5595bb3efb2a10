"""Cells in one namespace, and what comes out of them, as the page's Python runs them."""

import json
from pathlib import Path

import numpy as np
import pytest

from book._ext.workshop import runner
from book._ext.workshop.runner.outputs import bundle
from book._ext.workshop.runner.pretty import pretty
from book._ext.workshop.runner.session import Session

BOOK = Path(__file__).parents[2] / "book"


class Page:
    """A page whose cells are named a, b, c ..."""

    def __init__(self, *sources):
        self.events = []
        self.session = Session(self.events.append)
        self.cells = [{"id": chr(97 + k), "source": source} for k, source in enumerate(sources)]

    def run(self, target):
        self.events.clear()
        return self.session.run(self.cells, target)

    def write(self, target, source):
        self.cells["abcdefgh".index(target)]["source"] = source

    @property
    def text(self):
        return shown_text(self.events)


def shown_text(events):
    """What a reader sees of events, errors apart."""
    texts = [
        event["text"] if event["type"] == "stream" else event["data"]["text/plain"] + "\n"
        for event in events
        if event["type"] in {"stream", "data"}
    ]
    return "".join(texts)


def test_a_cell_shows_what_it_prints_and_its_last_value():
    page = Page("x = 3\nprint('three')\nx")
    assert page.run("a") == {"ok": True, "first": [], "right": None}
    assert page.text == "three\n3\n"
    page.write("a", "x;")
    page.run("a")
    assert page.text == ""


def test_needed_cells_run_first_and_say_nothing():
    page = Page("x = 1\nprint('loud')\nx", "y = 2", "x + 1")
    answer = page.run("c")
    assert (answer["first"], page.text) == (["a"], "2\n")
    assert page.events[0] == {"type": "plan", "first": ["a"], "cell": "c"}
    assert page.run("c")["first"] == []
    page.write("a", "x = 10")
    assert page.run("c")["first"] == ["a"]
    assert page.text == "11\n"


def test_an_error_names_the_readers_own_lines_and_no_other():
    page = Page("def half(x):\n    return np.linalg.inv(x)", "import numpy as np\n\nhalf(np.zeros((2, 2)))")
    assert page.run("b")["ok"] is False
    error = page.events[-1]
    assert (error["name"], error["message"]) == ("LinAlgError", "Singular matrix")
    assert error["lines"] == [
        {"cell": "b", "line": 3, "text": "half(np.zeros((2, 2)))"},
        {"cell": "a", "line": 2, "text": "return np.linalg.inv(x)"},
    ]


def test_a_line_that_cannot_be_read_is_named():
    page = Page("x = 1", "y = 2\nz = = 3\n")
    page.run("b")
    error = page.events[-1]
    assert error["name"] == "SyntaxError"
    assert error["lines"] == [{"cell": "b", "line": 2, "text": "z = = 3"}]


def test_an_error_in_a_needed_cell_stops_there_and_is_mended_by_its_edit():
    page = Page("x = 1 / 0", "x")
    assert page.run("b")["ok"] is False
    assert page.events[-1]["lines"][0]["cell"] == "a"
    page.write("a", "x = 1 / 2")
    assert page.run("b")["ok"] is True
    assert page.text == "0.5\n"


def test_a_recursion_is_no_wall():
    page = Page("def f(n):\n    return f(n + 1)\n\nf(0)")
    page.run("a")
    assert len(page.events[-1]["lines"]) == 4
    assert page.events[-1]["sentence"]


def test_leaving_python_ends_the_cell_and_not_the_session():
    page = Page("raise SystemExit(3)", "1")
    assert page.run("a")["ok"] is False
    assert page.run("b")["ok"] is True


def test_a_verdict_says_whether_the_answer_is_right():
    page = Page(
        "from nnbook.chapters.ch01 import checks",
        "answer = ...\nchecks.gates(answer)",
        "checks.gates(answer)",
    )
    assert page.run("b")["right"] is False
    page.write("b", "answer = 14\nchecks.gates(answer)")
    assert page.run("b")["right"] is True


def test_display_shows_values_where_it_is_called():
    page = Page("print('a')\ndisplay([1, 2], 'b')\nprint('c')")
    page.run("a")
    assert page.text == "a\n[1, 2]\n'b'\nc\n"
    page.write("a", "print(1)\nprint(2)\n3")  # printed faster than it is sent
    page.run("a")
    assert page.text == "1\n2\n3\n"


def test_classes_of_a_cell_can_be_pickled_and_known_by_module():
    page = Page("from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\nP(1)")
    page.run("a")
    assert page.text == "P(x=1)\n"


def test_rich_forms_are_taken_as_jupyter_takes_them():
    class Rich:
        def _repr_html_(self):
            return "<b>1</b>"

        def _repr_png_(self):
            return b"png"

        def __repr__(self):
            return "rich"

    data, _ = bundle(Rich())
    assert data == {"text/html": "<b>1</b>", "image/png": "cG5n", "text/plain": "rich"}
    assert set(bundle(Rich)[0]) == {"text/plain"}


@pytest.mark.parametrize(
    "value",
    [
        list(range(40)),
        {f"key {k}": [k] * 9 for k in range(4)},
        ({"a": 1},),
        (1.5, "x", None, np.arange(3)),
        {3, 1, 2},
        frozenset({2, 1}),
        [],
        (),
        {},
        "text",
        float,
        np.float64,
        np.eye(2),
        [np.eye(2), np.eye(3)],
        {"long": "x" * 90, "b": {"c": ["y" * 40, "z" * 40]}},
        [[1, 2], [3, 4]],
        len,
    ],
    ids=repr,
)
def test_a_value_is_written_as_ipython_writes_it(value):
    from IPython.lib.pretty import pretty as theirs

    assert pretty(value) == theirs(value)


def test_the_page_calls_by_name_and_is_sent_json():
    sent = []
    runner.connect(sent.append)
    assert runner.call("read", json.dumps({"cells": [{"id": "a", "source": "def"}]})) == "null"
    answer = runner.call("run", json.dumps({"cells": [{"id": "a", "source": "print(1)"}], "target": "a"}))
    assert json.loads(answer)["ok"] is True
    assert [json.loads(event)["type"] for event in sent] == ["plan", "stream"]
    assert json.loads(runner.call("pace", "{}")) > 0


def test_each_cell_of_chapter_one_run_alone_gives_what_the_book_shows():
    cells, stored = chapter("01_xor")
    for cell in cells:
        events = []
        answer = Session(events.append).run(cells, cell["id"])
        assert answer["ok"], (cell["id"], events[-1])
        assert shown_text(events).rstrip() == stored[cell["id"]], cell["id"]


def chapter(name):
    notebook = json.loads((BOOK / f"{name}.ipynb").read_text("utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    cells = [{"id": cell["id"], "source": "".join(cell["source"])} for cell in code]
    return cells, {cell["id"]: "".join(map(text_of, cell["outputs"])).rstrip() for cell in code}


def text_of(output):
    if output["output_type"] == "stream":
        return "".join(output["text"])
    return "".join(output["data"]["text/plain"]) + "\n"
