"""Links to places are checked: page, anchor, figure, axis and value."""

import pytest
from docutils import nodes
from docutils.utils import new_document

from book._ext.places import problems
from nnbook.chapters.ch01.one_unit import one_unit
from nnbook.chapters.ch01.one_unit import one_unit_drawing as view
from nnbook.widgets import Dial, explore, floor


@pytest.fixture(scope="module")
def document():
    """A page with a section and the first figure of chapter 01, whose b is a list here."""
    figure = explore(
        one_unit, view=view, task=["AND", "XOR"], w1=Dial(-10, 10, 0.1), w2=Dial(-10, 10, 0.1), b=[-9, -3]
    )
    page = new_document("page")
    page += nodes.section(ids=["one-unit-tries"])
    training = floor()
    page += nodes.raw(
        "", training.page() + figure.page() + '<div class="nnbook-quiz" id="quiz-1"></div>', format="html"
    )
    figure.close()
    training.close()
    return page


@pytest.mark.parametrize(
    "fragment",
    [
        "",
        "one-unit-tries",
        "one-unit",
        "quiz-1",
        "one-unit?task=XOR&w1=6&b=-3",
        "one-unit?w1=-9.5&w2=10",
        "floor?tour=all+zeros&a_depth=50",
    ],
)
def test_a_place_that_exists(document, fragment):
    assert list(problems(document, fragment)) == []


@pytest.mark.parametrize(
    ("fragment", "message"),
    [
        ("one-unit-fails", "there is no such anchor"),
        ("one-unit-tries?b=-3", "there is no such figure"),
        ("one-unit?depth=3", "no axis depth; choose from task, w1, w2, b"),
        ("one-unit?task=NAND", "task does not take NAND"),
        ("one-unit?b=-4", "b does not take -4"),
        ("one-unit?w1=11", "w1 does not take 11"),
        ("floor?tour=waltz", "tour does not take waltz"),
        ("one-unit?w1=six", "w1 does not take six"),
    ],
)
def test_a_place_that_does_not(document, fragment, message):
    assert list(problems(document, fragment)) == [message]
