"""Chapter 03: an activation, its slope at one point, and what is left after many such slopes."""

from dataclasses import dataclass

import numpy as np

from nnbook import activations
from nnbook.arrays import Array
from nnbook.drawing.panels import Drawing, bars, drawing, lines
from nnbook.drawing.parts import bar_series, line_series
from nnbook.drawing.scales import decades, significant
from nnbook.drawing.words import times
from nnbook.edges import require_number

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
    require_number("z", z)
    require_number("weight", weight)
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


def slope_product_drawing(slope: Slope) -> Drawing:
    """The function and its derivative with a marker to drag, and products of its slopes."""
    whole = abs(slope.factor - 1) < 1e-9
    left = "all of" if whole else times(slope.factor**12)
    low = min(-0.1, float(slope.f.min()), float(slope.df.min()))
    return drawing(
        lines(
            series=[
                line_series("f(z)", slope.grid, slope.f, color="value"),
                line_series("f'(z)", slope.grid, slope.df, color="gradient", style="dashed"),
            ],
            title="The activation and its slope",
            x_label="z (drag)",
            x_domain=(-6, 6),
            y_domain=(low - 0.1, max(1.1, float(slope.f.max()))),
            marker=slope.z,
            marker_axis="z",
        ),
        bars(
            x=LAYERS,
            series=[bar_series("gradient left", significant(slope.products, 3), color="gradient")],
            log=True,
            domain=decades(slope.products),
            title="What is left after many layers",
            x_label="layers passed",
            y_label="(weight times slope)^layers",
        ),
        summary=f"At z = {{z}} the slope of {{activation}} is {slope.slope:.3g}. With weight {{weight}} "
        f"every layer multiplies by {slope.factor:.3g}: after twelve layers {left} the gradient is left.",
    )
