"""Chapter 04: how the mean square of a signal goes from layer to layer, in theory.

In a wide layer z is normal. With weights of variance s2 / fan_in and biases of variance b2 its
mean square q becomes s2 E[f(z)^2] + b2 in the next layer (Poole et al. 2016).
"""

from collections.abc import Callable
from functools import partial
from math import inf, sqrt

import numpy as np

from nnbook import activations, initializers
from nnbook.activations import Activation
from nnbook.arrays import Array, Rng
from nnbook.experiments.flow import deep_net, flow_through
from nnbook.initializers import Initializer

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


def scaled(init: str | Initializer, gain: float) -> Initializer:
    """The initializer with every weight multiplied by `gain`."""
    draw = initializers.get(init)

    def start(rng: Rng, fan_in: int, fan_out: int) -> Array:
        return gain * draw(rng, fan_in, fan_out)

    return start


def keeping_variance(activation: str | Activation, *, depth: int = 20, seeds: int = 10) -> float:
    """fan_in times the variance of a weight at which layer 1 of `depth` gets as much as the last.

    Found by halving an interval, on the median of `seeds` networks of 64 units a layer.
    """
    low, high = 0.25, 256.0
    for _ in range(10):
        middle = sqrt(low * high)
        nets = partial(deep_net, depth, 64, activation, initializers.variance_scaling(middle))
        flow = flow_through(nets, seeds=seeds, batch=32)
        low, high = (middle, high) if np.median(flow.ratio) < 1 else (low, middle)
    return sqrt(low * high)
