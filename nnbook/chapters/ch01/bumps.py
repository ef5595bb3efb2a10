"""Chapter 01: one hidden layer that draws any curve, step by step (Cybenko 1989, Hornik et al. 1989)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnbook.activations import sigmoid
from nnbook.arrays import Array
from nnbook.drawing.panels import Drawing, drawing, lines
from nnbook.drawing.parts import line_series
from nnbook.drawing.scales import significant
from nnbook.edges import require_known
from nnbook.layers import Activate, Dense
from nnbook.network import Network

TARGETS: dict[str, Callable[[Array], Array]] = {
    "a wave": lambda x: 0.5 + 0.4 * np.sin(2 * np.pi * x),
    "a tent": lambda x: 0.9 - 1.6 * abs(x - 0.5),
    "a chirp": lambda x: 0.5 + 0.4 * np.cos(6 * np.pi * x * x),
}
UNITS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]
# How steep each step is: this many times steeper than the distance to the next one asks for.
STEEPNESS = [0.5, 2, 8, 32]
GRID = np.linspace(0, 1, 201)


@dataclass(frozen=True, eq=False)
class Staircase:
    """A curve (x,), what a network of sigmoid steps makes of it, and how far off the two are at most."""

    net: Network
    target: Array
    output: Array

    @property
    def error(self) -> float:
        """The largest distance between the two."""
        return float(np.abs(self.output - self.target).max())


@dataclass(frozen=True)
class StaircaseAt:
    """A staircase, its number of units, and the errors (len(UNITS),) of all numbers of units."""

    stairs: Staircase
    units: int
    errors: tuple[float, ...]


def bumps(*, target: str, units: int, steepness: float) -> StaircaseAt:
    """A curve and its staircase, beside the errors of staircases with fewer and with more steps."""
    errors = [staircase(target=target, units=n, steepness=steepness).error for n in UNITS]
    stairs = staircase(target=target, units=units, steepness=steepness)
    return StaircaseAt(stairs, units, tuple(errors))


def staircase(*, target: str, units: int, steepness: float) -> Staircase:
    """A network 1-units-1 written down, not trained: a unit per step, its weight the height of the step.

    The steps stand in the middle of equal pieces of [0, 1]. Raises ValueError for an unknown target.
    """
    require_known("target", target, TARGETS)
    curve, edges = TARGETS[target], np.linspace(0, 1, units + 1)
    levels, middles, slope = curve(edges), (edges[:-1] + edges[1:]) / 2, 4.0 * steepness * units
    hidden = Dense(np.full((1, units), slope), -slope * middles)
    net = Network([hidden, Activate(sigmoid), Dense(np.diff(levels)[:, None], levels[:1])])
    return Staircase(net, curve(GRID), net(GRID[:, None])[:, 0])


def bumps_drawing(at: StaircaseAt) -> Drawing:
    """The curve and the network's output, and how far off it is for every number of units."""
    stairs = at.stairs
    return drawing(
        lines(
            series=[
                line_series("wanted", GRID, significant(stairs.target, 3), color="truth", style="dashed"),
                line_series("network", GRID, significant(stairs.output, 3), color="train"),
            ],
            title="One hidden layer draws a curve",
            x_label="x",
            x_domain=(0, 1),
            y_domain=(-0.1, 1.1),
            width=1.25,
        ),
        lines(
            series=[line_series("largest error", UNITS, significant(np.array(at.errors), 3), color="wrong")],
            title="How far off it is",
            log_x=True,
            log_y=True,
            x_label="hidden units (drag)",
            x_domain=(UNITS[0], UNITS[-1]),
            y_domain=(0.005, 1),
            marker=at.units,
            marker_axis="units",
        ),
        summary=f"{{target}}, {{units}} hidden units: {stairs.error:.3f} off where it is worst.",
    )
