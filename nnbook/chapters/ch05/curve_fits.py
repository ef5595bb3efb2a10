"""Chapter 05: small networks fitted to a noisy curve."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnbook.activations import tanh
from nnbook.arrays import Array, Rng
from nnbook.datasets import curve, wave
from nnbook.edges import require_known
from nnbook.layers import Activate, Dense, Dropout
from nnbook.losses import mean_squared_error
from nnbook.network import Network
from nnbook.optimizers import Adam

GRID: Array = np.linspace(-1, 1, 81)[:, None]
FIT_AXES: dict[str, list[Any]] = {
    "units": [1, 2, 3, 5, 10, 20, 50],
    "examples": [10, 20, 40, 100],
    "noise": [0.0, 0.3, 0.6],
    "remedy": ["none", "weight decay 0.3", "weight decay 3", "dropout 0.1", "dropout 0.3"],
}
STEPS, LR, STEEP = 1000, 0.02, 6.0


def curve_net(rng: Rng, units: int, networks: int, rate: float = 0.0) -> Network:
    """A stack of networks 1 - units - 1, the bends of their tanh units scattered over [-1, 1]."""
    W = rng.normal(0, STEEP, (networks, 1, units))
    b = -W * rng.uniform(-1, 1, W.shape)
    V = rng.normal(0, units**-0.5, (networks, units, 1))
    off = [Dropout(rate)] if rate else []
    return Network([Dense(W, b), Activate(tanh), *off, Dense(V, np.zeros((networks, 1, 1)))])


def train_curve_net(
    net: Network, x: Array, y: Array, rng: Rng, weight_decay: float = 0.0, steps: int = STEPS
) -> None:
    """Train in place on x, y (networks, n, 1), all at once; Adam, its step falling to zero at the end."""
    params = net.params
    state = Adam(LR).init(params)
    for step in range(steps):
        optimizer = Adam(LR * (1 - step / steps), weight_decay=weight_decay)
        trace = net.trace(x, y, mean_squared_error, rng)
        state = optimizer.step(params, trace.grads, state)


@dataclass(frozen=True, eq=False)
class CurveFits:
    """What networks learned, for every noise and seed: `fit` (noise, seeds, 81) on `GRID`.

    `train` (noise, seeds) is the root mean square error on the examples, `test` the one to be
    expected of new examples: the distance to the truth, and the noise that nobody can foresee.
    """

    fit: Array
    train: Array
    test: Array


def fit_curves(*, units: int, examples: int, remedy: str, seeds: int = 10) -> CurveFits:
    """Ten data sets at three levels of noise, one network each, side by side.

    Raises ValueError for an unknown remedy.
    """
    require_known("remedy", remedy, FIT_AXES["remedy"])
    strength = 0.0 if remedy == "none" else float(remedy.split()[-1])
    rate, decay = (strength, 0.0) if remedy.startswith("dropout") else (0.0, strength)
    sets = [curve_data(s, examples, noise) for noise in FIT_AXES["noise"] for s in range(seeds)]
    x, y = (np.stack(part).astype(np.float32) for part in zip(*sets, strict=True))
    rng = np.random.default_rng(0)
    net = curve_net(rng, units, len(sets), rate).astype(np.float32)
    train_curve_net(net, x, y, rng, decay)
    fit = net(np.broadcast_to(GRID.astype(np.float32), (len(sets), *GRID.shape)))[..., 0]
    away, missed = ((fit - wave(GRID)[:, 0]) ** 2).mean(-1), ((net(x) - y) ** 2).mean((-2, -1))
    shape = len(FIT_AXES["noise"]), seeds
    noise = np.array(FIT_AXES["noise"])[:, None]
    test = np.sqrt(away.reshape(shape) + noise**2)
    return CurveFits(fit.reshape(*shape, -1), np.sqrt(missed).reshape(shape), test)


def curve_data(seed: int, examples: int, noise: float) -> tuple[Array, Array]:
    """Noisy points x, y (n, 1); the noise of one seed only grows with its level."""
    return curve(np.random.default_rng(seed), examples, noise)
