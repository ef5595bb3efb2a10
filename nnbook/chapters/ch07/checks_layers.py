"""Answer checks of chapter 07, deeper: the exercises that build a layer."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.verdict import Verdict, function

Function = Callable[..., Any]
EPS = 1e-5


def _case() -> tuple[Array, Array, Array, Array]:
    rng = np.random.default_rng(0)
    return rng.normal(size=(6, 4)), rng.normal(3, 2, (6, 4)), rng.normal(1, 0.3, 4), rng.normal(size=4)


def _hat(x: Array, axis: int) -> tuple[Array, Array]:
    s = np.sqrt(x.var(axis=axis, keepdims=True) + EPS)
    return (x - x.mean(axis=axis, keepdims=True)) / s, s


def layer_norm(answer: Any) -> Verdict:
    """Right for a function (x, gamma, beta) that normalizes every row over its units."""
    _, x, gamma, beta = _case()
    traps: dict[str, Function] = {
        "That is batch normalization: every unit over the rows. Here every row over its units.": (
            lambda x, gamma, beta: gamma * _hat(x, 0)[0] + beta
        ),
        "That divides by the variance. The standard deviation is its root.": (
            lambda x, gamma, beta: (
                gamma * (x - x.mean(1, keepdims=True)) / (x.var(1, keepdims=True) + EPS) + beta
            )
        ),
        "gamma and beta are missing.": lambda x, gamma, beta: _hat(x, 1)[0],
        "The mean is still there.": lambda x, gamma, beta: gamma * x / _hat(x, 1)[1] + beta,
    }
    why = "Mean 0 and variance 1 over the units of a row, then gamma and beta."
    return function(answer, [(x, gamma, beta)], lambda x, g, b: g * _hat(x, 1)[0] + b, why, traps)


def _three_paths(dy: Array, x: Array, gamma: Array, axis: int, mean: bool = True, var: bool = True) -> Array:
    (x_hat, s), d = _hat(x, axis), dy * gamma
    out = d - mean * d.mean(axis, keepdims=True)
    return np.asarray((out - var * x_hat * (d * x_hat).mean(axis, keepdims=True)) / s)


def batch_norm_bug(answer: Any) -> Verdict:
    """Right for the backward pass (dy, x, gamma) of batch normalization with all three paths."""
    dy, x, gamma, _ = _case()
    traps: dict[str, Function] = {
        "The path through the variance is still missing.": lambda dy, x, g: _three_paths(
            dy, x, g, 0, var=False
        ),
        "The path through the mean is gone now.": lambda dy, x, g: _three_paths(dy, x, g, 0, mean=False),
        "Only the straight path is left.": lambda dy, x, g: _three_paths(dy, x, g, 0, False, False),
        "That averages over the units of a row: layer normalization.": lambda dy, x, g: _three_paths(
            dy, x, g, 1
        ),
        "gamma stands between y and x_hat: what arrives at x_hat is dy * gamma.": lambda dy, x, g: (
            _three_paths(dy, x, np.ones_like(g), 0)
        ),
    }
    why = "Straight, through the mean, and through the variance."
    return function(answer, [(dy, x, gamma)], lambda dy, x, g: _three_paths(dy, x, g, 0), why, traps)


def layer_norm_backward(answer: Any) -> Verdict:
    """Right for the backward pass (dy, x, gamma) of layer normalization."""
    dy, x, gamma, _ = _case()
    traps: dict[str, Function] = {
        "That averages over the rows: batch normalization.": lambda dy, x, g: _three_paths(dy, x, g, 0),
        "gamma belongs inside: it differs from unit to unit, so it does not come out of the means.": (
            lambda dy, x, g: g * _three_paths(dy, x, np.ones_like(g), 1)
        ),
        "The path through the variance is missing.": lambda dy, x, g: _three_paths(dy, x, g, 1, var=False),
        "The path through the mean is missing.": lambda dy, x, g: _three_paths(dy, x, g, 1, mean=False),
    }
    why = "The same three paths, the means taken over the units of a row."
    return function(answer, [(dy, x, gamma)], lambda dy, x, g: _three_paths(dy, x, g, 1), why, traps)


def residual_backward(answer: Any) -> Verdict:
    """Right for a function (dy, back) that hands back dL/dx of y = x + f(x), back being that of f."""
    W = np.array([[0.5, -1.0], [2.0, 0.25]])

    def back(dy: Array) -> Array:
        return np.asarray(dy @ W.T)

    traps: dict[str, Function] = {
        "That is the way through f alone: the identity beside it passes dy on as well.": lambda dy, back: (
            back(dy)
        ),
        "That is the identity alone.": lambda dy, back: dy,
        "The two ways add up, they do not multiply.": lambda dy, back: dy * back(dy),
        "f receives dy, not what came back through it already.": lambda dy, back: dy + back(dy + back(dy)),
    }
    why = "Over two ways derivatives add up."
    case = (np.array([[1.0, -2.0], [0.5, 3.0]]), back)
    return function(answer, [case], lambda dy, back: dy + back(dy), why, traps)
