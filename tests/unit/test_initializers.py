import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook import initializers
from nnbook.initializers import constant, normal, orthogonal, uniform, variance_scaling, zeros

FAN_IN, FAN_OUT = 400, 100
SCALED = {  # the variance that the source asks for
    "lecun": 1 / 400,
    "lecun_normal": 1 / 400,
    "lecun_uniform": 1 / 400,
    "xavier": 2 / 500,
    "glorot_normal": 2 / 500,
    "glorot_uniform": 2 / 500,
    "xavier_normal": 2 / 500,
    "xavier_uniform": 2 / 500,
    "he": 2 / 400,
    "he_normal": 2 / 400,
    "he_uniform": 2 / 400,
    "small": 0.01**2,
    "large": 1.0,
}


def check_moments(W, variance, dist):
    """Mean and variance within five standard errors, and the tails of the distribution."""
    n = W.size
    excess = 2 if dist == "normal" else 0.8  # Var(s^2) = excess * variance^2 / n
    assert abs(W.mean()) < 5 * np.sqrt(variance / n)
    assert abs((W**2).mean() - variance) < 5 * variance * np.sqrt(excess / n)
    widest = np.abs(W).max() / np.sqrt(variance)
    assert widest > 3.5 if dist == "normal" else 1.7 < widest <= np.sqrt(3) * (1 + 1e-12)


@pytest.mark.parametrize("name", SCALED)
def test_named_initializers_have_the_variance_of_their_source(name):
    W = initializers.ALL[name](np.random.default_rng(3), FAN_IN, FAN_OUT)
    assert W.shape == (FAN_IN, FAN_OUT)
    check_moments(W, SCALED[name], "uniform" if name.endswith("uniform") else "normal")


@pytest.mark.parametrize("dist", ["normal", "uniform"])
@pytest.mark.parametrize(("fan", "n"), [("in", 400), ("out", 100), ("avg", 250)])
def test_variance_scaling_divides_by_the_fan_asked_for(fan, n, dist):
    W = variance_scaling(3.0, fan, dist)(np.random.default_rng(4), FAN_IN, FAN_OUT)
    check_moments(W, 3.0 / n, dist)


def test_variance_scaling_is_fan_in_and_normal_unless_told():
    W = variance_scaling(1.0)(np.random.default_rng(5), FAN_IN, FAN_OUT)
    check_moments(W, 1 / FAN_IN, "normal")


def test_normal_and_uniform_do_not_look_at_the_fans():
    rng = np.random.default_rng(6)
    check_moments(normal(0.3)(rng, FAN_IN, FAN_OUT), 0.09, "normal")
    check_moments(uniform(0.6)(rng, FAN_IN, FAN_OUT), 0.36 / 3, "uniform")


def test_zeros_and_constant():
    rng = np.random.default_rng(7)
    np.testing.assert_array_equal(zeros(rng, 2, 3), [[0.0] * 3] * 2)
    np.testing.assert_array_equal(constant(4)(rng, 2, 3), [[4.0] * 3] * 2)
    assert constant(4)(rng, 2, 3).dtype == np.float64


@pytest.mark.parametrize("shape", [(7, 4), (4, 7), (5, 5), (1, 6)])
@pytest.mark.parametrize("gain", [1.0, 1.7])
def test_orthogonal_keeps_the_length_of_every_vector_on_the_shorter_side(shape, gain):
    W = orthogonal(gain)(np.random.default_rng(8), *shape)
    assert W.shape == shape
    short = W.T @ W if shape[0] >= shape[1] else W @ W.T
    np.testing.assert_allclose(short, gain**2 * np.eye(min(shape)), atol=1e-12)


def test_the_ready_made_orthogonal_start_has_gain_1():
    W = initializers.ALL["orthogonal"](np.random.default_rng(8), 6, 4)
    np.testing.assert_allclose(W.T @ W, np.eye(4), atol=1e-12)


def test_orthogonal_favors_no_direction():
    rng = np.random.default_rng(9)
    mean = np.mean([orthogonal()(rng, 3, 3) for _ in range(2000)], axis=0)
    assert np.abs(mean).max() < 5 / np.sqrt(3 * 2000)  # each element has variance 1/3


@pytest.mark.parametrize("name", initializers.ALL)
@given(fan_in=st.integers(1, 9), fan_out=st.integers(1, 9), seed=st.integers(0, 99))
def test_every_initializer_gives_finite_float64_of_the_shape_and_repeats_with_the_seed(
    name, fan_in, fan_out, seed
):
    init = initializers.ALL[name]
    W = init(np.random.default_rng(seed), fan_in, fan_out)
    assert W.shape == (fan_in, fan_out)
    assert W.dtype == np.float64
    assert np.isfinite(W).all()
    np.testing.assert_array_equal(W, init(np.random.default_rng(seed), fan_in, fan_out))


@pytest.mark.parametrize("name", sorted(set(initializers.ALL) - {"zeros"}))
def test_a_second_draw_from_the_same_generator_is_another_one(name):
    rng = np.random.default_rng(10)
    init = initializers.ALL[name]
    assert (init(rng, 3, 4) != init(rng, 3, 4)).any()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (normal, "std must be positive and finite, got"),
        (uniform, "limit must be positive and finite, got"),
        (orthogonal, "gain must be positive and finite, got"),
        (variance_scaling, "scale must be positive and finite, got"),
    ],
)
@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan")])
def test_a_spread_that_is_not_positive_is_refused(make, message, bad):
    with pytest.raises(ValueError, match=message):
        make(bad)


def test_unknown_fan_dist_and_name_list_the_known_ones():
    with pytest.raises(ValueError, match="unknown fan 'both'; known: in, out, avg"):
        variance_scaling(1, "both")
    with pytest.raises(ValueError, match="unknown dist 'cauchy'; known: normal, uniform"):
        variance_scaling(1, "in", "cauchy")
    with pytest.raises(ValueError, match="unknown initializer 'kaiming'; known: zeros, small"):
        initializers.get("kaiming")


def test_get_finds_by_name_and_hands_a_function_back():
    assert initializers.get("he") is initializers.he_normal
    assert initializers.get(zeros) is zeros


def test_xavier_is_another_name_of_glorot():
    assert initializers.xavier_normal is initializers.glorot_normal
    assert initializers.xavier_uniform is initializers.glorot_uniform


EVERY = [*initializers.ALL.values(), constant(0.5), normal(1), uniform(1), orthogonal(), variance_scaling(2)]


@pytest.mark.parametrize("init", EVERY)
@pytest.mark.parametrize(
    ("rng", "fan_in", "fan_out", "named"),
    [
        (0, 2, 3, "rng must be a numpy.random.Generator"),
        (np.random.default_rng(0), 0, 3, "fan_in must be a positive whole number"),
        (np.random.default_rng(0), 2, 1.5, "fan_out must be a positive whole number"),
    ],
)
def test_every_start_names_what_it_cannot_take(init, rng, fan_in, fan_out, named):
    with pytest.raises(ValueError, match=f"^{named}"):
        init(rng, fan_in, fan_out)


def test_xavier_4_is_four_times_xavier():
    one, four = (initializers.get(name)(np.random.default_rng(0), 5, 7) for name in ("xavier", "xavier_4"))
    np.testing.assert_allclose(four, 4 * one, rtol=1e-12)


@pytest.mark.parametrize("c", [np.nan, np.inf, "1", None])
def test_a_constant_must_be_a_finite_number(c):
    with pytest.raises(ValueError, match=r"^c must be a finite number"):
        constant(c)
