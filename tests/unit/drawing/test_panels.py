import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook import activations, datasets, drawing, initializers
from nnbook.chapters import ch01
from nnbook.chapters.ch01.one_unit import one_unit
from nnbook.chapters.ch01.three_units import LECTURE, three_units
from nnbook.drawing import specs
from nnbook.drawing.plain import plain
from nnbook.drawing.summaries import fill, fill_summary, format_value
from nnbook.layers import Activate, Dense, Dropout
from nnbook.network import Network, mlp

SQUARE = {"x_domain": (0, 1), "y_domain": (0, 1)}


@pytest.fixture
def net(rng):
    return mlp(rng, (2, 3, 1), "tanh", initializers.glorot_normal)


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def test_plain_turns_arrays_into_lists_and_what_is_not_finite_into_none():
    given = {"a": np.array([1.5, np.nan]), "b": (np.int64(2), -math.inf, "x", None, True), "c": range(2)}
    assert plain(given) == {"a": [1.5, None], "b": [2, None, "x", None, True], "c": [0, 1]}


def test_plain_refuses_what_json_cannot_say():
    with pytest.raises(TypeError, match="cannot hold a set"):
        plain({"a": {1}})


@pytest.mark.parametrize("name", activations.ALL)
def test_a_spec_computes_what_its_network_computes(name, rng):
    net = mlp(rng, (2, 4, 3), name, initializers.he_normal, dropout=0.5)
    spec, x = drawing.network_spec(net), rng.normal(size=(7, 2))
    assert spec["output"] == "softmax"
    assert len(spec["layers"]) == 2
    np.testing.assert_allclose(specs.predict([spec], x), net.predict_proba(x), rtol=1e-12)


def test_a_plane_of_hidden_outputs_continues_where_the_first_layers_stop(net, rng):
    spec, x = drawing.network_spec(net), rng.normal(size=(5, 2))
    hidden = specs.network_of(spec, 0, 1)(x)
    np.testing.assert_allclose(specs.predict([spec], hidden, 1), net.predict_proba(x), rtol=1e-12)


def test_members_are_averaged_as_probabilities(rng):
    nets = [mlp(rng, (2, 3, 1), "relu", initializers.he_normal) for _ in range(3)]
    x = rng.normal(size=(4, 2))
    mean = np.mean([net.predict_proba(x) for net in nets], axis=0)
    np.testing.assert_allclose(specs.predict([drawing.network_spec(net) for net in nets], x), mean)


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ([Activate(activations.relu)], "cannot draw"),
        ([Dropout(0.5)], "no Dense"),
        (
            [Dense(np.ones((2, 1)), np.ones(1)), Activate(activations.relu), Activate(activations.tanh)],
            "after 1 layers",
        ),
        ([Dense(np.ones((5, 2, 1)), np.ones((5, 1, 1)))], "cannot draw"),
        ([Dense(np.ones((2, 1)), np.ones(1)), Activate(activations.leaky_relu(0.3))], "usual parameter"),
    ],
)
def test_a_network_that_cannot_be_drawn_is_refused(layers, message):
    with pytest.raises(ValueError, match=message):
        drawing.network_spec(Network(layers))


def test_an_output_can_be_the_number_itself(net, rng):
    spec, x = drawing.network_spec(net, output="identity"), rng.normal(size=(5, 2))
    np.testing.assert_allclose(specs.predict([spec], x), net(x), rtol=1e-12)


def test_an_unknown_output_lists_the_known_ones(net):
    with pytest.raises(ValueError, match="sigmoid, softmax, identity"):
        drawing.network_spec(net, output="logit")


def test_one_unit_shows_the_network_and_its_score():
    attempt = one_unit(task="XOR", w1=5.0, w2=5.0, b=-2.0)
    drawing = ch01.one_unit_drawing(attempt)
    assert [panel["kind"] for panel in drawing["panels"]] == ["field", "truth_table"]
    assert drawing["panels"][0]["nets"][0]["layers"][0] == {
        "W": [[5.0], [5.0]],
        "b": [-2.0],
        "activation": "identity",
    }
    p = 1 / (1 + np.exp(-np.array([-2.0, 3, 3, 8])))
    loss = -np.log([1 - p[0], p[1], p[2], 1 - p[3]]).mean()
    assert fill_summary(drawing, {"task": "XOR"}) == f"XOR: 3 of 4 rows right, loss {loss:.3f}"


def test_the_lectures_three_units_solve_xor_in_the_hidden_plane():
    drawing = ch01.three_units_drawing(three_units(**LECTURE))
    inputs, hidden, table = drawing["panels"]
    assert (inputs["from_layer"], hidden["from_layer"], table["hidden"]) == (0, 1, True)
    assert "4 of 4 rows right" in fill_summary(drawing, LECTURE)


@pytest.mark.parametrize(("b", "right"), [(6.0, 2), (-6.0, 4)])
def test_the_output_unit_is_scored_in_the_plane_of_the_hidden_ones(b, right):
    """12 h1 + 12 h2 + b: an OR of the hidden units for b = -6, always 1 for b = 6."""
    weights = {"h1_w1": 20, "h1_w2": -20, "h1_b": -10, "h2_w1": -20, "h2_w2": 20, "h2_b": -10}
    attempt = three_units(**weights, y_w1=12.0, y_w2=12.0, y_b=b)
    drawing = ch01.output_unit_drawing(attempt)
    before, plane, table = drawing["panels"]
    assert (before["from_layer"], plane["from_layer"], table["hidden"]) == (1, 2, True)
    hidden = specs.network_of(plane["nets"][0], 0, 2)(attempt.x)
    np.testing.assert_allclose(hidden.round(), [[0, 0], [0, 1], [1, 0], [0, 0]])
    for (low, high), column in zip((plane["x_domain"], plane["y_domain"]), hidden.T, strict=True):
        assert low <= column.min() < column.max() <= high
    assert fill_summary(drawing, {}).startswith(f"XOR: {right} of 4 rows right")


def test_every_panel_becomes_plain_lists(net):
    points = datasets.xor()
    spec = drawing.network_spec(net)
    made = drawing.drawing(
        drawing.bars(
            x=["a", "b"],
            series=[drawing.bar_series("relu", np.array([1.0, np.inf]), low=[0, 0], high=[2, 2])],
            log=True,
        ),
        drawing.lines(
            series=[drawing.line_series("train", [1, 2], np.array([3.0, 4.0]))],
            marker=1.5,
            rules={"half": 0.5},
        ),
        drawing.histograms(edges=np.arange(3), rows=[drawing.histogram_row("sigmoid", np.ones(2))]),
        drawing.field(nets=[spec], points=points, **SQUARE),
        drawing.network(
            nodes=[drawing.node(0, 0, "x"), drawing.node(1, 1, "y")], edges=[drawing.edge(0, 1, weight=2.0)]
        ),
        drawing.images(
            images=[drawing.image(np.eye(2), caption="one")], shape=(2, 2), columns=1, domain=(0, 1)
        ),
        drawing.truth_table(
            net=spec, points=points, inputs=["x1", "x2"], title="Table", width=2.0, note="{right}"
        ),
        summary="",
    )
    assert plain(made) == made
    bars, lines, *_, table = made["panels"]
    assert bars["series"][0]["values"] == [1.0, None]
    assert lines["rules"] == [{"y": 0.5, "label": "half"}]
    assert lines["marker"] == {"x": 1.5, "axis": None}
    assert (table["title"], table["width"], table["note"]) == ("Table", 2.0, "{right}")
    assert table["points"]["y"] == [0, 1, 1, 0]


WIDE = {"layers": [{"W": [[1.0]] * 3, "b": [0.0], "activation": "identity"}], "output": "sigmoid"}
NARROW = {"layers": [{"W": [[1.0]] * 2, "b": [0.0], "activation": "identity"}], "output": "sigmoid"}


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: drawing.drawing(summary=""), "at least one panel"),
        (
            lambda: drawing.bars(x=[1, 2], series=[drawing.bar_series("relu", [1.0])]),
            "values of relu: 1, but x: 2",
        ),
        (lambda: drawing.bar_series("relu", [[1.0]]), r"row of numbers.*\(1, 1\)"),
        (lambda: drawing.bar_series("relu", [1.0], low=[0.0]), "low and high"),
        (lambda: drawing.bar_series("relu", [1.0], low=[0.0], high=[1.0, 2.0]), "high: 2"),
        (lambda: drawing.bar_series("swish", [1.0]), "no colour for 'swish'"),
        (lambda: drawing.line_series("train", [1, 2], [1.0]), "y of train: 1, but x: 2"),
        (lambda: drawing.line_series("train", [1], [1.0], style="dots"), "line, dashed, points"),
        (lambda: drawing.lines(series=[], x_domain=(2, 1)), "must rise"),
        (
            lambda: drawing.histograms(edges=[0, 1], rows=[drawing.histogram_row("relu", [1, 2])]),
            "counts of relu: 2",
        ),
        (lambda: drawing.field(nets=[WIDE], **SQUARE), "inputs of the layer drawn: 3"),
        (lambda: drawing.field(nets=[NARROW], from_layer=1, **SQUARE), "from_layer 1: the net has 1"),
        (lambda: drawing.field(nets=[], **SQUARE), "nets: 0"),
        (
            lambda: drawing.field(nets=[NARROW], points=([[1, 2]], [1, 0]), **SQUARE),
            "labels of the points: 2",
        ),
        (lambda: drawing.field(nets=[NARROW], points=([1, 2], [1]), **SQUARE), r"shape \(n, 2\)"),
        (lambda: drawing.truth_table(net=NARROW, points=([[1, 2]], [1]), inputs=["x"]), "inputs: 1"),
        (lambda: drawing.network(nodes=[], edges=[drawing.edge(0, 1)]), "edge 0 -> 1: there are 0"),
        (lambda: drawing.node(0, 0, "x", state="lit"), "on, off, active, done"),
        (
            lambda: drawing.images(images=[drawing.image([1, 2])], shape=(2, 2), columns=1, domain=(0, 1)),
            "pixels: 2",
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused(build, message):
    with pytest.raises(ValueError, match=message):
        build()


def test_an_unknown_option_of_a_panel_is_refused():
    with pytest.raises(TypeError, match="does not take colour"):
        drawing.lines(series=[], colour="red")


def test_a_template_keeps_the_holes_that_nothing_fills():
    drawing = {"panels": [{"kind": "lines"}], "summary": ""}
    assert fill("{depth} {right} {other}", {"depth": 3.0}, drawing) == "3 {right} {other}"


@given(st.one_of(st.integers(-999, 999), st.floats(-1e6, 1e6), st.text()))
def test_a_value_is_written_as_python_writes_it_without_a_needless_point(value):
    text = format_value(value)
    assert text == value if isinstance(value, str) else float(text) == value
    assert isinstance(value, str) or not text.endswith(".0")


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=3, max_size=3), st.integers(0, 15))
def test_the_score_of_one_sigmoid_is_the_networks_own(weights, mask):
    W, b = np.array(weights[:2]), np.array(weights[2])
    net = Network([Dense(W, b), Activate(activations.tanh), Dense(np.ones((2, 1)), np.zeros(1))])
    x, y = datasets.xor()[0], np.array([mask >> k & 1 for k in range(4)])
    scored = specs.score([drawing.network_spec(net)], {"x": x, "y": y})
    p = net.predict_proba(x)[:, 0]
    assert scored.right == ((p > 0.5) == y).sum()
    assert scored.total == 4
    assert scored.loss == pytest.approx(-np.log(np.where(y == 1, p, 1 - p)).mean(), rel=1e-6)


def test_the_score_of_classes_is_the_cross_entropy_of_the_average(rng):
    nets = [drawing.network_spec(mlp(rng, (2, 3), "relu", initializers.he_normal)) for _ in range(2)]
    x, y = rng.normal(size=(9, 2)), rng.integers(0, 3, 9)
    scored = specs.score(nets, {"x": x, "y": y})
    p = specs.predict(nets, x)
    assert scored.right == (p.argmax(axis=1) == y).sum()
    assert scored.loss == pytest.approx(-np.log(p[np.arange(9), y]).mean())
