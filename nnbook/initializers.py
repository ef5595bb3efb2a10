"""Where the weights start. An initializer is a function `(rng, fan_in, fan_out) -> W`.

All the named ones after 1998 are `variance_scaling` with three choices:

===============  ======================  ====================================
name             variance of a weight    source
===============  ======================  ====================================
lecun            1 / fan_in              LeCun et al. 1998, Efficient BackProp
glorot (xavier)  2 / (fan_in + fan_out)  Glorot & Bengio 2010
he               2 / fan_in              He et al. 2015
===============  ======================  ====================================

    >>> W = get("he")(np.random.default_rng(0), 400, 300)
    >>> W.shape, bool(abs(W.var() - 2 / 400) < 1e-4)
    ((400, 300), True)
"""

from collections.abc import Callable
from math import sqrt
from typing import Literal

import numpy as np

from nnbook.arrays import Array, Fixed, Rng
from nnbook.edges import named, require_known, require_number, require_positive, require_rng, require_whole

Initializer = Callable[[Rng, int, int], Array]


def _require(rng: Rng, fan_in: int, fan_out: int) -> None:
    require_rng(rng)
    require_whole("fan_in", fan_in)
    require_whole("fan_out", fan_out)


def zeros(rng: Rng, fan_in: int, fan_out: int) -> Array:
    """All weights zero: every unit of a layer stays the twin of the others."""
    _require(rng, fan_in, fan_out)
    return np.zeros((fan_in, fan_out))


def constant(c: float) -> Initializer:
    """All weights equal to c; ValueError unless that is a finite number."""
    require_number("c", c)
    return Fixed(_constant, (c,))


def _constant(rng: Rng, fan_in: int, fan_out: int, c: float) -> Array:
    _require(rng, fan_in, fan_out)
    return np.full((fan_in, fan_out), float(c))


def normal(std: float) -> Initializer:
    """Weights from N(0, std^2), whatever the fans.

    Raises ValueError unless std is positive and finite.
    """
    require_positive("std", std)
    return Fixed(_normal, (std,))


def _normal(rng: Rng, fan_in: int, fan_out: int, std: float) -> Array:
    _require(rng, fan_in, fan_out)
    return rng.normal(0, std, (fan_in, fan_out))


def uniform(limit: float) -> Initializer:
    """Weights from the uniform distribution on (-limit, limit).

    Raises ValueError unless limit is positive and finite.
    """
    require_positive("limit", limit)
    return Fixed(_uniform, (limit,))


def _uniform(rng: Rng, fan_in: int, fan_out: int, limit: float) -> Array:
    _require(rng, fan_in, fan_out)
    return rng.uniform(-limit, limit, (fan_in, fan_out))


def variance_scaling(
    scale: float, fan: Literal["in", "out", "avg"] = "in", dist: Literal["normal", "uniform"] = "normal"
) -> Initializer:
    """Weights of mean 0 and variance scale / fan, where fan is fan_in, fan_out or their mean.

    Raises ValueError unless scale is positive and finite and fan and dist are among those named.
    """
    require_positive("scale", scale)
    require_known("fan", fan, ("in", "out", "avg"))
    require_known("dist", dist, ("normal", "uniform"))
    return Fixed(_variance_scaling, (scale, fan, dist))


def _variance_scaling(rng: Rng, fan_in: int, fan_out: int, scale: float, fan: str, dist: str) -> Array:
    _require(rng, fan_in, fan_out)
    n = {"in": fan_in, "out": fan_out, "avg": (fan_in + fan_out) / 2}[fan]
    std = sqrt(scale / n)
    # U(-l, l) has variance l^2 / 3.
    draw = normal(std) if dist == "normal" else uniform(sqrt(3) * std)
    return draw(rng, fan_in, fan_out)


def orthogonal(gain: float = 1.0) -> Initializer:
    """gain times a random orthogonal matrix: the shorter side is orthonormal (Saxe et al. 2013).

    Raises ValueError unless gain is positive and finite.
    """
    require_positive("gain", gain)
    return Fixed(_orthogonal, (gain,))


def _orthogonal(rng: Rng, fan_in: int, fan_out: int, gain: float) -> Array:
    _require(rng, fan_in, fan_out)
    tall = rng.normal(size=(max(fan_in, fan_out), min(fan_in, fan_out)))
    q, r = np.linalg.qr(tall)
    # The signs of diag(r) make q uniform over all orthogonal matrices (Mezzadri 2007).
    q *= np.sign(np.diag(r))
    return gain * (q if fan_in >= fan_out else q.T)


lecun_normal = variance_scaling(1, "in", "normal")
lecun_uniform = variance_scaling(1, "in", "uniform")
glorot_normal = xavier_normal = variance_scaling(1, "avg", "normal")
glorot_uniform = xavier_uniform = variance_scaling(1, "avg", "uniform")
# Four times Xavier's weights, for the sigmoid's slope of 1/4 (the Theano deep learning tutorials, 2010).
xavier_4 = variance_scaling(16, "avg", "normal")
he_normal = variance_scaling(2, "in", "normal")
he_uniform = variance_scaling(2, "in", "uniform")

ALL: dict[str, Initializer] = {
    "zeros": zeros,
    "small": normal(0.01),
    "large": normal(1.0),
    "lecun": lecun_normal,
    "xavier": xavier_normal,
    "xavier_4": xavier_4,
    "he": he_normal,
    "orthogonal": orthogonal(),
    "lecun_normal": lecun_normal,
    "lecun_uniform": lecun_uniform,
    "glorot_normal": glorot_normal,
    "glorot_uniform": glorot_uniform,
    "xavier_normal": xavier_normal,
    "xavier_uniform": xavier_uniform,
    "he_normal": he_normal,
    "he_uniform": he_uniform,
}


def get(init: str | Initializer) -> Initializer:
    """The initializer of that name; an initializer is handed back as it is.

    "small" is N(0, 0.01^2) and "large" is N(0, 1), the two classic mistakes.
    Raises ValueError listing the known names.
    """
    return init if callable(init) else named("initializer", init, ALL)
