import json

import numpy as np
import pytest

from nnbook import drawing
from nnbook.chapters import ch07
from nnbook.chapters.ch07.convolution import conv_trained, first_weights
from nnbook.datasets import digits
from nnbook.experiments.sweeps import stored


@pytest.mark.parametrize("layer", ch07.LAYERS)
def test_all_networks_have_288_hidden_units(layer):
    net = ch07.conv_net(np.random.default_rng(0), layer)
    assert net.layers[0].widths == (64, 288)
    assert first_weights(net).shape == (8, 64)
    seen = (first_weights(net) != 0).sum(axis=1)
    assert set(seen) == ({64} if layer == "every pixel" else {9})


def test_shuffled_pixels_are_the_same_for_every_image():
    x = digits()[0][:10]
    mixed = ch07.shown(x, "shuffled")
    np.testing.assert_array_equal(np.sort(mixed), np.sort(x))
    order = [int(np.flatnonzero((mixed == x[:, [k]]).all(axis=0))[0]) for k in (20, 28, 36)]
    assert order != [20, 28, 36]
    np.testing.assert_array_equal(ch07.shown(x, "right"), x)
    moved = ch07.shown(x, "right", 1).reshape(-1, 8, 8)
    np.testing.assert_array_equal(moved[:, :, 1:], x.reshape(-1, 8, 8)[:, :, :-1])
    assert not moved[:, :, 0].any()


def test_a_stored_run_comes_out_again():
    at = {"examples": 50, "pixels": "right", "layer": "windows, tied"}
    kept = stored("convolution", "right").at(**at)
    again = [conv_trained(**at, lr=lr, seed=0)[1] for lr in (0.004, 0.016)]
    assert min(abs(right - kept[:, 0]).max() for right in again) < 0.02


@pytest.mark.parametrize("layer", ch07.LAYERS)
@pytest.mark.parametrize("pixels", ch07.CONV_AXES["pixels"])
def test_what_is_drawn_and_said(layer, pixels):
    at = {"layer": layer, "pixels": pixels, "examples": 1000}
    run = ch07.convolution(**at)
    drawn = ch07.convolution_drawing(run)
    json.dumps(drawing.plain.plain(drawn), allow_nan=False)
    seen, weights, ends = drawn["panels"]
    assert len(seen["images"]) == 1
    assert len(weights["images"]) == 8
    assert ends["series"][0]["values"][2] == pytest.approx(
        100 * (1 - run.right["right", "windows, tied"].mean()), rel=0.01
    )
    assert drawing.fill_summary(drawn, at).startswith(f"{layer}, {pixels} pixels, 1000 training digits.")


def test_unknown_words_are_refused():
    with pytest.raises(ValueError, match="layer"):
        ch07.conv_net(np.random.default_rng(0), "holes")
    with pytest.raises(ValueError, match="pixels"):
        ch07.shown(digits()[0], "upside down")
