import json

import numpy as np
import pytest

from nnbook import drawing
from nnbook.chapters import ch07

STARTS = ("small", "large", "xavier", "he")


def reach(**at):
    flow = ch07.deep_flow(**at)
    return [float(np.median(runs[:, 0] / runs[:, -1])) for runs in (flow.plain, flow.changed)]


def test_one_block_hands_back_what_the_identity_and_its_layers_do():
    flow = ch07.deep_flow(activation="tanh", init="small", skip="on", normalize="off", depth=3, seeds=2)
    # Weights near 0: the message passes almost whole.
    np.testing.assert_allclose(flow.changed[:, 0], flow.changed[:, -1], rtol=0.1)
    assert (flow.plain[:, 0] < 0.02 * flow.plain[:, -1]).all()


@pytest.mark.parametrize("init", STARTS)
def test_both_keep_the_sigmoids_gradient_whatever_the_start(init):
    plain, both = reach(activation="sigmoid", init=init, skip="on", normalize="on")
    assert plain < 0.1
    assert 0.5 < both < 5


@pytest.mark.parametrize("init", STARTS)
def test_normalization_alone_lets_the_gradient_of_relu_grow(init):
    _, share = reach(activation="relu", init=init, skip="off", normalize="on")
    assert 100 < share < 1000


def test_nothing_switched_on_is_the_plain_network():
    flow = ch07.deep_flow(activation="relu", init="he", skip="off", normalize="off", depth=4, seeds=2)
    np.testing.assert_array_equal(flow.plain, flow.changed)
    assert ch07.deep_flow_drawing(flow)["panels"][1]["title"] == "Nothing switched on"


@pytest.mark.parametrize("at", ch07.DEEP_FLOW_PRESETS.values(), ids=ch07.DEEP_FLOW_PRESETS)
def test_every_preset_is_drawn_and_put_into_words(at):
    drawn = ch07.deep_flow_drawing(ch07.deep_flow(**at, seeds=2))
    json.dumps(drawing.plain.plain(drawn), allow_nan=False)
    said = drawing.fill_summary(drawn, at)
    assert said.startswith(
        f"{at['activation']}, {at['init']}, 30 layers: in the plain network layer 1 receives"
    )


def test_from_zeros_no_layer_receives_anything():
    flow = ch07.deep_flow(activation="tanh", init="zeros", skip="on", normalize="on", depth=3, seeds=2)
    assert not flow.changed.any()
    assert "nothing" in ch07.deep_flow_drawing(flow)["summary"]


def test_words_and_sizes_are_looked_at():
    at = {"activation": "relu", "init": "he", "skip": "on", "normalize": "on"}
    with pytest.raises(ValueError, match="skip"):
        ch07.deep_flow(**at | {"skip": "yes"})
    with pytest.raises(ValueError, match="init"):
        ch07.deep_flow(**at | {"init": "lucky"})
    with pytest.raises(ValueError, match="depth must be a positive whole number"):
        ch07.deep_flow(**at, depth=0)
