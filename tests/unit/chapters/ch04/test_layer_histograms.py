import numpy as np
import pytest

from nnbook.chapters.ch04 import layer_histograms as variance
from nnbook.chapters.ch04.layer_histograms import layer_histograms
from nnbook.chapters.ch04.rbm_learning import UPDATES, rbm_course, rbm_learning
from nnbook.rbm import RBM


@pytest.mark.parametrize("q", [0.01, 1.0, 30.0])
def test_relu_halves_the_mean_square_and_the_identity_keeps_it(q):
    assert variance.variance_map("relu", q, 2.0) == pytest.approx(q, rel=1e-6)
    assert variance.variance_map("identity", q, 1.0, 0.5) == pytest.approx(q + 0.5, rel=1e-6)


def test_the_map_is_what_a_wide_layer_does(rng):
    z = rng.normal(0, np.sqrt(1.7), (4, 4000))
    W = rng.normal(0, np.sqrt(1.3 / 4000), (4000, 4000))
    measured = np.square(np.tanh(z) @ W + rng.normal(0, np.sqrt(0.2), 4000)).mean()
    assert variance.variance_map("tanh", 1.7, 1.3, 0.2) == pytest.approx(measured, rel=0.05)


def test_fixed_points():
    assert variance.fixed_point("relu", 1.9) == 0
    assert variance.fixed_point("relu", 2.1) == np.inf
    assert variance.fixed_point("tanh", 0.9) == 0
    q = variance.fixed_point("tanh", 2.0)
    assert variance.variance_map("tanh", q, 2.0) == pytest.approx(q)


def test_slope_gain_of_relu_is_half_the_variance_scale():
    assert variance.slope_gain("relu", 3.0, 2.0) == pytest.approx(1.0)


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
        *[({"depth": depth}, f"depth must be in 1 ... 20, got {depth}") for depth in (0, 21)],
        ({"init": "magic"}, "unknown init 'magic'; choose"),
    ],
)
def test_bad_settings_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        layer_histograms(**({"activation": "relu", "init": "he", "gain": 1, "depth": 2} | wrong))


@pytest.mark.parametrize(("name", "wanted"), [("relu", 2.0), ("identity", 1.0)])
def test_the_variance_that_keeps_the_gradient_is_the_one_derived(name, wanted):
    assert variance.keeping_variance(name, depth=12, seeds=5) == pytest.approx(wanted, rel=0.15)


def test_a_machine_learns_and_its_chains_start_at_digits():
    start, end = (rbm_learning(updates=updates, k=1) for updates in (0, UPDATES[-1]))
    np.testing.assert_array_equal(start.v, end.v)
    assert set(np.unique(end.v)) == {0, 1}
    course = rbm_course()
    assert len(course.rbms) == len(UPDATES) == len(course.error)
    assert course.error[-1] < course.error[0] / 5
    assert course.energy["shuffled"][-1] > course.energy["digits"][-1] + 20
    assert isinstance(end.rbm, RBM)
    near, far = np.square(end.back - end.v).mean(), None
    far = np.square(rbm_learning(updates=UPDATES[-1], k=100).back - end.v).mean()
    assert near < far


@pytest.mark.parametrize(("wrong", "message"), [({"updates": 3}, "updates must be"), ({"k": 0}, "k must be")])
def test_bad_positions_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        rbm_learning(**({"updates": 0, "k": 1} | wrong))
