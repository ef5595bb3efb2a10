"""Chapter 03: an activation, its slope at one point, and what is left after many such slopes."""

from dataclasses import dataclass

import numpy as np

from nnbook import activations
from nnbook.arrays import Array

LAYERS = (1, 2, 3, 4, 6, 8, 10, 12, 16, 20)


@dataclass(frozen=True, eq=False)
class Slope:
    """f and df (points,) over `grid`; at `z` the value and the slope; `products` per number of layers.

    A product is (weight times slope) to the power of the number of layers, `LAYERS` of them.
    """

    grid: Array
    f: Array
    df: Array
    z: float
    value: float
    slope: float
    factor: float
    products: Array


def slope_product(*, activation: str, z: float, weight: float) -> Slope:
    """What is left of a gradient after 1, 2, ... 20 layers of one unit each, all at the same z."""
    act = activations.get(activation)
    grid, at = np.linspace(-6, 6, 121), np.array([float(z)])
    f, value = act.f(grid), act.f(at)
    slope = float(act.df(at, value)[0])
    return Slope(
        grid=grid,
        f=f,
        df=act.df(grid, f),
        z=float(z),
        value=float(value[0]),
        slope=slope,
        factor=weight * slope,
        products=(weight * slope) ** np.array(LAYERS, dtype=float),
    )
