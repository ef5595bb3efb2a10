"""Chapter 04: how the mean square of a signal goes from layer to layer, in theory and in networks.

In a wide layer z is normal. With weights of variance s2 / fan_in and biases of variance b2 its
mean square q becomes s2 E[f(z)^2] + b2 in the next layer (Poole et al. 2016).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import inf, sqrt
from typing import Any

import numpy as np

from nnbook import activations, initializers
from nnbook.activations import Activation
from nnbook.arrays import Array, Rng
from nnbook.experiments.flow import ActivationFlow, activation_flow, deep_nets, gradient_flow, standard_digits
from nnbook.initializers import Initializer
from nnbook.layers import Dense
from nnbook.losses import cross_entropy

# An even number of points, so that none falls on the kink of ReLU.
_Z = np.linspace(-8, 8, 2000)
_P = np.exp(-_Z * _Z / 2)
_P /= _P.sum()


def mean_square(f: Callable[[Array], Array], q: float) -> float:
    """E[f(z)^2] for z from N(0, q), by a sum over 2,000 points."""
    return float(_P @ np.square(f(sqrt(q) * _Z)))


def variance_map(activation: str | Activation, q: float, s2: float, b2: float = 0.0) -> float:
    """The mean square of z one layer up, where it is q."""
    return s2 * mean_square(activations.get(activation).f, q) + b2


def fixed_point(activation: str | Activation, s2: float, b2: float = 0.0, start: float = 1.0) -> float:
    """Where the map settles from `start`; 0 when it dies out, inf when it grows without bound."""
    q = start
    for _ in range(2000):
        new = variance_map(activation, q, s2, b2)
        if new > 1e6 * start:
            return inf
        if abs(new - q) < 1e-10 * q or new < 1e-12:
            return 0.0 if new < 1e-6 else new
        q = new
    return q


def slope_gain(activation: str | Activation, q: float, s2: float) -> float:
    """chi: by what a layer at mean square q multiplies the mean square of a gradient."""
    act = activations.get(activation)
    return s2 * mean_square(lambda z: act.df(z, act.f(z)), q)


# What each start makes of fan_in times the variance of a weight in layers of 64 units.
S2 = {"small": 64e-4, "large": 64.0, "lecun": 1.0, "xavier": 1.0, "he": 2.0, "orthogonal": 1.0}
DEEPEST = 20
AXES: dict[str, list[Any]] = {
    "activation": ["sigmoid", "tanh", "relu"],
    "init": ["small", "large", "xavier", "he", "orthogonal"],
    "gain": [0.5, 0.75, 1, 1.5, 2, 4],
    "depth": [2, 5, 10, DEEPEST],
}
MAP_Q = np.concatenate([[0.0], np.geomspace(1e-3, 1e3, 61)])


@dataclass(frozen=True, eq=False)
class LayerHistograms:
    """Outputs of every layer at the start, beside the map that predicts them.

    `flow` counts the outputs. `q` (depth,) is the mean square of z, measured; `mapped` (62,) is
    what follows a layer of mean square `MAP_Q`; `fixed` is where that settles.
    """

    flow: ActivationFlow
    q: Array
    mapped: Array
    fixed: float


def layer_histograms(*, activation: str, init: str, gain: float, depth: int) -> LayerHistograms:
    """Three untrained networks of 64 units a layer whose start is multiplied by `gain`.

    Raises ValueError for an init that is not in `S2` or a depth outside 1 ... 20.
    """
    if not 1 <= depth <= DEEPEST:
        raise ValueError(f"depth must be in 1 ... {DEEPEST}, got {depth}")
    if init not in S2:
        raise ValueError(f"unknown init {init!r}; choose from {', '.join(S2)}")
    flow, q = _deepest(activation, init, gain)
    shown = ActivationFlow(
        mean=flow.mean[:, :depth],
        std=flow.std[:, :depth],
        signal=flow.signal[:, :depth],
        saturated=flow.saturated[:, :depth],
        dead=flow.dead[:, :depth],
        edges=flow.edges,
        counts=flow.counts[:depth],
    )
    return LayerHistograms(shown, q[:depth], *_theory(activation, S2[init] * gain * gain))


@lru_cache(maxsize=256)
def _theory(activation: str, s2: float) -> tuple[Array, float]:
    mapped = np.array([variance_map(activation, float(at), s2) for at in MAP_Q])
    return mapped, fixed_point(activation, s2)


@lru_cache(maxsize=256)
def _deepest(activation: str, init: str, gain: float) -> tuple[ActivationFlow, Array]:
    # A network's first layers are drawn first: those of the deepest are those of all others.
    # The first bin, next to no width, takes what is exactly 0: ReLU units that are off.
    low, high = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0)}.get(activation, (0.0, 3.0))
    edges = np.concatenate([[low - 1e-12], np.linspace(low, high, 31)])
    if activation == "relu":
        edges[:2] = 0, 1e-300
    start, (x, y) = scaled(init, gain), standard_digits()
    trace = deep_nets(DEEPEST, 64, activation, start, 3).trace(x[:100], y[:100], cross_entropy)
    q = np.array([np.square(t.output).mean() for t in trace.of(Dense)[:-1]])
    bins = edges.tolist()
    flow = activation_flow(depth=DEEPEST, activation=activation, init=start, seeds=3, batch=100, edges=bins)
    return flow, q


def scaled(init: str | Initializer, gain: float) -> Initializer:
    """The initializer with every weight multiplied by `gain`."""
    draw = initializers.get(init)

    def start(rng: Rng, fan_in: int, fan_out: int) -> Array:
        return gain * draw(rng, fan_in, fan_out)

    return start


def keeping_variance(activation: str, *, depth: int = 20, seeds: int = 10) -> float:
    """fan_in times the variance of a weight at which layer 1 of `depth` gets as much as the last.

    Found by halving an interval, on the median of `seeds` networks of 64 units a layer.
    """
    low, high = 0.25, 256.0
    for _ in range(10):
        middle = sqrt(low * high)
        start = initializers.variance_scaling(middle)
        flow = gradient_flow(depth=depth, activation=activation, init=start, seeds=seeds)
        low, high = (middle, high) if np.median(flow.ratio) < 1 else (low, middle)
    return sqrt(low * high)
