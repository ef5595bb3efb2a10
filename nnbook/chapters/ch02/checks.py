"""Answer checks of chapter 02, backpropagation."""

from collections.abc import Callable
from math import exp, log
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch02.digits_learning import train_digits
from nnbook.chapters.verdict import UNANSWERED, Verdict, number
from nnbook.experiments.intervals import wilson
from nnbook.gradcheck import numerical_gradient

EPSILON = 2.0**-53
ENOUGH = 0.97


def by_hand(answer: Any) -> Verdict:
    """Right for dd/dw of d = a^2 / 2 with a = sigmoid(w x + b), at x = 3, w = -1, b = 2."""
    a = 1 / (1 + exp(1))
    slope = a * (1 - a)
    return number(
        answer,
        3 * slope * a,
        "a, times a (1 - a), times x: three factors.",
        {
            "The sigmoid has a local derivative too, a (1 - a).": 3 * a,
            "That is dd/db: one more factor leads to w.": slope * a,
            "The wanted output is 0 here, not 1.": 3 * slope * (a - 1),
            "That is dd/dx: the product hands w to x, and x to w.": -slope * a,
        },
    )


def used_twice(answer: Any) -> Verdict:
    """Right for 13, the derivative of x w^2 + w at w = 3, x = 2."""
    return number(
        answer,
        13,
        "6 along each factor of w w, and 1 along the short way: they add up.",
        {
            "One of the three ways from w to f is missing.": 12,
            "w w uses w twice: both factors hand a derivative back.": 7,
            "Gradients along several ways are added, not multiplied.": 36,
        },
    )


def tanh_slope(answer: Any) -> Verdict:
    """Right for a function of the output a = tanh(z) that gives the derivative at z."""
    if not callable(answer):
        return _no_function(answer)
    z = np.linspace(-2, 2, 9)
    a = np.tanh(z)
    got, fault = _call(answer, a)
    if fault:
        return Verdict(False, fault)
    if np.shape(got) != a.shape or np.asarray(got).dtype.kind not in "fiu":
        return Verdict(False, f"For nine outputs a, nine derivatives are wanted, not {got!r}.")
    wanted = numerical_gradient(lambda t: float(np.tanh(t).sum()), z)
    if np.allclose(got, wanted, atol=1e-6):
        return Verdict(True, "1 - a a, and differences agree at nine places.")
    if np.allclose(got, a * (1 - a)):
        return Verdict(False, "That is the sigmoid's. At z = 0, where a = 0, tanh has slope 1.")
    if np.allclose(got, 1 - np.tanh(a) ** 2):
        return Verdict(False, "The function is given a, which is tanh(z) already.")
    return Verdict(False, f"At z = 0 differences say 1 and you say {got[len(z) // 2]:.4g}.")


def dense_backward(answer: Any) -> Verdict:
    """Right for a function of (x, W, dz) that returns (dx, dW, db) of z = x W + b."""
    if not callable(answer):
        return _no_function(answer)
    rng = np.random.default_rng(0)
    x, W, dz = (rng.normal(size=shape) for shape in ((5, 3), (3, 4), (5, 4)))
    got, fault = _call(answer, x, W, dz)
    if fault:
        return Verdict(False, fault)
    if not isinstance(got, tuple | list) or len(got) != 3:
        return Verdict(False, "Return three arrays: dx, dW, db.")
    wanted = {"dx": dz @ W.T, "dW": x.T @ dz, "db": dz.sum(axis=0)}
    for (name, right), part in zip(wanted.items(), got, strict=True):
        if np.shape(part) != right.shape:
            return Verdict(False, f"{name} has shape {np.shape(part)}; {name[1:]} has {right.shape}.")
        if not np.allclose(part, right):
            share = _ratio(np.asarray(part), right)
            return Verdict(False, f"{name} has the right shape and the wrong numbers{share}.")
    return Verdict(True, "Each gradient has the shape of what it belongs to, and the right numbers.")


def cost_ratio(answer: Any) -> Verdict:
    """Right for the multiply-adds of backward over those of forward, of 784-256-128-10."""
    products = [784 * 256, 256 * 128, 128 * 10]
    ratio = (sum(products) + sum(products[1:])) / sum(products)
    why = "dW costs what forward costs; dx too, except for the data, where nobody needs it."
    return number(
        answer,
        ratio,
        why,
        {
            "dx of the first layer is the gradient of the data: nobody asks for it.": 2,
            "That leaves out dx of the later layers, or dW.": 1,
        },
    )


def best_step(answer: Any) -> Verdict:
    """Right for the h where h^2 / 6 + eps / h is least, within a fifth."""
    best = (3 * EPSILON) ** (1 / 3)
    why = "The cube root of 3 eps, where the derivative h / 3 - eps / h^2 is 0."
    return number(
        answer,
        best,
        why,
        {
            "Smaller is not better: down there the rounding errors rule.": 0,
        },
    )


def factor_four(answer: Any) -> Verdict:
    """Right for "mean": the backward pass forgot to divide by the number of rows."""
    if answer is ...:
        return UNANSWERED
    wrong = {
        "transpose": "A transposed W would give other numbers, or shapes that do not fit.",
        "relu": "A wrong mask changes some entries and leaves others; here all have one factor.",
        "rate": "The learning rate is not in the gradient.",
    }
    if answer == "mean":
        return Verdict(True, "The mean over 4 rows has a 1/4 in it, and so has its derivative.")
    known = ", ".join(map(repr, ["mean", *wrong]))
    return Verdict(False, wrong.get(str(answer), f"Choose one of {known}."))


def confused(answer: Any) -> Verdict:
    """Right for the least loss of a network that cannot tell three rows of XOR apart, 0.477."""
    least = 0.75 * (log(3) - 2 / 3 * log(2))
    why = "p = 2/3 for the three rows: the second of the plateaus that you saw."
    return number(
        answer,
        least,
        why,
        {
            "That is two rows that cannot be told apart.": log(2) / 2,
            "That is the mean over the three rows; the fourth adds 0.": least / 0.75,
            "That is p = 1/2 for everything. Two of the three rows want 1.": log(2),
            "The three rows with p = 1/2 are not at their best.": 0.75 * log(2),
        },
    )


def twelve_of_twelve(answer: Any) -> Verdict:
    """Right for the lower end of the 95 % interval after 12 successes in 12 trials."""
    why = "Even a probability of 0.76 gives twelve out of twelve now and then."
    return number(
        answer,
        wilson(12, 12)[0],
        why,
        {
            "Twelve seeds cannot show that it always works; that is the upper end.": 1,
        },
    )


def long_run(answer: Any) -> Verdict:
    """Right for 0.3: momentum 0.9 makes a rate of 0.03 ten times as large in the long run."""
    return number(
        answer,
        0.3,
        "1 + 0.9 + 0.81 + ... = 10: every step is felt ten times.",
        {
            "That is the first step; the velocity then grows.": 0.03,
            "That is momentum times rate; sum the whole series.": 0.027,
            "The series starts with 1.": 0.27,
        },
    )


def learning_rate(answer: Any) -> Verdict:
    """Right for a rate with which momentum 0.9 and batches of 16 end above 97 % on every seed."""
    if answer is ...:
        return UNANSWERED
    try:
        lr = float(answer)
    except (TypeError, ValueError):
        return Verdict(False, f"A single number is wanted, not {answer!r}.")
    if not 0 < lr < 1000:
        return Verdict(False, "A learning rate is positive, and far below 1000.")
    run = train_digits(lr=lr, momentum=0.9, batch_size=16)
    worst = float(run.accuracy.min())
    if worst > ENOUGH:
        return Verdict(True, f"The worst of {len(run.accuracy)} seeds has {worst:.1%} right.")
    rising = not np.median(run.losses[-1]) < 1
    advice = "the loss is high: too large, or far too small" if rising else "still on its way down"
    return Verdict(False, f"The worst seed has only {worst:.1%} right; {advice}.")


def _no_function(answer: Any) -> Verdict:
    return UNANSWERED if answer is ... else Verdict(False, f"A function is wanted, not {answer!r}.")


def _call(function: Callable[..., Any], *arrays: Array) -> tuple[Any, str]:
    try:
        return function(*(a.copy() for a in arrays)), ""
    except Exception as error:
        return None, f"The function raised {type(error).__name__}: {error}"


def _ratio(got: Array, right: Array) -> str:
    ratio = got / right
    if np.allclose(ratio, ratio.flat[0]):
        return f": all of them {ratio.flat[0]:.3g} times too large"
    return ""
