"""Chapter 06: the ladder as a drawing."""

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch06.climbing import mean_interval
from nnbook.chapters.ch06.ladder_rung import LadderAt
from nnbook.datasets import digits as digit_images
from nnbook.drawing.flow import digits
from nnbook.drawing.panels import Drawing, bars, drawing, images, lines
from nnbook.drawing.parts import Panel, bar_series, image, line_series

ERRORS = (1.0, 100.0)


def ladder_rung(result: LadderAt) -> Drawing:
    """The errors of all rungs, the way of one while it trains, and the digits that it gets wrong."""
    here = list(result.ends).index(result.rung)
    mean, low, high = np.array([mean_interval(100 * runs) for runs in result.ends.values()]).T
    return drawing(
        _rungs(list(result.ends), here, np.array([mean, low, high])),
        _curves(result),
        _pictures(result),
        summary=f"{{rung}}, {{examples}} training digits: {mean[here]:.1f} % of the test digits are wrong, "
        f"95 % interval {max(low[here], 0):.1f} to {high[here]:.1f}, ten seeds.",
    )


def _rungs(names: list[str], here: int, errors: Array) -> Panel:
    mean, low, high = digits(np.maximum(errors, ERRORS[0]), 4)
    return bars(
        x=[f"▸{k + 1}" if k == here else str(k + 1) for k in range(len(names))],
        series=[bar_series("wrong", mean, color="neutral", low=low, high=high)],
        log=True,
        domain=ERRORS,
        title="All rungs at the end",
        x_label="rung",
        y_label="test digits wrong, %",
        note=", ".join(f"{k + 1} {name}" for k, name in enumerate(names)),
    )


def _curves(result: LadderAt) -> Panel:
    low, middle, high = digits(np.maximum(100 * np.quantile(result.error, (0, 0.5, 1), axis=1), 0.1), 3)
    return lines(
        series=[line_series("wrong", result.steps, middle, color="test", low=low, high=high)],
        log_y=True,
        x_domain=(0, int(result.steps[-1])),
        y_domain=ERRORS,
        title="While this rung trains",
        x_label="training step",
        y_label="test digits wrong, %",
        rules={"guessing": 90.0},
        note="Median of ten seeds, band from the best to the worst.",
    )


def _pictures(result: LadderAt) -> Panel:
    x, y = digit_images()
    shown = zip(result.missed, result.called, result.share, strict=True)
    return images(
        images=[image(x[row] * 16, f"{y[row]} → {called}, {share:.0%}") for row, called, share in shown],
        shape=(8, 8),
        columns=4,
        domain=(0, 16),
        title="Most often wrong",
        note="What it is → what it is mostly taken for, and in how many of the seeds tested on it.",
        width=0.9,
    )
