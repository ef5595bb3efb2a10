"""Answer checks of chapter 04, where the weights start."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch04.checks_rbm import cd_gradient as cd_gradient
from nnbook.chapters.ch04.checks_rbm import free_energy as free_energy
from nnbook.chapters.ch04.checks_rbm import free_energy_gradients as free_energy_gradients
from nnbook.chapters.ch04.checks_rbm import years_for_z as years_for_z
from nnbook.chapters.verdict import Verdict, function, number, numbers


def what_moves(answer: Any) -> Verdict:
    """Right for 10, the numbers that ever change in a ReLU network 64-32-32-10 started at zero."""
    return number(
        answer,
        10,
        "The ten biases of the output layer, and nothing else.",
        {
            "The output biases do move: what is their gradient?.": 0,
            "Not the output weights: their gradient is h times delta, and h is 0.": 330,
            "Not the hidden biases: no message gets through the zero weights above them.": 74,
        },
    )


def he_std(answer: Any) -> Verdict:
    """Right for 1/8, He's standard deviation for 128 inputs."""
    return number(
        answer,
        0.125,
        "sqrt(2 / 128) = 1/8.",
        {
            "That is the variance. The standard deviation is its root.": 2 / 128,
            "That is LeCun's: He doubles the variance.": 128**-0.5,
            "128 is fan in already; fan out does not enter.": (2 / 192) ** 0.5,
        },
    )


def xavier_limit(answer: Any) -> Verdict:
    """Right for 1/5, the limit of Xavier's uniform start between 100 and 50 units."""
    return number(
        answer,
        0.2,
        "sqrt(6 / 150): U(-l, l) has the variance l^2 / 3.",
        {
            "That is the standard deviation. The limit is sqrt(3) times as large.": (2 / 150) ** 0.5,
            "That is the variance.": 2 / 150,
            "That uses fan in alone.": (3 / 100) ** 0.5,
            "Xavier takes both fans: 6 / (fan in + fan out).": (6 / 100) ** 0.5,
        },
    )


def leaky_scale(answer: Any) -> Verdict:
    """Right for 1.6, what replaces He's 2 for a leaky ReLU of slope 1/2."""
    return number(
        answer,
        1.6,
        "Half of the mean square plus 1/4 of the other half: 2 / (1 + 0.5^2).",
        {
            "The negative half comes through as well, at half of its size.": 2.0,
            "The slope enters squared, for it is the mean square that counts.": 2 / 1.5,
            "A share that comes through makes the weights smaller, not larger.": 2.5,
        },
    )


def xavier_relu_30(answer: Any) -> Verdict:
    """Right for 2^30, how many times smaller the mean square is after 30 ReLU layers with variance 1/n."""
    return number(
        answer,
        2.0**30,
        "2^30, 1.07 billion; He's factor 2 undoes it.",
        {
            "That is the root mean square. The mean square is its square.": 2.0**15,
            "Half is lost per layer, and the losses multiply.": 60,
            "That is one layer.": 2,
            "With He it would stay the same. Xavier lacks the 2.": 1,
            "That is the share that is left: how many times smaller is it?.": 2.0**-30,
        },
    )


def unit_variance(answer: Any) -> Verdict:
    """Right for a function (W, x) that gives W scaled so that x @ W has standard deviation 1."""
    rng = np.random.default_rng(6)
    return function(
        answer,
        [(rng.normal(0, 3, (5, 4)), rng.normal(1, 2, (50, 5)))],
        lambda W, x: W / (x @ W).std(),
        "One division, and the layer puts out variance 1.",
        {
            "That divides by the variance; a weight scales the standard deviation.": (
                lambda W, x: W / (x @ W).var()
            ),
            "That gives the *weights* standard deviation 1; the outputs are meant.": lambda W, x: W / W.std(),
            "One number for the whole layer, not one per unit.": lambda W, x: W / (x @ W).std(axis=0),
            "Divide by the standard deviation, do not multiply.": lambda W, x: W * (x @ W).std(),
            "That is the root mean square, which counts the mean as well.": (
                lambda W, x: W / np.sqrt(np.square(x @ W).mean())
            ),
            "That is the output. Hand back the weights.": lambda W, x: x @ W / (x @ W).std(),
        },
    )


def stretch(answer: Any) -> Verdict:
    """Right for a function of a list of matrices: largest over smallest singular value of the product."""
    rng = np.random.default_rng(7)

    def singular(Ws: list[Array]) -> Array:
        return np.linalg.svd(np.linalg.multi_dot(Ws), compute_uv=False)

    return function(
        answer,
        [([rng.normal(size=(4, 4)) for _ in range(3)],)],
        lambda Ws: singular(Ws)[0] / singular(Ws)[-1],
        "1 for orthogonal factors, however many.",
        {
            "That is the smallest over the largest: turn it round.": lambda Ws: (
                singular(Ws)[-1] / singular(Ws)[0]
            ),
            "Multiply the matrices first: the ratios of the factors only bound that of the product.": (
                lambda Ws: np.prod([np.linalg.cond(W) for W in Ws])
            ),
            "That is the largest singular value alone.": lambda Ws: singular(Ws)[0],
            "Matrix products: @, not *.": lambda Ws: np.linalg.cond(Ws[0] * Ws[1] * Ws[2]),
            "The first matrix stands on the left; in the other order it is another product.": (
                lambda Ws: singular(Ws[::-1])[0] / singular(Ws[::-1])[-1]
            ),
        },
    )


def twin_layer(answer: Any) -> Verdict:
    """Right for a function of W, of a tanh layer, that gives W and b of its twin between sigmoid layers."""
    W = np.random.default_rng(8).normal(size=(5, 5))

    def layer(factor: float, shift: float, axis: int = 0) -> Callable[[Array], Array]:
        return lambda W: np.concatenate([(factor * W).ravel(), shift * W.sum(axis=axis)])

    def flat(W: Array) -> Array:
        new, b = answer(W)
        return np.concatenate([np.ravel(new), np.ravel(b)])

    given: Any = flat if callable(answer) else answer
    return function(
        given,
        [(W,)],
        layer(4, -2),
        "Twice for the sigmoid's own 2z, twice for the 2a of the layer below, and the -1 goes into the bias.",
        {
            "Each unit adds up a column of W: sum over axis 0.": layer(4, -2, axis=1),
            "The weights are right; the layer below puts out 2a - 1: what becomes of the -1?": layer(4, 0),
            "The bias counts twice as well, for the sigmoid is asked at 2z.": layer(4, -1),
            "The sign of the bias: it takes the mean of 1/2 away.": layer(4, 2),
            "Twice for 2z, and twice again for 2a - 1 from below: four times.": layer(2, -1),
        },
    )


def he_gain(answer: Any) -> Verdict:
    """Right for 1.5^40, the growth of the mean square over 20 ReLU layers with He's start times 1.5."""
    return number(
        answer,
        1.5**40,
        "1.5 squared in every layer: 2.25^20, eleven million.",
        {
            "That is the root mean square. Square it.": 1.5**20,
            "That is one layer. Twenty of them multiply.": 2.25,
            "The factors multiply, they do not add up.": 45.0,
        },
    )


def folded(answer: Any) -> Verdict:
    """Right for (1, 1): the n Var(w) that |z| asks for on the way up, and the one on the way down."""
    return numbers(
        answer,
        (1, 1),
        "|z| squared is z squared, and the square of its slope is 1 everywhere: nothing is lost either way.",
        {"That is ReLU's: it throws half of the square away. What does |z| throw away?": (2, 2)},
    )
