"""Answer checks of chapter 03, ReLU."""

from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.verdict import UNANSWERED, Verdict, number

Traps = dict[str, Any]  # the reason why an answer is wrong: that answer


def layers_to_a_millionth(answer: Any) -> Verdict:
    """Right for 10, the layers after which at most a millionth is left at 1/4 a layer."""
    return number(
        answer,
        10,
        "4^10 = 1,048,576 is the first power of 4 above a million.",
        {
            "After 9 layers 1 / 262,144 is left: not yet a millionth.": 9,
            "That would be right for a factor of 1/2 a layer.": 20,
        },
    )


def weight_that_keeps(answer: Any) -> Verdict:
    """Right for 4, the weight at which a sigmoid chain at z = 0 keeps its gradient."""
    return number(
        answer,
        4,
        "4 times 1/4 is 1. It holds at z = 0 only, and a weight of 4 leaves 0 fast.",
        {
            "With weight 1 every layer multiplies by 1/4.": 1,
            "A quarter of a quarter makes it smaller still: what undoes 1/4.": 0.25,
        },
    )


def relu_backward(answer: Any) -> Verdict:
    """Right for a function (dy, z) that hands back dL/dz of a ReLU."""
    if not callable(answer):
        return _no_function(answer)
    z = np.array([[-2.0, 0.0, 3.0], [0.5, -0.1, 0.0]])
    dy = np.array([[5.0, 7.0, -4.0], [2.0, 3.0, -6.0]])
    traps = {
        "At z = 0 the unit is off: max(0, z) is 0 there, and this book lets nothing pass.": dy * (z >= 0),
        "That lets everything pass: was the mask taken of the output, with >=?": dy,
        "That is the derivative alone. The chain rule multiplies it by dy.": (z > 0) * 1.0,
        "That is the ReLU of dy. What counts is the sign of z, not of dy.": np.maximum(dy, 0),
        "That multiplies by the output; the derivative of z is 1.": dy * np.maximum(z, 0),
    }
    return _compare(answer, (dy, z), dy * (z > 0), "Where z > 0 the gradient passes unchanged.", traps)


def dead_units(answer: Any) -> Verdict:
    """Right for a function of z (rows, units) that gives one True or False per unit."""
    if not callable(answer):
        return _no_function(answer)
    z = np.array([[-1.0, 2.0, -3.0, 0.0], [-2.0, -1.0, 4.0, -5.0], [-3.0, -2.0, 1.0, -1.0]])
    off = z <= 0
    traps: Traps = {
        "That marks units that are off for some row. Dead means off for every row.": off.any(axis=0),
        "That tells rows apart, not units: the other axis.": off.all(axis=1),
        "z = 0 passes no gradient either.": (z < 0).all(axis=0),
        "Those are the units alive: turn it round.": ~off.all(axis=0),
    }
    return _compare(answer, (z,), off.all(axis=0), "Off for every row: no row can move its weights.", traps)


def layer_factor(answer: Any) -> Verdict:
    """Right for a function of dz (seeds, depth): the factor per layer, one per seed."""
    if not callable(answer):
        return _no_function(answer)
    dz = np.array([[1e-6, 1e-5, 1e-3, 1e-3], [8.0, 4.0, 2.0, 1.0]])
    ratio, steps = dz[:, 0] / dz[:, -1], dz.shape[1] - 1
    traps = {
        "From layer 4 to layer 1 there are three steps, not four.": ratio ** (1 / (steps + 1)),
        "That is the ratio over all layers. Which factor, taken three times, gives it?": ratio,
        "That goes forwards: how much larger is the last than the first?": ratio ** (-1 / steps),
        "The arithmetic mean of the factors: but they are multiplied.": (dz[:, :-1] / dz[:, 1:]).mean(1),
    }
    return _compare(answer, (dz,), ratio ** (1 / steps), "The geometric mean of the factors.", traps)


def silenced(answer: Any) -> Verdict:
    """Right for 1 - (1 - 2^-5)^10, a given input falling silent in ten layers of five."""
    p = 0.5**5
    return number(
        answer,
        1 - (1 - p) ** 10,
        "About 27 %: 1 - (31/32)^10.",
        {
            "That is the chance to get through all ten layers.": (1 - p) ** 10,
            "That is one layer only.": p,
            "Chances of different layers do not add up: a network can only fall silent once.": 10 * p,
            "That would be all ten layers silent at once. One is enough.": p**10,
        },
    )


def wide_enough(answer: Any) -> Verdict:
    """Right for 12, the least width for which 30 layers silence a given input in under 1 %."""
    return number(
        answer,
        12,
        "1 - (1 - 2^-12)^30 = 0.7 %, and width 11 still gives 1.5 %.",
        {
            "With 11 units it is still 1.5 %.": 11,
            "That is the width for one layer. There are 30.": 7,
            "That is safe, but a smaller width will do.": 13,
        },
    )


def xavier_relu(answer: Any) -> Verdict:
    """Right for 2^-5.5, what layer 1 of 12 ReLU layers receives with weights of variance 1/n."""
    return number(
        answer,
        2**-5.5,
        "(1/sqrt 2)^11, about 1/45: eleven steps, each half the square.",
        {
            "The mean square is halved, so the gradient itself shrinks by the root of 1/2.": 0.5**11,
            "From layer 12 down to layer 1 there are eleven steps.": 0.5**6,
            "That is one step.": 0.5**0.5,
        },
    )


def parameters(answer: Any) -> Verdict:
    """Right for 4,522, the weights and biases of 64 - 32 - 32 - 32 - 10."""
    return number(
        answer,
        4522,
        "2,080 + 1,056 + 1,056 + 330.",
        {
            "The biases are missing: one per unit.": 4416,
            "There are two matrices of 32 by 32, between three layers.": 4522 - 1056,
            "Three hidden layers have two matrices between them, not three.": 4522 + 1056,
        },
    )


def _compare(answer: Any, given: tuple[Array, ...], wanted: Any, why: str, traps: Traps) -> Verdict:
    try:
        got = np.asarray(answer(*(a.copy() for a in given)), dtype=float)
    except Exception as error:
        return Verdict(False, f"The function raised {type(error).__name__}: {error}")
    if got.shape == wanted.shape and np.allclose(got, wanted):
        return Verdict(True, why)
    for reason, trap in traps.items():
        if got.shape == trap.shape and np.allclose(got, trap):
            return Verdict(False, reason)
    if got.shape != wanted.shape:
        return Verdict(False, f"The result has shape {got.shape}, but {wanted.shape} is wanted.")
    return Verdict(False, f"For {given[-1].tolist()} the result is {got.tolist()}.")


def _no_function(answer: Any) -> Verdict:
    return UNANSWERED if answer is ... else Verdict(False, f"A function is wanted, not {answer!r}.")
