"""Answer check of chapter 05 about the way back through ReLU and dropout."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnbook.activations import sigmoid
from nnbook.arrays import Array
from nnbook.chapters.verdict import Verdict, parts

Given = tuple[Any, ...]


def mended(answer: Any) -> Verdict:
    """Right for a function (x, t, W1, b1, W2, b2, kept, rate): dW1, db1, dW2, db2 with ReLU and dropout."""
    rng = np.random.default_rng(0)
    sizes = ((6, 2), (6, 1), (2, 4), 4, (4, 1), 1)
    cases = [(*(rng.normal(size=size) for size in sizes), rng.random((6, 4)) >= 0.25, 0.25)]

    def part(k: int, of_output: bool = False, unscaled: bool = False) -> Callable[..., Array]:
        return lambda *given: _gradients(given, of_output, unscaled)[k]

    wanted = {name: part(k) for k, name in enumerate(("dW1", "db1", "dW2", "db2"))}
    traps = {
        "dW1: Units that are off receive something: the output is never below 0.": part(0, of_output=True),
        "dW1: The mask is there, and its factor is not.": part(0, unscaled=True),
        "dW1: The slope is asked of the output, and the factor of the mask is missing.": part(0, True, True),
    }
    return parts(answer, cases, wanted, "All four agree with the differences, under the same mask.", traps)


def _gradients(given: Given, of_output: bool, unscaled: bool) -> tuple[Array, ...]:
    x, t, W1, b1, W2, b2, kept, rate = given
    z = x @ W1 + b1
    a = np.maximum(z, 0) * kept / (1 - rate)
    dz2 = (sigmoid.f(a @ W2 + b2) - t) / len(x)
    on = a >= 0 if of_output else z > 0
    dz1 = dz2 @ W2.T * on * kept / (1 if unscaled else 1 - rate)
    return x.T @ dz1, dz1.sum(axis=0), a.T @ dz2, dz2.sum(axis=0)
