"""Chapter 03: slopes and gradient flow as drawings, and the log axes they share with others."""

from collections.abc import Callable, Sequence
from math import floor, log10

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch03.slope_product import LAYERS, Slope
from nnbook.drawing.panels import Drawing, bars, drawing, lines
from nnbook.drawing.parts import Panel, bar_series, line_series
from nnbook.experiments.flow import GradientFlow

# Axes jump between a few lengths instead of following every bar: two positions can be compared.
FLOORS = (1e-9, 1e-13, 1e-20, 1e-40, 1e-80)
CEILINGS = (10.0, 1e9, 1e18, 1e36)


def gradient_flow(flow: GradientFlow) -> Drawing:
    """What each layer receives of the gradient, and what it sees of the data, on log axes."""
    last = float(np.median(flow.dz[:, -1])) or 1.0
    gradient, signal = flow.dz / last, flow.signal
    layers = list(range(1, gradient.shape[1] + 1))
    domain = decades(np.concatenate([gradient, signal], axis=1))
    return drawing(
        bars(
            x=layers,
            series=[spread("gradient", gradient)],
            log=True,
            domain=domain,
            title="Backwards: the gradient",
            x_label="hidden layer",
            y_label="share of the last layer's gradient",
            width=1.25,
        ),
        bars(
            x=layers,
            series=[spread("signal", signal, color="value")],
            log=True,
            domain=domain,
            title="Forwards: the signal",
            x_label="hidden layer",
            y_label="share of the spread of the input",
        ),
        summary=_flow_words(flow, last),
    )


def _flow_words(flow: GradientFlow, last: float) -> str:
    if not flow.dz.any():
        return "{activation}, {init}: no hidden layer receives any gradient at all, so none can learn."
    if flow.dz.shape[1] == 1:
        return "{activation}, {init}: one hidden layer, and it receives the whole gradient."
    share = times(float(np.median(flow.dz[:, 0])) / last)
    seen = times(float(np.median(flow.signal[:, -1])))
    return (
        f"{{activation}}, {{init}}: layer 1 receives {share} the gradient of layer {{depth}}, "
        f"and layer {{depth}} sees {seen} the difference between two digits."
    )


def times(ratio: float) -> str:
    """A ratio in words: "1/9,000,000 of", "about as much as", "40 times", "none of"."""
    if not ratio > 0:
        return "none of"
    if 0.4 < ratio < 2.5:
        return "about the same as" if abs(log10(ratio)) < 0.1 else f"{ratio:.1f} times"
    power = abs(log10(ratio))
    if power > 9:
        return f"1/10^{round(power)} of" if ratio < 1 else f"10^{round(power)} times"
    digits = 10 ** floor(power)
    whole = f"{round(10**power / digits) * digits:,}"
    return f"1/{whole} of" if ratio < 1 else f"{whole} times"


def slope_product(slope: Slope) -> Drawing:
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
            series=[bar_series("gradient left", digits(slope.products, 3), color="gradient")],
            log=True,
            domain=decades(slope.products),
            title="What is left after many layers",
            x_label="layers passed",
            y_label="(weight times slope)^layers",
        ),
        summary=f"At z = {{z}} the slope of {{activation}} is {slope.slope:.3g}. With weight {{weight}} "
        f"every layer multiplies by {slope.factor:.3g}: after twelve layers {left} the gradient is left.",
    )


def spread(name: str, runs: Array, color: str = "gradient") -> Panel:
    """Bars at the median over seeds, whiskers from the least to the largest."""
    ends = {"low": digits(runs.min(0), 2), "high": digits(runs.max(0), 2)}
    return bar_series(name, digits(np.median(runs, 0), 3), color=color, **ends)


def digits(values: Array, digits: int) -> Array:
    """Rounded to significant digits: the eye sees no more, and the page is smaller."""
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.floor(np.log10(np.abs(values)))
    power = np.where(np.isfinite(power), power, 0)
    unit = 10.0 ** (power - digits + 1)
    return np.where(np.isfinite(values), np.round(values / unit) * unit, values)


def decades(values: Array) -> tuple[float, float]:
    """A log axis from one of the FLOORS to one of the CEILINGS that holds all positive values."""
    known = values[np.isfinite(values) & (values > 0)]
    least, most = (float(known.min()), float(known.max())) if known.size else (1.0, 1.0)
    return _first(FLOORS, lambda end: end <= least), _first(CEILINGS, lambda end: end >= most)


def _first(ends: Sequence[float], fits: Callable[[float], bool]) -> float:
    return next((end for end in ends if fits(end)), ends[-1])
