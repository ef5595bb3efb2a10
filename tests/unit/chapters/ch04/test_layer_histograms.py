import json

import numpy as np
import pytest

from nnbook.chapters import ch04
from nnbook.chapters.ch04.layer_histograms import layer_histograms
from nnbook.chapters.ch04.variance import variance_map


def test_shallower_histograms_are_the_first_layers_of_deeper_ones():
    deep = layer_histograms(activation="tanh", init="xavier", gain=1.5, depth=10)
    shallow = layer_histograms(activation="tanh", init="xavier", gain=1.5, depth=2)
    np.testing.assert_array_equal(shallow.flow.counts, deep.flow.counts[:2])
    np.testing.assert_array_equal(shallow.q, deep.q[:2])
    assert shallow.flow.std.shape == (3, 2)
    assert deep.flow.counts.sum(axis=1).tolist() == [3 * 100 * 64] * 10


def test_relu_units_that_are_off_have_a_bin_of_their_own():
    flow = layer_histograms(activation="relu", init="he", gain=1, depth=2).flow
    share = flow.counts[:, 0] / flow.counts.sum(axis=1)
    np.testing.assert_allclose(share, 0.5, atol=0.1)


def test_gain_one_is_the_start_itself_and_he_keeps_relu_alive():
    flow = layer_histograms(activation="relu", init="he", gain=1, depth=20)
    assert 0.2 < flow.q[-1] / flow.q[0] < 5
    fading = layer_histograms(activation="relu", init="xavier", gain=1, depth=20)
    assert fading.q[-1] / fading.q[0] < 1e-4


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"depth": 0}, "depth must be a positive whole number, got 0"),
        ({"depth": 21}, "depth must be in 1 ... 20, got 21"),
        ({"gain": -1}, "gain must be positive and finite, got -1"),
        ({"init": "magic"}, "unknown init 'magic'; choose"),
    ],
)
def test_bad_settings_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        layer_histograms(**({"activation": "relu", "init": "he", "gain": 1, "depth": 2} | wrong))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"activation": "relu", "init": "xavier", "gain": 1}, "dies out"),
        ({"activation": "relu", "init": "large", "gain": 1}, "grows without bound"),
        ({"activation": "tanh", "init": "xavier", "gain": 2}, "settles at"),
    ],
)
def test_histograms_say_where_the_map_leads(settings, words):
    result = layer_histograms(depth=5, **settings)
    drawn = ch04.layer_histograms_drawing(result)
    ridges, mapped = drawn["panels"]
    assert len(ridges["rows"]) == 5
    assert words in drawn["summary"]
    measured, *fixed = mapped["series"][2:]
    assert [series["name"] for series in fixed] == ["fixed point"] * words.startswith("settles")
    if fixed:
        here = fixed[0]["x"][0]
        assert fixed[0]["y"] == [here]
        assert variance_map(settings["activation"], here, settings["gain"] ** 2) == pytest.approx(
            here, rel=0.01
        )
    assert all(1e-3 <= value <= 1e3 for value in [*measured["x"], *measured["y"]])
    json.dumps(drawn, allow_nan=False)


def test_a_saturated_layer_is_red():
    loud = ch04.layer_histograms_drawing(layer_histograms(activation="tanh", init="large", gain=1, depth=2))
    calm = ch04.layer_histograms_drawing(layer_histograms(activation="tanh", init="xavier", gain=1, depth=2))
    assert loud["panels"][0]["rows"][1]["color"] != calm["panels"][0]["rows"][1]["color"]
