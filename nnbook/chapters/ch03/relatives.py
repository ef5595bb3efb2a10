"""Chapter 03: ReLU and its relatives on one deep network, and depth against width."""

from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch03.train_curve import SUITS, train_curve

RELATIVES_AXES: dict[str, list[Any]] = {
    "activation": ["sigmoid", "softplus", "tanh", "relu", "leaky_relu", "elu", "gelu"],
    "depth": [1, 2, 5, 10, 20],
    "lr": [0.01, 0.03, 0.1, 0.3],
}


def relatives(*, activation: str, depth: int, lr: float) -> Array:
    """Accuracy on the held-out digits after 15 epochs of SGD, one per seed (5,); NaN if it diverged.

    Layers of 32 units; Xavier's start, for the ReLU family He's.
    """
    return _trained(depth=depth, activation=activation, lr=lr, width=32)


def _trained(*, activation: str, **options: Any) -> Array:
    init = SUITS.get(activation, "xavier")
    curve = train_curve(activation=activation, init=init, records=2, **options)
    accuracy: Array = curve.accuracy[-1]
    return accuracy


def at_best_rate(accuracy: Array) -> Array:
    """(..., lr, seed) at the learning rate with the best median over seeds: (..., seed).

    A run that diverged counts as guessing, 1 in 10.
    """
    known = np.nan_to_num(accuracy, nan=0.1)
    best = np.median(known, axis=-1).argmax(axis=-1)
    chosen: Array = np.take_along_axis(known, best[..., None, None], axis=-2)[..., 0, :]
    return chosen


def width_for(depth: int, budget: int) -> int:
    """The width of `depth` layers between 64 inputs and 10 outputs that comes nearest to `budget`.

    Parameters of width w: 65 w + (depth - 1)(w^2 + w) + 10 (w + 1). Raises ValueError below depth 1.
    """
    if depth < 1:
        raise ValueError(f"depth must be at least 1, got {depth}")
    w = np.arange(1, budget)
    return int(w[np.abs(65 * w + (depth - 1) * (w * w + w) + 10 * (w + 1) - budget).argmin()])


def depth_or_width(*, depth: int, activation: str, budget: int = 10_000, lr: float = 0.05) -> Array:
    """Held-out accuracy of networks of about `budget` parameters, one per seed (5,), after 15 epochs."""
    return _trained(depth=depth, activation=activation, lr=lr, width=width_for(depth, budget))
