"""Chapter 05: a noisy curve fitted by too small, fitting and too large networks."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch05.curve_fits import FIT_AXES, GRID, curve_data
from nnbook.datasets import wave
from nnbook.drawing.panels import Drawing, drawing, lines
from nnbook.drawing.parts import Panel, line_series
from nnbook.experiments.sweeps import stored

# The positions of the figure that a reader should see first.
FIT_PRESETS: dict[str, dict[str, Any]] = {
    "overfitted": {"units": 50, "examples": 10, "noise": 0.3, "remedy": "none"},
    "underfitted": {"units": 1, "examples": 20, "noise": 0.3, "remedy": "none"},
    "good fit": {"units": 5, "examples": 40, "noise": 0.3, "remedy": "none"},
    "more data": {"units": 50, "examples": 100, "noise": 0.3, "remedy": "none"},
    "dropout": {"units": 50, "examples": 10, "noise": 0.3, "remedy": "dropout 0.3"},
}


@dataclass(frozen=True, eq=False)
class Overfitting:
    """One network's `fit` (81,) to its examples x, y (n,), and the errors of ten (widths, seeds)."""

    units: int
    noise: float
    x: Array
    y: Array
    fit: Array
    train: Array
    test: Array

    @property
    def verdict(self) -> str:
        """Underfitted or overfitted when another width's median test error is 5 % lower, else a good fit."""
        test, here = np.median(self.test, axis=1), FIT_AXES["units"].index(self.units)
        if test[here] <= 1.05 * test.min():
            return "a good fit"
        return "underfitted" if here < test.argmin() else "overfitted"


def overfitting(*, units: int, examples: int, noise: float, remedy: str) -> Overfitting:
    """The stored fit of seed 0, and the stored errors of all widths at these settings.

    Raises ValueError for a setting that is not in `FIT_AXES`.
    """
    here = {"examples": examples, "noise": noise, "remedy": remedy}
    fit = stored("overfitting", "fit").at(units=units, **here)
    train, test = (stored("overfitting", part).at(**here) for part in ("train", "test"))
    x, y = (part[:, 0] for part in curve_data(0, examples, noise))
    return Overfitting(units, noise, x, y, *(part.astype(float) for part in (fit, train, test)))


REACH = 2.4
LOW, HIGH = 0.0, 1.2


def overfitting_drawing(result: Overfitting) -> Drawing:
    """The fit among its examples, and training and test error over the number of units."""
    here = FIT_AXES["units"].index(result.units)
    train, test = (float(np.median(errors[here])) for errors in (result.train, result.test))
    return drawing(
        _fit(result),
        _errors(result),
        summary="{units} units, {examples} examples, noise {noise}, remedy: {remedy}. Training error "
        f"{train:.2f}, test error {test:.2f} (medians of ten data sets): {result.verdict}",
    )


def _fit(result: Overfitting) -> Panel:
    grid = GRID[:, 0]
    return lines(
        title="One network and its examples",
        series=[
            line_series("truth", grid, wave(grid), color="truth", style="dashed"),
            line_series("fit", grid, np.clip(result.fit, -REACH, REACH).round(2), color="value"),
            line_series("examples", result.x, np.clip(result.y, -REACH, REACH), color="test", style="points"),
        ],
        x_domain=(-1, 1),
        y_domain=(-REACH, REACH),
        x_label="x",
        y_label="y",
    )


def _errors(result: Overfitting) -> Panel:
    return lines(
        title="Error of ten such networks",
        series=[_curve("test", result.test), _curve("train", result.train)],
        log_x=True,
        x_domain=(FIT_AXES["units"][0], FIT_AXES["units"][-1]),
        y_domain=(LOW, HIGH),
        marker=result.units,
        marker_axis="units",
        rules={"noise": result.noise} if result.noise else None,
        x_label="hidden units",
        y_label="root mean square error",
        note="Median and middle eight of ten data sets.",
    )


def _curve(name: str, errors: Array) -> Panel:
    low, middle, high = np.quantile(np.clip(errors, LOW, HIGH), (0.1, 0.5, 0.9), axis=1)
    return line_series(name, FIT_AXES["units"], middle, low=low, high=high)
