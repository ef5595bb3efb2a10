"""Answer checks of chapter 04 about restricted Boltzmann machines."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnbook.activations import sigmoid
from nnbook.arrays import Array
from nnbook.chapters.verdict import Verdict, function, number, parts
from nnbook.rbm import RBM

YEAR = 365.25 * 24 * 3600


def free_energy(answer: Any) -> Verdict:
    """Right for a function (v, W, b, c) that gives the free energy of each row of v."""
    rng = np.random.default_rng(4)
    W, b, c = rng.normal(size=(4, 3)), rng.normal(size=4), rng.normal(size=3)
    v = np.array([[1.0, 0, 1, 1], [0, 0, 0, 0]])

    def soft(v: Array, W: Array, c: Array) -> Array:
        total: Array = np.log1p(np.exp(v @ W + c)).sum(axis=1)
        return total

    traps: dict[str, Callable[..., Any]] = {
        "The sign of the second term: summing out h lowers the free energy.": (
            lambda v, W, b, c: soft(v, W, c) - v @ b
        ),
        "The visible biases are missing: - v b.": lambda v, W, b, c: -soft(v, W, c),
        "The sign of v b: a positive bias makes v = 1 cheap.": lambda v, W, b, c: v @ b - soft(v, W, c),
        "That is the energy at the most likely h. The sum over h gives ln(1 + e^z) for each unit.": (
            lambda v, W, b, c: -(v @ b) - np.maximum(v @ W + c, 0).sum(axis=1)
        ),
        "exp(z) alone forgets the state h = 0: ln(1 + e^z).": (
            lambda v, W, b, c: -(v @ b) - (v @ W + c).sum(axis=1)
        ),
        "Sum over the hidden units of each row, not over everything.": (
            lambda v, W, b, c: -(v @ b).sum() - soft(v, W, c).sum()
        ),
    }
    why = "- v b - sum of ln(1 + e^z)."
    return function(answer, [(v, W, b, c)], lambda v, W, b, c: RBM(W, b, c).free_energy(v), why, traps)


def cd_gradient(answer: Any) -> Verdict:
    """Right for a function (v, h, v_back, h_back) that gives CD's gradient of the mean -log P for W."""
    rng = np.random.default_rng(5)
    case = tuple(rng.random((6, n)) for n in (4, 3, 4, 3))
    return function(
        answer,
        [case],
        lambda v, h, back, h_back: (back.T @ h_back - v.T @ h) / len(v),
        "Dream minus data, averaged over rows.",
        {
            "The sign: a step *against* this gradient must make the data likelier.": (
                lambda v, h, back, h_back: (v.T @ h - back.T @ h_back) / len(v)
            ),
            "Divide by the number of rows: it is a mean.": (
                lambda v, h, back, h_back: back.T @ h_back - v.T @ h
            ),
            "Both parts: what the machine dreams, minus what it saw.": (
                lambda v, h, back, h_back: -v.T @ h / len(v)
            ),
            "Each v goes with its own h: v_back with h_back.": (
                lambda v, h, back, h_back: (back.T @ h - v.T @ h) / len(v)
            ),
            "Shape (visible, hidden) is wanted, as W has.": (
                lambda v, h, back, h_back: (h_back.T @ back - h.T @ v) / len(v)
            ),
        },
    )


def years_for_z(answer: Any) -> Verdict:
    """Right for 585, the years to sum 2^64 states at 10^9 a second."""
    return number(
        answer,
        2**64 / 1e9 / YEAR,
        "585 years, and after each update again.",
        {
            "Only one layer must be summed over; given it, the other sums itself out.": 2**128 / 1e9 / YEAR,
            "That is in seconds.": 2**64 / 1e9,
            "2 to the power of 64, not 64 squared.": 64**2 / 1e9 / YEAR,
        },
    )


def free_energy_gradients(answer: Any) -> Verdict:
    """Right for a function (v, W, b, c): the gradients by W, b and c of the mean free energy of rows v."""
    rng = np.random.default_rng(5)
    cases = [(rng.random((5, 4)), rng.normal(size=(4, 3)), rng.normal(size=4), rng.normal(size=3))]

    def up(v: Array, W: Array, c: Array) -> Array:
        return sigmoid.f(v @ W + c)

    wanted: dict[str, Callable[..., Any]] = {
        "dW": lambda v, W, b, c: -v.T @ up(v, W, c) / len(v),
        "db": lambda v, W, b, c: -v.mean(axis=0),
        "dc": lambda v, W, b, c: -up(v, W, c).mean(axis=0),
    }
    traps: dict[str, Callable[..., Any]] = {
        "dW: The mean over the rows is missing.": lambda v, W, b, c: -v.T @ up(v, W, c),
        "dW: The sign: a larger weight between what is on lowers the energy.": (
            lambda v, W, b, c: v.T @ up(v, W, c) / len(v)
        ),
        "dc: Without the biases c the hidden units are other units.": (
            lambda v, W, b, c: -sigmoid.f(v @ W).mean(axis=0)
        ),
        "dc: The mean over the rows is missing.": lambda v, W, b, c: -up(v, W, c).sum(axis=0),
    }
    return parts(
        answer, cases, wanted, "All three agree with the differences: what it sees, with a minus.", traps
    )
