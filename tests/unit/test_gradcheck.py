import numpy as np
import pytest

from nnbook.gradcheck import numerical_gradient


def test_the_gradient_of_a_cubic_is_its_derivative_up_to_the_step_squared():
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    np.testing.assert_allclose(numerical_gradient(lambda v: (v**3).sum(), x, 1e-4), 3 * x**2, rtol=1e-6)


def test_it_is_central():
    # (f(x + h) - f(x - h)) / 2h of x^3 is 3 x^2 + h^2: with a large step the h^2 shows, and no h does.
    x = np.array([2.0])
    np.testing.assert_allclose(numerical_gradient(lambda v: v[0] ** 3, x, 0.1), [12.01], rtol=1e-12)


def test_the_step_is_1e_5_unless_told():
    steps = []
    numerical_gradient(lambda v: steps.append(float(v[0])) or 0.0, np.zeros(1))
    assert steps == [1e-5, -1e-5]


def test_x_is_moved_in_place_and_as_it_was_afterwards():
    x = np.array([0.1, 0.2, 0.3])
    before = x.copy()
    gradient = numerical_gradient(lambda _: float(np.prod(x)), x)
    np.testing.assert_allclose(gradient, [0.06, 0.03, 0.02], rtol=1e-8)
    np.testing.assert_array_equal(x, before)


def test_x_is_as_it_was_even_when_the_function_fails():
    x = np.array([0.1, 0.2])
    with pytest.raises(ZeroDivisionError):
        numerical_gradient(lambda _: 1 / 0, x)
    np.testing.assert_array_equal(x, [0.1, 0.2])


def test_a_single_number_has_a_gradient_too():
    assert numerical_gradient(lambda t: float(np.exp(t)), np.zeros(())) == pytest.approx(1, rel=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.int64])
def test_half_the_digits_are_not_enough(dtype):
    with pytest.raises(
        ValueError, match=f"x must be a writable array of float64, got dtype.'{np.dtype(dtype)}'"
    ):
        numerical_gradient(lambda v: 0.0, np.zeros(2, dtype))


@pytest.mark.parametrize("step", [0.0, -1e-5, float("nan")])
def test_the_step_must_be_positive(step):
    with pytest.raises(ValueError, match="step must be positive and finite"):
        numerical_gradient(lambda v: 0.0, np.zeros(2), step)


def test_a_step_that_rounding_swallows_is_refused_and_x_is_as_it_was():
    x = np.array([1e9])
    with pytest.raises(
        ValueError, match=r"^step 1e-05 is lost in the rounding of x, which reaches 1000000000\.0$"
    ):
        numerical_gradient(lambda v: v.sum(), x)
    assert x[0] == 1e9


@pytest.mark.parametrize("answer", [None, np.nan, np.inf, "1", np.ones(3)])
def test_what_f_gives_must_be_a_finite_number(answer):
    x = np.array([1.0, 2.0])
    with pytest.raises(ValueError, match=r"^f\(x\) must be a finite number, got "):
        numerical_gradient(lambda _: answer, x)
    assert x.tolist() == [1, 2]
