"""Chapter 05: a noisy curve with the fit of one network, and the errors of small and large ones."""

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch05.overfitting import AXES, GRID, Overfitting
from nnbook.datasets import wave
from nnbook.drawing.panels import Drawing, drawing, lines
from nnbook.drawing.parts import Panel, line_series

REACH = 2.4
LOW, HIGH = 0.0, 1.2


def overfitting(result: Overfitting) -> Drawing:
    """The fit among its examples, and training and test error over the number of units."""
    here = AXES["units"].index(result.units)
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
            line_series("fit", grid, np.clip(result.fit, -REACH, REACH), color="value"),
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
        x_domain=(AXES["units"][0], AXES["units"][-1]),
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
    return line_series(name, AXES["units"], middle, low=low, high=high)
