"""Chapter 05: what dropout does to a signal on its way up."""

import numpy as np

from nnbook.arrays import Array, Rng


def signal_power(
    rng: Rng, *, depth: int, width: int, rate: float, scale: float, in_use: bool = False
) -> Array:
    """Mean square of z in each layer (depth,) of a ReLU network with dropout, in training or in use.

    Weights have variance scale / fan_in; He's start is scale 2.
    """
    x, powers = rng.normal(size=(64, width)), []
    for _ in range(depth):
        z = x @ rng.normal(0, (scale / width) ** 0.5, (width, width))
        powers.append((z * z).mean())
        x = np.maximum(z, 0)
        if not in_use:
            x = x * (rng.random(z.shape) >= rate) / (1 - rate)
    return np.array(powers)
