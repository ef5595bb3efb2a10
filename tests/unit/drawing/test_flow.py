import json

import numpy as np
import pytest

from nnbook import drawing
from nnbook.chapters import ch03
from nnbook.chapters.ch03.dying_units import dying_units
from nnbook.chapters.ch03.gradient_flow import gradient_flow
from nnbook.chapters.ch03.learning_with_depth import learning_with_depth
from nnbook.chapters.ch03.slope_product import LAYERS, slope_product
from nnbook.drawing.scales import decades
from nnbook.drawing.scales import significant as digits
from nnbook.drawing.words import times


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0.0, "none of"),
        (float("nan"), "none of"),
        (1.05, "about the same as"),
        (0.5, "0.5 times"),
        (2.0, "2.0 times"),
        (0.02, "1/50 of"),
        (1.07e-7, "1/9,000,000 of"),
        (3e-19, "1/10^19 of"),
        (40.0, "40 times"),
        (1.8e8, "200,000,000 times"),
        (5e21, "10^22 times"),
    ],
)
def test_ratios_in_words(ratio, words):
    assert times(ratio) == words


def test_digits_are_significant_ones():
    got = digits(np.array([123456.0, -0.00123456, 0.0, np.nan, 1e-19 / 3]), 3)
    np.testing.assert_allclose(got, [123000, -0.00123, 0, np.nan, 3.33e-20], rtol=1e-12)


def test_decades_hold_all_positive_values_and_jump_seldom():
    assert decades(np.array([0.0, 0.3, 2.0])) == (1e-9, 10)
    assert decades(np.array([1e-12, 3e8])) == (1e-13, 1e9)
    assert decades(np.zeros(3)) == (1e-9, 10)
    assert decades(np.array([1e-99, 1e99])) == (1e-80, 1e36)


def test_gradient_flow_says_what_layer_1_receives():
    flow = gradient_flow(depth=12, activation="sigmoid", init="xavier")
    drawn = ch03.gradient_flow_drawing(flow)
    backwards, forwards = drawn["panels"]
    values = backwards["series"][0]["values"]
    assert len(values) == len(forwards["series"][0]["values"]) == 12
    assert values[-1] == pytest.approx(1, rel=0.01)
    assert values[0] == pytest.approx(np.median(flow.dz[:, 0]) / np.median(flow.dz[:, -1]), rel=0.01)
    said = drawing.fill_summary(drawn, {"activation": "sigmoid", "init": "xavier", "depth": 12})
    assert "layer 1 receives 1/" in said
    assert "layer 12" in said
    json.dumps(drawn, allow_nan=False)


def test_gradient_flow_of_zeros_and_of_one_layer():
    zeros = ch03.gradient_flow_drawing(gradient_flow(depth=3, activation="relu", init="zeros"))
    assert zeros["panels"][0]["series"][0]["values"] == [0, 0, 0]
    assert "no hidden layer receives any gradient" in zeros["summary"]
    single = ch03.gradient_flow_drawing(gradient_flow(depth=1, activation="relu", init="he"))
    assert "one hidden layer" in single["summary"]


def test_slope_product_has_a_marker_that_turns_z():
    drawn = ch03.slope_product_drawing(slope_product(activation="relu", z=-1.5, weight=4))
    curve, left = drawn["panels"]
    assert curve["marker"] == {"x": -1.5, "axis": "z"}
    assert left["series"][0]["values"] == [0] * len(LAYERS)


def test_learning_with_depth_shows_both_networks_and_all_layers():
    drawn = ch03.learning_with_depth_drawing(learning_with_depth(depth=2, activation="relu", step=50))
    curves, speeds = drawn["panels"]
    assert [series["name"] for series in curves["series"]] == ["2 hidden layers", "1 hidden layer"]
    assert curves["marker"] == {"x": 50, "axis": "step"}
    assert speeds["x"] == [1, 2, "out"]


def test_dying_units_counts_the_dead():
    run = dying_units(lr=1.0, step=40, layer=2)
    drawn = ch03.dying_units_drawing(run)
    dead = int((run.run.highest[-1, 1] <= 0).sum())
    was, again = run.run.back[1]
    said = drawing.fill_summary(drawn, {"lr": 1.0, "step": 40, "layer": 2})
    assert said.startswith(f"Learning rate 1, step 40: {dead} of 32 units of layer 2 are dead")
    assert said.endswith(
        f"Of {was} units of this layer that die in five networks, {again} come back within the 40 steps."
    )
    assert sum(v <= 0 for v in drawn["panels"][0]["series"][0]["values"]) == dead


def test_one_layer_is_drawn_once():
    drawn = ch03.learning_with_depth_drawing(learning_with_depth(depth=1, activation="relu", step=675))
    assert [series["name"] for series in drawn["panels"][0]["series"]] == ["1 hidden layer"]
