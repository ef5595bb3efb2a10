"""Chapter 03: ReLU and its relatives on one deep network, and depth against width."""

from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch03.train_curve import SUITS, train_curve
from nnbook.edges import require_whole
from nnbook.experiments.flow import deep_nets
from nnbook.experiments.rates import at_best_rate, trained_right
from nnbook.experiments.sweeps import stored
from nnbook.optimizers import SGD

RELATIVES_AXES: dict[str, list[Any]] = {
    "activation": ["sigmoid", "softplus", "tanh", "relu", "leaky_relu", "elu", "gelu"],
    "depth": [1, 2, 5, 10, 20],
    "lr": [0.01, 0.03, 0.1, 0.3],
}
BUDGET_AXES: dict[str, list[Any]] = {"activation": ["sigmoid", "tanh", "relu"], "depth": [1, 2, 4, 8, 16]}


def relatives(*, activation: str, depth: int, lr: float) -> Array:
    """Shares right after 15 epochs of SGD (2, 10): of digits to choose a rate by, and to judge, per seed.

    Layers of 32 units; Xavier's start, for the ReLU family He's.
    """
    net = deep_nets(depth, 32, activation, SUITS.get(activation, "xavier"), seeds=10)
    return np.array(trained_right(net, SGD(lr)))


def best_relatives() -> dict[str, Array]:
    """Per activation the shares of 360 digits right (depth, seed), at the rates that 237 others chose."""
    table = stored("relatives")
    best = at_best_rate(stored("relatives", "validation").values, table.values)
    return dict(zip(table.axes["activation"], best, strict=True))


def width_for(depth: int, budget: int) -> int:
    """The width of `depth` layers between 64 inputs and 10 outputs that comes nearest to `budget`.

    Parameters of width w: 65 w + (depth - 1)(w^2 + w) + 10 (w + 1). Raises ValueError below depth 1.
    """
    require_whole("depth", depth)
    w = np.arange(1, budget)
    return int(w[np.abs(65 * w + (depth - 1) * (w * w + w) + 10 * (w + 1) - budget).argmin()])


def depth_or_width(*, depth: int, activation: str, budget: int = 10_000, lr: float = 0.05) -> Array:
    """Held-out accuracy of networks of about `budget` parameters, one per seed (10,), after 15 epochs."""
    init, width = SUITS.get(activation, "xavier"), width_for(depth, budget)
    curve = train_curve(
        activation=activation, init=init, records=2, depth=depth, width=width, lr=lr, seeds=10
    )
    accuracy: Array = curve.accuracy[-1]
    return accuracy
