"""Answer checks of chapter 02, backpropagation: the gradient."""

from collections.abc import Callable
from math import exp
from typing import Any

import numpy as np

from nnbook.activations import sigmoid
from nnbook.arrays import Array
from nnbook.chapters.verdict import UNANSWERED, Verdict, function, number, parts
from nnbook.graph import Edge, Value
from nnbook.losses import softmax

EPSILON = 2.0**-53
Function = Callable[..., Any]


def by_hand(answer: Any) -> Verdict:
    """Right for dd/dw of d = a^2 / 2 with a = sigmoid(w x + b), at x = 3, w = -1, b = 2."""
    a = 1 / (1 + exp(1))
    slope = a * (1 - a)
    traps = {
        "The sigmoid has a local derivative too, a (1 - a).": 3 * a,
        "That is dd/db: one more factor leads to w.": slope * a,
        "The wanted output is 0 here, not 1.": 3 * slope * (a - 1),
        "That is dd/dx: the product hands w to x, and x to w.": -slope * a,
    }
    return number(answer, 3 * slope * a, "a, times a (1 - a), times x: three factors.", traps)


def used_often(answer: Any) -> Verdict:
    """Right for 13, the derivative of x w^2 + w at w = 3, x = 2."""
    traps = {
        "One of the three ways from w to f is missing.": 12,
        "w w uses w twice: both factors hand a derivative back.": 7,
        "Gradients along several ways are added, not multiplied.": 36,
    }
    return number(answer, 13, "6 along each factor of w w, and 1 along the short way: they add up.", traps)


def tanh_slope(answer: Any) -> Verdict:
    """Right for a function of the output a = tanh(z) that gives the derivative at z."""
    traps: dict[str, Function] = {
        "That is the sigmoid's. At z = 0, where a = 0, tanh has slope 1.": lambda a: a * (1 - a),
        "The function is given a, which is tanh(z) already.": lambda a: 1 - np.tanh(a) ** 2,
        "At a = 0.9, where tanh is nearly flat, that is not small.": lambda a: 1 - a,
    }
    cases = [(np.tanh(np.linspace(-2, 2, 9)),)]
    return function(answer, cases, lambda a: 1 - a * a, "1 - a a, at nine places.", traps)


def dense_backward(answer: Any) -> Verdict:
    """Right for a function of (x, W, dz) that returns (dx, dW, db) of z = x W + b."""
    rng = np.random.default_rng(0)
    cases = [tuple(rng.normal(size=shape) for shape in ((5, 3), (3, 4), (5, 4)))]
    wanted: dict[str, Function] = {
        "dx": lambda x, W, dz: dz @ W.T,
        "dW": lambda x, W, dz: x.T @ dz,
        "db": lambda x, W, dz: dz.sum(axis=0),
    }
    traps: dict[str, Function] = {
        "dW: the mean over the rows is in dz already; here they are summed.": lambda x, W, dz: x.T @ dz / 5,
        "db: the mean over the rows is in dz already; here they are summed.": lambda x, W, dz: dz.mean(
            axis=0
        ),
    }
    return parts(answer, cases, wanted, "Each gradient has the shape of what it belongs to.", traps)


def softmax_gradient(answer: Any) -> Verdict:
    """Right for a function of logits z (n, c) and labels t (n,): dL/dz of the mean cross-entropy."""
    z, t = np.random.default_rng(0).normal(size=(4, 3)), np.array([0, 2, 1, 2])
    traps: dict[str, Function] = {
        "The loss is a mean over the rows: divide by their number.": lambda z, t: softmax(z) - np.eye(3)[t],
        "The wanted class is missing: what should p have been there?": lambda z, t: softmax(z) / len(z),
        "The sign: downhill is where p of the wanted class grows.": lambda z, t: (
            (np.eye(3)[t] - softmax(z)) / len(z)
        ),
        "That divides by the number of all entries; the mean is over rows.": lambda z, t: (
            (softmax(z) - np.eye(3)[t]) / z.size
        ),
    }
    why = "p - onehot, over n: what it said minus what it should have said."
    return function(answer, [(z, t)], lambda z, t: (softmax(z) - np.eye(3)[t]) / len(z), why, traps)


def value_relu(answer: Any) -> Verdict:
    """Right for a function of a `Value` that returns its ReLU, a `Value` that hands derivatives back."""

    def used(relu: Function) -> Function:
        def result(z: float) -> tuple[float, float]:
            v = Value(z)
            out = relu(v) * 3 + v
            out.backward()
            return out.data, v.grad

        return result

    def above(v: Value) -> float:
        return max(v.data, 0.0)

    traps: dict[str, Function] = {
        "The value is right; the slope below 0 is 0.": used(lambda v: Value(above(v), edges=(Edge(v, 1),))),
        "The value is right, but nothing is handed back: where is the edge?": used(lambda v: Value(above(v))),
        "The slope at z > 0 is 1, not z.": used(lambda v: Value(above(v), edges=(Edge(v, above(v)),))),
    }
    given = used(answer) if callable(answer) else answer
    cases, why = [(-2.0,), (0.5,), (3.0,)], "A number, and one edge with the slope 1 or 0."
    return function(given, cases, used(Value.relu), why, traps)


def mended(answer: Any) -> Verdict:
    """Right for a function of (x, t, W1, b1, W2, b2): dW1, db1, dW2, db2 of the 2-layer sigmoid network."""
    rng = np.random.default_rng(0)
    sizes = ((6, 2), (6, 1), (2, 3), 3, (3, 1), 1)
    cases = [tuple(rng.normal(size=size) for size in sizes)]

    def part(k: int) -> Function:
        return lambda *given: _two_layers(given)[k]

    said = "dW1: The hidden layer's slope is that of a sigmoid, a (1 - a)."
    traps: dict[str, Function] = {said: lambda *given: _two_layers(given, lambda a: 1 - a * a)[0]}
    wanted = {name: part(k) for k, name in enumerate(("dW1", "db1", "dW2", "db2"))}
    return parts(answer, cases, wanted, "All four agree with the differences.", traps)


def _two_layers(given: tuple[Array, ...], slope: Function = lambda a: a * (1 - a)) -> tuple[Array, ...]:
    x, t, W1, b1, W2, b2 = given
    a = sigmoid.f(x @ W1 + b1)
    dz2 = (sigmoid.f(a @ W2 + b2) - t) / len(x)
    dz1 = dz2 @ W2.T * slope(a)
    return x.T @ dz1, dz1.sum(axis=0), a.T @ dz2, dz2.sum(axis=0)


def cost_ratio(answer: Any) -> Verdict:
    """Right for the multiply-adds of backward over those of forward, of 784-256-128-10."""
    products = [784 * 256, 256 * 128, 128 * 10]
    ratio = (sum(products) + sum(products[1:])) / sum(products)
    traps = {
        "dx of the first layer is the gradient of the data: nobody asks for it.": 2,
        "That leaves out dx of the later layers, or dW.": 1,
    }
    return number(answer, ratio, "dW costs what forward costs; dx too, where somebody needs it.", traps)


def best_step(answer: Any) -> Verdict:
    """Right for the h where h^2 / 6 + eps / h is least."""
    traps = {
        "Smaller is not better: that suits one-sided differences.": 1e-8,
        "Smaller is not better: down there the rounding errors rule.": EPSILON,
        "A good round number. Where exactly is the derivative by h zero?": 1e-5,
        "That is the square root of 3 eps; the derivative by h gives h^3.": (3 * EPSILON) ** 0.5,
    }
    why = "The cube root of 3 eps, where the derivative h / 3 - eps / h^2 is 0."
    return number(answer, (3 * EPSILON) ** (1 / 3), why, traps)


def factor_four(answer: Any) -> Verdict:
    """Right for "mean": the backward pass forgot to divide by the number of rows."""
    if answer is ...:
        return UNANSWERED
    wrong = {
        "transpose": "A transposed W would give other numbers, or shapes that do not fit.",
        "relu": "A wrong mask changes some entries and leaves others; here all have one factor.",
        "rate": "The learning rate is not in the gradient.",
    }
    if isinstance(answer, str) and answer == "mean":
        return Verdict(True, "The mean over 4 rows has a 1/4 in it, and so has its derivative.")
    known = ", ".join(map(repr, ["mean", *wrong]))
    return Verdict(False, wrong.get(str(answer), f"Choose one of {known}."))
