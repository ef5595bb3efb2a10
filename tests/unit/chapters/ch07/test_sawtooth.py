import json
from itertools import pairwise

import numpy as np
import pytest

from nnbook import drawing
from nnbook.chapters import ch07
from nnbook.chapters.ch07.sawtooth import DEEP, WIDE, WIDTH, saw_sizes, saw_trained


def parameters(sizes):
    return sum((a + 1) * b for a, b in pairwise(sizes))


@pytest.mark.parametrize("folds", range(1, 7))
def test_the_network_written_by_hand_draws_two_to_the_folds_pieces(folds):
    x = np.linspace(0, 1, 2**9 + 1)
    y = ch07.sawtooth_net(folds)(x[:, None])[:, 0]
    np.testing.assert_allclose(y, ch07.folded(x, folds), atol=1e-12)
    rising = np.diff(y) > 0
    assert 1 + (rising[1:] != rising[:-1]).sum() == 2**folds


def test_the_wide_layer_has_as_many_parameters_as_the_deep_network():
    deep, wide = (parameters(saw_sizes(net, 3)[0]) for net in ("five layers", "one wide layer"))
    assert saw_sizes("five layers, both", 3) == ([1, *[WIDTH] * DEEP, 1], "both")
    assert 0 <= deep - wide < 3
    assert WIDE > 2**6


def test_one_fold_is_learned_and_a_stored_run_comes_out_again():
    curves, missed = saw_trained(folds=1, net="one wide layer", lr=0.003, seeds=2, epochs=60)
    assert curves.shape == (2, 129)
    assert missed.shape == (2, 2)
    assert missed.max() < 0.05
    stored = ch07.sawtooth(folds=1, net="one wide layer", seed=0)
    assert stored.missed["one wide layer"].shape == (6, 10)
    assert stored.own == stored.missed["one wide layer"][0, 0]


@pytest.mark.parametrize("net", [ch07.BY_HAND, *ch07.SAW_NETS])
def test_what_is_drawn_and_said(net):
    at = {"folds": 4, "net": net, "seed": 3}
    result = ch07.sawtooth(**at)
    drawn = ch07.sawtooth_drawing(result)
    json.dumps(drawing.plain.plain(drawn), allow_nan=False)
    left, right = drawn["panels"]
    assert left["title"] == "8 teeth"
    assert right["marker"] == {"x": 4, "axis": "folds"}
    assert len(right["series"]) == 4
    assert drawing.fill_summary(drawn, at).startswith("4 folds make 16 straight pieces.")
    assert (result.own == 0) == (net == ch07.BY_HAND)


def test_an_unknown_network_is_refused():
    with pytest.raises(ValueError, match="net"):
        saw_sizes("ten layers", 3)
