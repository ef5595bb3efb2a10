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

from nnbook.arrays import Array, Rng, require_known

Initializer = Callable[[Rng, int, int], Array]


def zeros(rng: Rng, fan_in: int, fan_out: int) -> Array:
    """All weights zero: every unit of a layer stays the twin of the others."""
    return np.zeros((fan_in, fan_out))


def constant(c: float) -> Initializer:
    """All weights equal to c."""
    return lambda rng, fan_in, fan_out: np.full((fan_in, fan_out), float(c))


def normal(std: float) -> Initializer:
    """Weights from N(0, std^2), whatever the fans.

    Raises ValueError unless std is positive.
    """
    if not std > 0:
        raise ValueError(f"std must be positive, got {std}")
    return lambda rng, fan_in, fan_out: rng.normal(0, std, (fan_in, fan_out))


def uniform(limit: float) -> Initializer:
    """Weights from the uniform distribution on (-limit, limit).

    Raises ValueError unless limit is positive.
    """
    if not limit > 0:
        raise ValueError(f"limit must be positive, got {limit}")
    return lambda rng, fan_in, fan_out: rng.uniform(-limit, limit, (fan_in, fan_out))


def variance_scaling(
    scale: float,
    fan: Literal["in", "out", "avg"] = "in",
    dist: Literal["normal", "uniform"] = "normal",
) -> Initializer:
    """Weights of mean 0 and variance scale / fan, where fan is fan_in, fan_out or their mean.

    Raises ValueError unless scale is positive and fan and dist are among those named.
    """
    if not scale > 0:
        raise ValueError(f"scale must be positive, got {scale}")
    require_known("fan", fan, ("in", "out", "avg"))
    require_known("dist", dist, ("normal", "uniform"))

    def init(rng: Rng, fan_in: int, fan_out: int) -> Array:
        n = {"in": fan_in, "out": fan_out, "avg": (fan_in + fan_out) / 2}[fan]
        std = sqrt(scale / n)
        # U(-l, l) has variance l^2 / 3.
        draw = normal(std) if dist == "normal" else uniform(sqrt(3) * std)
        return draw(rng, fan_in, fan_out)

    return init


def orthogonal(gain: float = 1.0) -> Initializer:
    """gain times a random orthogonal matrix: the shorter side is orthonormal (Saxe et al. 2013).

    Raises ValueError unless gain is positive.
    """
    if not gain > 0:
        raise ValueError(f"gain must be positive, got {gain}")

    def init(rng: Rng, fan_in: int, fan_out: int) -> Array:
        tall = rng.normal(size=(max(fan_in, fan_out), min(fan_in, fan_out)))
        q, r = np.linalg.qr(tall)
        # The signs of diag(r) make q uniform over all orthogonal matrices (Mezzadri 2007).
        q *= np.sign(np.diag(r))
        return gain * (q if fan_in >= fan_out else q.T)

    return init


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
    if callable(init):
        return init
    require_known("initializer", init, ALL)
    return ALL[init]
