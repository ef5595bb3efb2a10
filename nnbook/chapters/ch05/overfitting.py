"""Chapter 05: a noisy curve fitted by too small, fitting and too large networks."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from nnbook.activations import tanh
from nnbook.arrays import Array, Rng, choice
from nnbook.datasets import curve, wave
from nnbook.layers import Activate, Dense, Dropout
from nnbook.losses import mean_squared_error
from nnbook.network import Network
from nnbook.optimizers import Adam

# Made by tools/make_overfitting.py: seeds 0 ... 9 of every point.
FILE = Path(__file__).parents[2] / "data" / "overfitting.npz"
STEPS, LR, STEEP = 1000, 0.02, 6.0
AXES: dict[str, list[Any]] = {
    "units": [1, 2, 3, 5, 10, 20, 50],
    "examples": [10, 20, 40, 100],
    "noise": [0.0, 0.3, 0.6],
    "remedy": ["none", "weight decay 0.3", "weight decay 3", "dropout 0.1", "dropout 0.3"],
}
# The positions of the figure that a reader should see first.
PRESETS: dict[str, dict[str, Any]] = {
    "overfitted": {"units": 50, "examples": 10, "noise": 0.3, "remedy": "none"},
    "underfitted": {"units": 1, "examples": 20, "noise": 0.3, "remedy": "none"},
    "good fit": {"units": 5, "examples": 40, "noise": 0.3, "remedy": "none"},
    "more data": {"units": 50, "examples": 100, "noise": 0.3, "remedy": "none"},
    "dropout": {"units": 50, "examples": 10, "noise": 0.3, "remedy": "dropout 0.3"},
}
GRID: Array = np.linspace(-1, 1, 81)[:, None]


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
    choice("remedy", remedy, dict.fromkeys(AXES["remedy"]))
    strength = 0.0 if remedy == "none" else float(remedy.split()[-1])
    rate, decay = (strength, 0.0) if remedy.startswith("dropout") else (0.0, strength)
    sets = [curve_data(s, examples, noise) for noise in AXES["noise"] for s in range(seeds)]
    x, y = (np.stack(part).astype(np.float32) for part in zip(*sets, strict=True))
    rng = np.random.default_rng(0)
    net = curve_net(rng, units, len(sets), rate).astype(np.float32)
    train_curve_net(net, x, y, rng, decay)
    fit = net(np.broadcast_to(GRID.astype(np.float32), (len(sets), *GRID.shape)))[..., 0]
    away, missed = ((fit - wave(GRID)[:, 0]) ** 2).mean(-1), ((net(x) - y) ** 2).mean((-2, -1))
    shape = len(AXES["noise"]), seeds
    noise = np.array(AXES["noise"])[:, None]
    test = np.sqrt(away.reshape(shape) + noise**2)
    return CurveFits(fit.reshape(*shape, -1), np.sqrt(missed).reshape(shape), test)


def curve_data(seed: int, examples: int, noise: float) -> tuple[Array, Array]:
    """Noisy points x, y (n, 1); the noise of one seed only grows with its level."""
    return curve(np.random.default_rng(seed), examples, noise)


@dataclass(frozen=True, eq=False)
class Overfitting:
    """One network's `fit` (81,) to its examples x, y (n,), and the errors of ten (widths, seeds)."""

    units: int
    noise: float
    x: Array
    y: Array
    fit: Array
    train: Array
    test: Array

    @property
    def verdict(self) -> str:
        """Underfitted or overfitted when another width's median test error is 5 % lower, else a good fit."""
        test, here = np.median(self.test, axis=1), AXES["units"].index(self.units)
        if test[here] <= 1.05 * test.min():
            return "a good fit"
        return "underfitted" if here < test.argmin() else "overfitted"


def overfitting(*, units: int, examples: int, noise: float, remedy: str) -> Overfitting:
    """The stored fit of seed 0, and the stored errors of all widths at these settings.

    Raises ValueError for a setting that is not in `AXES`.
    """
    point = {"examples": examples, "noise": noise, "remedy": remedy}
    for name, value in {"units": units, **point}.items():
        if value not in AXES[name]:
            raise ValueError(f"{name}={value!r} was not swept; known: {AXES[name]}")
    at: Any = (slice(None), *(AXES[name].index(value) for name, value in point.items()))
    x, y = (part[:, 0] for part in curve_data(0, examples, noise))
    fit, train, test = (stored[at] for stored in _stored())
    return Overfitting(units, noise, x, y, fit[AXES["units"].index(units)], train, test)


@cache
def _stored() -> tuple[Array, Array, Array]:
    with np.load(FILE) as file:
        fit, train, test = (file[name].astype(float) for name in ("fit", "train", "test"))
    return fit, train, test
