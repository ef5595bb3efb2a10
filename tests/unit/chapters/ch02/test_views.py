import numpy as np
import pytest

from nnbook import views
from nnbook.chapters.ch02.digits_learning import ROWS, digits_learning
from nnbook.chapters.ch02.training_xor import STEPS
from nnbook.chapters.ch02.unit_graph import GRAPH_STEPS, unit_graph
from nnbook.chapters.ch02.views import KNOWN, NODES, short
from nnbook.chapters.ch02.xor_replay import FRAMES, xor_replay
from nnbook.drawing.specs import network_of

POINT = {"x": 2, "w": 0.5, "b": -1}


def graph_at(step, **point):
    return views.unit_graph(unit_graph(step=step, **(POINT | point)))


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


@pytest.mark.parametrize("width", [2, 8])
def test_the_replay_draws_the_network_of_its_step(width):
    settings = {"width": width, "activation": "tanh", "init": "Xavier", "seed": 0}
    replay = xor_replay(step=1000, **settings)
    drawing = views.xor_replay(replay)
    plane, hidden, loss = drawing["panels"]
    x = np.array(plane["points"]["x"])
    np.testing.assert_allclose(network_of(plane["nets"][0])(x), replay.net(x), atol=0.02)
    assert loss["marker"] == {"x": 1000, "axis": "step"}
    assert loss["series"][0]["x"] == list(FRAMES)
    assert hidden["kind"] == ("field" if width == 2 else "lines")
    if width == 2:
        assert hidden["from_layer"] == 1
    for name in ("{step}", "{right}", "{total}", "{loss}", f"{1000 * replay.share:.0f}"):
        assert name in drawing["summary"]


def test_the_view_from_the_side_keeps_its_frame_while_it_plays():
    settings = {"width": 3, "activation": "relu", "init": "He", "seed": 1}
    panels = [views.xor_replay(xor_replay(step=s, **settings))["panels"][1] for s in (0, 1000, STEPS)]
    assert panels[0]["x_domain"] == panels[1]["x_domain"] == panels[2]["x_domain"]
    for panel in panels:
        low, high = panel["x_domain"]
        assert all(low <= v <= high for series in panel["series"] for v in series["x"])
        low, high = panel["y_domain"]
        assert all(low <= v <= high for series in panel["series"] for v in series["y"])


def test_a_run_that_goes_nowhere_can_be_drawn():
    run = digits_learning(lr=30, momentum=0.9, batch_size=ROWS)
    drawing = views.digits_learning(run)
    series = drawing["panels"][0]["series"][0]
    assert len(series["y"]) == len(series["low"]) == 21
    assert all(
        low <= y <= high for low, y, high in zip(series["low"], series["y"], series["high"], strict=True)
    )
    assert "20 updates" in drawing["summary"]


def test_rows_in_one_place_are_named():
    settings = {"width": 3, "activation": "relu", "init": "He", "seed": 2}
    end = xor_replay(step=STEPS, **settings)
    assert abs(end.losses[-1] - 0.477) < 0.001
    assert views.xor_replay(end)["panels"][1]["note"] == "In one place: 0,0 and 1,0 and 1,1."
    start = views.xor_replay(xor_replay(step=STEPS, **(settings | {"width": 8, "activation": "tanh"})))
    assert start["panels"][1]["note"] == "Right of the line: p > 1/2."


def test_the_hidden_plane_has_room_for_every_row():
    for activation in ("sigmoid", "tanh", "relu"):
        settings = {"width": 2, "activation": activation, "init": "N(0, 1)", "seed": 0}
        for step in (0, STEPS):
            panel = views.xor_replay(xor_replay(step=step, **settings))["panels"][1]
            hidden = network_of(panel["nets"][0], 0, 1)(np.array(panel["points"]["x"]))
            assert panel["x_domain"] == panel["y_domain"]
            assert panel["x_domain"][0] <= hidden.min() <= hidden.max() <= panel["x_domain"][1]
