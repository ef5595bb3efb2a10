import numpy as np
import pytest

from nnbook.chapters import ch04


@pytest.mark.parametrize("q", [0.01, 1.0, 30.0])
def test_relu_halves_the_mean_square_and_the_identity_keeps_it(q):
    assert ch04.variance_map("relu", q, 2.0) == pytest.approx(q, rel=1e-6)
    assert ch04.variance_map("identity", q, 1.0, 0.5) == pytest.approx(q + 0.5, rel=1e-6)


def test_the_map_is_what_a_wide_layer_does(rng):
    z = rng.normal(0, np.sqrt(1.7), (4, 4000))
    W = rng.normal(0, np.sqrt(1.3 / 4000), (4000, 4000))
    measured = np.square(np.tanh(z) @ W + rng.normal(0, np.sqrt(0.2), 4000)).mean()
    assert ch04.variance_map("tanh", 1.7, 1.3, 0.2) == pytest.approx(measured, rel=0.05)


def test_fixed_points():
    assert ch04.fixed_point("relu", 1.9) == 0
    assert ch04.fixed_point("relu", 2.1) == np.inf
    assert ch04.fixed_point("tanh", 0.9) == 0
    q = ch04.fixed_point("tanh", 2.0)
    assert ch04.variance_map("tanh", q, 2.0) == pytest.approx(q)


def test_slope_gain_of_relu_is_half_the_variance_scale():
    assert ch04.slope_gain("relu", 3.0, 2.0) == pytest.approx(1.0)


@pytest.mark.parametrize(("name", "wanted"), [("relu", 2.0), ("identity", 1.0)])
def test_the_variance_that_keeps_the_gradient_is_the_one_derived(name, wanted):
    assert ch04.keeping_variance(name, depth=12, seeds=5) == pytest.approx(wanted, rel=0.15)
