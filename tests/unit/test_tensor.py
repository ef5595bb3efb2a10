import doctest

import numpy as np
import pytest

from nnbook import tensor
from nnbook.activations import ALL, sigmoid
from nnbook.gradcheck import numerical_gradient
from nnbook.losses import binary_cross_entropy
from nnbook.network import mlp
from nnbook.tensor import Tensor

EXPRESSIONS = {
    "a + row": lambda a, b, row, W: (a + row) * b,
    "a - column": lambda a, b, row, W: (a - a.sum(axis=1)) * b,
    "row * a": lambda a, b, row, W: row * a * b,
    "array + a": lambda a, b, row, W: np.ones((3, 4)) + a * b,
    "1 - a": lambda a, b, row, W: (1 - a) / b,
    "a @ W": lambda a, b, row, W: (a @ W) @ W + b,
    "number * a": lambda a, b, row, W: 2.5 * a / (b * b),
    "exp, log": lambda a, b, row, W: (a.exp() + b**2).log(),
    "softmax": lambda a, b, row, W: a.exp() / a.exp().sum(axis=1) * b,
    "sum, mean": lambda a, b, row, W: a.sum() * b.mean() * row.sum(axis=0),
    "a used twice": lambda a, b, row, W: (c := a * b + a) * c + c.sigmoid(),
    "-a": lambda a, b, row, W: -a * b.sigmoid() + row,
    **{name: lambda a, b, row, W, name=name: (a * 1.7 + 0.3).apply(name) * b for name in ALL},
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_every_gradient_agrees_with_central_differences(name):
    rng = np.random.default_rng(0)
    arrays = [
        rng.uniform(0.5, 2, shape) * rng.choice((-1, 1), shape) for shape in ((3, 4), (3, 4), 4, (4, 4))
    ]
    tensors = [Tensor(array) for array in arrays]
    result = EXPRESSIONS[name](*tensors).sum()
    result.backward()
    for array, one in zip(arrays, tensors, strict=True):
        slow = numerical_gradient(lambda _: float(EXPRESSIONS[name](*map(Tensor, arrays)).sum().data), array)
        got = np.zeros_like(array) if one.grad is None else one.grad
        assert got.shape == array.shape
        np.testing.assert_allclose(got, slow, rtol=1e-5, atol=1e-7)


def test_a_network_has_the_gradients_of_its_trace():
    rng = np.random.default_rng(1)
    net, x, t = mlp(rng, (3, 5, 1), "tanh", "xavier"), rng.normal(size=(7, 3)), rng.integers(0, 2, (7, 1))
    W1, b1, W2, b2 = params = [Tensor(p) for p in net.params]
    p = ((Tensor(x) @ W1 + b1).apply("tanh") @ W2 + b2).sigmoid()
    loss = -(t * p.log() + (1 - t) * (1 - p).log()).mean()
    loss.backward()
    trace = net.trace(x, t, binary_cross_entropy)
    assert loss.data == pytest.approx(trace.loss)
    for one, wanted in zip(params, trace.grads, strict=True):
        np.testing.assert_allclose(one.grad, wanted, rtol=1e-10)


def test_backward_forgets_what_was_there():
    a = Tensor(2.0)
    for _ in range(2):
        (a * a).backward()
    assert a.grad == 4


def test_backward_starts_at_a_single_number():
    with pytest.raises(ValueError, match=r"single number, this has shape \(3,\)"):
        Tensor(np.ones(3)).backward()


def test_whole_numbers_become_floats_and_words_are_refused():
    assert Tensor([1, 2]).data.dtype == float
    with pytest.raises(ValueError, match="data must hold real numbers"):
        Tensor("two")


def test_sigmoid_is_the_package_s():
    z = np.linspace(-900, 900, 7)
    np.testing.assert_array_equal(Tensor(z).sigmoid().data, sigmoid(z))
    assert repr(Tensor(z)) == "Tensor(7,)"


def test_examples():
    assert doctest.testmod(tensor).failed == 0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("a", "must hold real numbers, got 'a'"),
        ([np.nan], "must be finite; nan found at index"),
        (np.ma.array([1.0], mask=[True]), "is masked"),
        ([1j], "must hold real numbers, got 1j"),
    ],
)
def test_what_is_no_array_of_finite_numbers_is_refused(data, message):
    with pytest.raises(ValueError, match=f"^data {message}"):
        Tensor(data)


def test_a_power_is_a_plain_number_and_a_division_by_0_is_refused():
    a = Tensor([1.0, 2.0])
    with pytest.raises(ValueError, match=r"^power must be a finite number, got Tensor"):
        a**a
    with pytest.raises(ValueError, match=r"^data must be finite; inf found"), np.errstate(divide="ignore"):
        a / 0
