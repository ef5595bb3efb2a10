"""Answer checks of chapter 03, ReLU."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnbook.activations import sigmoid
from nnbook.arrays import Array
from nnbook.chapters.verdict import Verdict, function, number

Function = Callable[..., Any]


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
    z = np.array([[-2.0, 0.0, 3.0], [0.5, -0.1, 0.0]])
    dy = np.array([[5.0, 7.0, -4.0], [2.0, 3.0, -6.0]])
    traps: dict[str, Function] = {
        "At z = 0 the unit is off: max(0, z) is 0 there, and this book lets nothing pass.": lambda dy, z: (
            dy * (z >= 0)
        ),
        "That lets everything pass: was the mask taken of the output, with >=?": lambda dy, z: dy,
        "That is the derivative alone. The chain rule multiplies it by dy.": lambda dy, z: z > 0,
        "That is the ReLU of dy. What counts is the sign of z, not of dy.": lambda dy, z: np.maximum(dy, 0),
        "That multiplies by the output; the derivative of z is 1.": lambda dy, z: dy * np.maximum(z, 0),
    }
    why = "Where z > 0 the gradient passes unchanged."
    return function(answer, [(dy, z)], lambda dy, z: dy * (z > 0), why, traps)


def dead_units(answer: Any) -> Verdict:
    """Right for a function of z (rows, units) that gives one True or False per unit."""
    z = np.array([[-1.0, 2.0, -3.0, 0.0], [-2.0, -1.0, 4.0, -5.0], [-3.0, -2.0, 1.0, -1.0]])
    traps: dict[str, Function] = {
        "That marks units that are off for some row. Dead means off for every row.": lambda z: (z <= 0).any(
            axis=0
        ),
        "That tells rows apart, not units: the other axis.": lambda z: (z <= 0).all(axis=1),
        "z = 0 passes no gradient either.": lambda z: (z < 0).all(axis=0),
        "Those are the units alive: turn it round.": lambda z: (z > 0).any(axis=0),
    }
    why = "Off for every row: no row can move its weights."
    return function(answer, [(z,)], lambda z: (z <= 0).all(axis=0), why, traps)


def layer_factor(answer: Any) -> Verdict:
    """Right for a function of dz (seeds, depth): the factor per layer, one per seed."""
    dz = np.array([[1e-6, 1e-5, 1e-3, 1e-3], [8.0, 4.0, 2.0, 1.0]])
    traps: dict[str, Function] = {
        "From layer 4 to layer 1 there are three steps, not four.": lambda dz: (
            (dz[:, 0] / dz[:, -1]) ** (1 / dz.shape[1])
        ),
        "That is the ratio over all layers. Which factor, taken three times, gives it?": lambda dz: (
            dz[:, 0] / dz[:, -1]
        ),
        "That goes forwards: how much larger is the last than the first?": lambda dz: (
            (dz[:, -1] / dz[:, 0]) ** (1 / (dz.shape[1] - 1))
        ),
        "The arithmetic mean of the factors: but they are multiplied.": lambda dz: (
            dz[:, :-1] / dz[:, 1:]
        ).mean(axis=1),
    }

    def wanted(dz: Array) -> Array:
        factor: Array = (dz[:, 0] / dz[:, -1]) ** (1 / (dz.shape[1] - 1))
        return factor

    return function(answer, [(dz,)], wanted, "The geometric mean of the factors.", traps)


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


def centred_biases(answer: Any) -> Verdict:
    """Right for a function of W (units below, units) that gives the biases of a centred sigmoid layer."""
    W = np.random.default_rng(0).normal(size=(5, 3))
    traps: dict[str, Function] = {
        "The sign: what the halves below add must be taken away.": lambda W: W.sum(axis=0) / 2,
        "That sums what goes out of each unit below; a bias belongs to a unit above.": lambda W: (
            -W.sum(axis=1) / 2
        ),
        "At rest a sigmoid gives 1/2, not 1.": lambda W: -W.sum(axis=0),
        "Every weight brings its half: the sum, not the mean.": lambda W: -W.mean(axis=0) / 2,
    }
    why = "When all units below rest at 1/2, z is 0: the middle of the slope."
    return function(answer, [(W,)], lambda W: -W.sum(axis=0) / 2, why, traps)


def handed_down(answer: Any) -> Verdict:
    """Right for a function of (delta, Ws, outputs): delta at layer 1 of a chain of sigmoid layers."""
    rng = np.random.default_rng(0)
    Ws = [rng.normal(size=(4, 4)) for _ in range(3)]
    outputs = [sigmoid.f(rng.normal(size=(2, 4))) for _ in range(3)]
    traps: dict[str, Function] = {
        "The message goes through each W backwards: transposed.": lambda delta, Ws, outputs: _down(
            delta, [W.T for W in Ws], outputs
        ),
        "The slope belongs to the layer that receives the message, not to the one above.": (
            lambda delta, Ws, outputs: _down(delta, Ws, [*outputs[1:], outputs[-1]])
        ),
        "The slope of a sigmoid is a (1 - a).": lambda delta, Ws, outputs: _down(
            delta, Ws, outputs, lambda a: 1 - a * a
        ),
    }
    cases = [(rng.normal(size=(2, 4)), Ws, outputs)]
    return function(answer, cases, _down, "From the top down: W transposed, then the slope.", traps)


def _down(delta: Array, Ws: list[Array], outputs: list[Array], slope: Function | None = None) -> Array:
    for W, a in zip(Ws[::-1], outputs[::-1], strict=True):
        delta = delta @ W.T * (slope(a) if slope else a * (1 - a))
    return delta


def shallow_pieces(answer: Any) -> Verdict:
    """Right for 255, the ReLU units of one hidden layer for a curve of 256 straight pieces."""
    traps = {
        "One bend joins two pieces: there is one bend less than pieces.": 256,
        "That is what the deep network has, two a layer.": 16,
        "Eight layers double the pieces eight times.": 7,
    }
    return number(
        answer, 255, "A unit bends the curve once: 255 bends, where the deep network has 16.", traps
    )
