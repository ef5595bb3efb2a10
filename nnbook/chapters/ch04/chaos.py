"""Chapter 04: order and chaos, how deep two inputs can be told apart, and how deep training works.

The formulas are those of Schoenholz et al. (2017).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import inf, log, sqrt
from typing import Any

import numpy as np

from nnbook import activations
from nnbook.arrays import Array
from nnbook.chapters.ch04.variance import fixed_point, slope_gain
from nnbook.experiments.flow import deep_nets
from nnbook.experiments.rates import at_best_rate, trained_right
from nnbook.experiments.sweeps import stored
from nnbook.initializers import variance_scaling
from nnbook.layers import Dense
from nnbook.optimizers import SGD

B2, SEEDS = 0.05, 10
CHAOS_AXES: dict[str, list[Any]] = {
    "s2": [0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0],
    "depth": [4, 8, 16, 32],
    "lr": [0.001, 0.003, 0.01],
}

# Two signals are summed over a plane of 200 x 200 points: enough for six digits.
_U = np.linspace(-8, 8, 200)
_P = np.exp(-_U * _U / 2)
_P /= _P.sum()


@dataclass(frozen=True)
class Phase:
    """Where a deep network settles: mean square q, correlation c of two inputs, chi, depth scale xi.

    chi below 1 is order (two inputs grow alike, gradients vanish), above 1 chaos (they part,
    gradients explode). Traces of the input fade as exp(-layers / xi).
    """

    q: float
    c: float
    chi: float
    xi: float


@lru_cache(maxsize=512)
def phase(activation: str, s2: float, b2: float) -> Phase:
    """The phase of a bounded activation."""
    act = activations.get(activation)
    q = fixed_point(act, s2, b2, start=max(b2, 1.0))
    chi = slope_gain(act, q, s2)
    c = 1.0
    if chi > 1:
        c = 0.5
        for _ in range(500):
            c, old = (s2 * _pair(act.f, q, c) + b2) / q, c
            if abs(c - old) < 1e-9:
                break
    rate = chi if chi <= 1 else s2 * _pair(lambda z: act.df(z, act.f(z)), q, c)
    return Phase(q, c, chi, inf if rate >= 1 else -1 / log(rate))


def _pair(f: Callable[[Array], Array], q: float, c: float) -> float:
    """E[f(u) f(v)] for u and v from N(0, q) with correlation c."""
    u = f(sqrt(q) * _U)
    v = f(sqrt(q) * (c * _U[:, None] + sqrt(max(0.0, 1 - c * c)) * _U))
    return float((_P * u) @ v @ _P)


def edge_of_chaos(activation: str, b2: float) -> float:
    """The s2 at which chi = 1, by halving an interval; for tanh at b2 = 0 it is 1."""
    low, high = 0.5, 8.0
    for _ in range(40):
        middle = (low + high) / 2
        q = fixed_point(activation, middle, b2)
        low, high = (middle, high) if slope_gain(activation, q, middle) < 1 else (low, middle)
    return (low + high) / 2


def tanh_right(*, s2: float, depth: int, lr: float, seeds: int = SEEDS) -> Array:
    """The shares of digits right, to choose the rate by and to judge, (2, seeds), of deep tanh networks.

    64 units a layer, weights of variance s2 / fan_in, biases of variance 0.05; 200 steps of SGD with
    momentum 0.9, 48 digits a batch. A stack whose loss is no longer finite counts as guessing.
    """
    net = deep_nets(depth, 64, "tanh", variance_scaling(s2), seeds).astype(np.float32)
    rng = np.random.default_rng(1000)
    for layer in net.layers:
        if isinstance(layer, Dense):
            layer.b[:] = rng.normal(0, sqrt(B2), layer.b.shape)
    return np.array(trained_right(net, SGD(lr, 0.9), epochs=8, batch_size=48))


def reached() -> Array:
    """The shares right of `tanh_right`, each cell at its best rate: (variances, depths, seeds), as stored."""
    right = stored("chaos").values
    return at_best_rate(right[:, :, :, 0], right[:, :, :, 1])


def correlations(s2: float, c: float, layers: int, *, activation: str = "tanh") -> Array:
    """The correlation of two signals of the settled size before each of so many wide random layers."""
    act, at, path = activations.get(activation), phase(activation, s2, B2), [c]
    for _ in range(layers - 1):
        path.append((s2 * _pair(act.f, at.q, path[-1]) + B2) / at.q)
    return np.array(path)
