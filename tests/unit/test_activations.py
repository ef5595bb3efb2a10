from math import exp, log1p, pi, sqrt, tanh

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnbook import activations
from nnbook.activations import Activation, elu, leaky_relu
from nnbook.gradcheck import numerical_gradient

EVERY = [*activations.ALL.values(), leaky_relu(0.3), elu(0.7)]
every = pytest.mark.parametrize("act", EVERY, ids=repr)

# What each is by definition, for one float, in forms that do not overflow.
DEFINITION = {
    "sigmoid": lambda z: 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z)),
    "tanh": tanh,
    "relu": lambda z: max(z, 0.0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "elu": lambda z: z if z > 0 else exp(z) - 1,
    "softplus": lambda z: max(z, 0.0) + log1p(exp(-abs(z))),
    "gelu": lambda z: 0.5 * z * (1 + tanh(sqrt(2 / pi) * (z + 0.044715 * z**3))),
    "identity": lambda z: z,
}


def away_from_zero(rng, shape):
    z = 2 * rng.normal(size=shape)
    return z + 0.1 * np.sign(z)


def test_every_name_has_a_definition_to_compare_with():
    assert set(DEFINITION) == set(activations.ALL)


@pytest.mark.parametrize("name", DEFINITION)
def test_values_are_those_of_the_definition(name):
    z = np.array([[-1000, -700, -30, -3, -0.5, -0.01], [0, 0.01, 0.5, 3, 30, 1000]])
    expected = [[DEFINITION[name](v) for v in row] for row in z.tolist()]
    # Where a function is a difference of nearly equal numbers, the definition itself is not better.
    np.testing.assert_allclose(activations.ALL[name](z), expected, rtol=1e-12, atol=0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_sigmoid_is_one_to_the_last_digit_where_it_stops_to_look_how_large_z_is(dtype):
    z = np.array([39.0, 40.0, np.nextafter(dtype(40), dtype(99)), 89.0, 710.0, np.inf], dtype)
    np.testing.assert_array_equal(activations.sigmoid(z), np.ones(6, dtype))
    np.testing.assert_array_equal(activations.sigmoid(np.array([-np.inf, np.nan], dtype)), [0, np.nan])


@every
def test_derivative_is_the_central_difference(act):
    rng = np.random.default_rng(1)
    z, g, d = (away_from_zero(rng, (20, 30)) for _ in range(3))
    difference = numerical_gradient(lambda t: float((g * act.f(z + t * d)).sum()), np.zeros(()))
    np.testing.assert_allclose((g * act.df(z, act.f(z)) * d).sum(), difference, rtol=1e-6)


@every
def test_derivative_of_each_element_is_its_own(act):
    z = away_from_zero(np.random.default_rng(2), 8)
    each = [numerical_gradient(lambda t: float(act.f(t)[0]), z[i : i + 1].copy())[0] for i in range(8)]
    np.testing.assert_allclose(act.df(z, act.f(z)), each, rtol=1e-6, atol=1e-11)


@pytest.mark.parametrize(
    ("act", "at_zero"), [(activations.relu, 0), (leaky_relu(0.2), 0.2), (elu(0.5), 0.5)], ids=repr
)
def test_at_the_kink_the_derivative_is_the_one_from_the_left(act, at_zero):
    z = np.array([-0.0, 0.0])
    np.testing.assert_array_equal(act.df(z, act.f(z)), at_zero)


@every
@given(
    z=hnp.arrays(
        st.sampled_from([np.float32, np.float64]),
        hnp.array_shapes(),
        elements=st.floats(-1000, 1000, width=32),
    )
)
def test_shape_and_dtype_are_kept_all_is_finite_and_the_input_untouched(act, z):
    before = z.copy()
    a = act(z)
    da = act.df(z, a)
    assert a.shape == da.shape == z.shape
    assert a.dtype == da.dtype == z.dtype
    assert np.isfinite(a).all()
    assert np.isfinite(da).all()
    np.testing.assert_array_equal(z, before)


def test_the_gelu_stays_near_the_exact_one():
    from math import erf

    z = np.linspace(-6, 6, 500)
    exact = np.array([0.5 * v * (1 + erf(v / sqrt(2))) for v in z])
    assert np.abs(activations.gelu(z) - exact).max() < 5e-4


@pytest.mark.parametrize("slope", [-0.1, 1.0, float("nan")])
def test_leaky_relu_refuses_a_slope_outside_0_to_1(slope):
    with pytest.raises(ValueError, match=r"slope must be in \[0, 1\), got"):
        leaky_relu(slope)


def test_a_slope_of_zero_is_the_relu():
    z = np.linspace(-2, 2, 9)
    np.testing.assert_array_equal(leaky_relu(0.0)(z), activations.relu(z))


@pytest.mark.parametrize("alpha", [0.0, -1.0, float("nan")])
def test_elu_refuses_an_alpha_that_is_not_positive(alpha):
    with pytest.raises(ValueError, match="alpha must be positive and finite, got"):
        elu(alpha)


@every
def test_an_activation_does_not_change(act):
    with pytest.raises(AttributeError):
        act.name = "another"
    assert {act: "a key"}[act]


def test_get_finds_by_name_and_hands_an_activation_back():
    mine = Activation("cube", lambda z: z**3, lambda z, a: 3 * z**2)
    assert activations.get("tanh") is activations.tanh
    assert activations.get(mine) is mine


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(
        ValueError, match="unknown activation 'swish'; known: sigmoid, tanh, relu, leaky_relu"
    ):
        activations.get("swish")


def test_the_repr_has_no_address():
    assert repr(activations.relu) == "Activation(relu)"
