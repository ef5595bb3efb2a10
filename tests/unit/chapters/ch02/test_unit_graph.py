import pytest

from nnbook.chapters import ch02
from nnbook.chapters.ch02.unit_graph import GRAPH_STEPS, KNOWN, NODES, short, unit_graph

POINT = {"x": 2, "w": 0.5, "b": -1}


def graph_at(step, **point):
    return ch02.unit_graph_drawing(unit_graph(step=step, **(POINT | point)))


def test_the_graph_has_the_numbers_worked_by_hand():
    graph = unit_graph(step=9, **POINT)
    assert graph.values == {"x": 2, "w": 0.5, "b": -1, "u": 1, "z": 0, "a": 0.5, "d": 0.125}
    assert graph.grads == {
        "x": -1 / 16, "w": -1 / 4, "b": -1 / 8, "u": -1 / 8, "z": -1 / 8, "a": -1 / 2, "d": 1,
    }  # fmt: skip
    assert graph.slopes["d", "a"] == -0.5
    assert graph.slopes["a", "z"] == 0.25


@pytest.mark.parametrize("name", ["x", "w", "b"])
def test_the_gradients_of_the_graph_are_checked_by_differences(name):
    point = {"x": 5.0, "w": -0.7, "b": 3.0}
    above = unit_graph(step=0, **(point | {name: point[name] + 1e-5})).values["d"]
    below = unit_graph(step=0, **(point | {name: point[name] - 1e-5})).values["d"]
    assert unit_graph(step=0, **point).grads[name] == pytest.approx((above - below) / 2e-5, rel=1e-7)


@pytest.mark.parametrize("step", [-1, 10, 2.5])
def test_a_step_that_is_not_there_is_refused(step):
    with pytest.raises(ValueError, match="step"):
        unit_graph(step=step, **POINT)


@pytest.mark.parametrize("step", GRAPH_STEPS)
def test_nothing_is_shown_before_it_is_known(step):
    panel = graph_at(step)["panels"][0]
    for (_name, place), node in zip(NODES.items(), panel["nodes"], strict=True):
        assert ("value" in node) == (step >= place[3])
        assert ("below" in node) == (step >= KNOWN[_name])
    labels = [edge for edge in panel["edges"] if "label" in edge]
    assert len(labels) == [0, 0, 0, 0, 0, 0, 1, 2, 4, 6][step]
    assert any(node.get("state") == "active" for node in panel["nodes"])


def test_every_step_says_what_it_does_with_its_numbers():
    sentences = [graph_at(step)["summary"] for step in GRAPH_STEPS]
    assert len(set(sentences)) == len(sentences)
    assert "0.25, times −0.5" in sentences[7]
    assert "= −0.25" in sentences[9]
    assert "−0.0625" in sentences[9]
    saturated = graph_at(9, x=5, w=-2, b=3)["summary"]
    assert "NaN" not in saturated
    assert "e−" not in saturated.replace("e−05", "")


@pytest.mark.parametrize(
    ("number", "text"), [(2, "2"), (-0.5, "−0.5"), (0.0009110512, "0.000911"), (-1e-07, "−1e−7"), (0.0, "0")]
)
def test_numbers_are_short_and_have_a_real_minus(number, text):
    assert short(number) == text
