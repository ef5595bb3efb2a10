"""Chapter 06: the ladder, rung by rung, on real digits."""

from dataclasses import dataclass

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.chapters.ch06.climbing import STEPS, records
from nnbook.chapters.ch06.ladder import LATER, RUNGS, test_rows
from nnbook.datasets import digits
from nnbook.drawing.panels import Drawing, bars, drawing, images, lines
from nnbook.drawing.parts import Panel, bar_series, image, line_series
from nnbook.drawing.scales import significant
from nnbook.experiments.intervals import mean_interval
from nnbook.experiments.sweeps import stored


@dataclass(frozen=True, eq=False)
class LadderAt:
    """A rung at one size of the training set, with all its seeds and all other rungs beside it.

    `error` (t, seeds) at `steps` (t,); `ends` (rungs, seeds) the last errors of all rungs. `missed`
    are the rows of the digits most often wrong, `called` what they were mostly taken for, `share` in
    how many of the seeds that tested them.
    """

    rung: str
    steps: Labels
    error: Array
    ends: dict[str, Array]
    missed: Labels
    called: Labels
    share: Array


def ladder_rung(*, rung: str, examples: int, shown: int = 12) -> LadderAt:
    """A rung as stored (`sweeps/ladder.py`).

    Raises ValueError for an unknown rung or a size that was not swept.
    """
    errors = stored("ladder", "error")
    missed, called, share = _missed(stored("ladder", "guess").at(rung=rung, examples=examples), shown)
    return LadderAt(
        rung=rung,
        steps=records(STEPS),
        error=errors.at(rung=rung, examples=examples),
        ends={name: errors.at(rung=name, examples=examples)[-1] for name in RUNGS | LATER},
        missed=missed,
        called=called,
        share=share,
    )


def _missed(guess: Labels, shown: int) -> tuple[Labels, Labels, Array]:
    """The rows most often wrong in guess (seeds, 597), what they were called, and how often."""
    _, y = digits()
    said = np.zeros((len(y), 10))
    np.add.at(said, (test_rows().ravel(), guess.ravel()), 1)
    tested = said.sum(axis=1)
    right = said[np.arange(len(y)), y].copy()
    said[np.arange(len(y)), y] = 0
    # Twice wrong of two is less to go by than four of four: most wrong answers first, then the share.
    wrong = tested - right
    rows = np.lexsort((-wrong / np.maximum(tested, 1), -wrong))[:shown]
    rows = rows[wrong[rows] > 0]
    return rows, said[rows].argmax(axis=1), wrong[rows] / tested[rows]


ERRORS = (1.0, 100.0)


def ladder_rung_drawing(result: LadderAt) -> Drawing:
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
    mean, low, high = significant(np.maximum(errors, ERRORS[0]), 4)
    return bars(
        x=[f"▸{k + 1}" if k == here else str(k + 1) for k in range(len(names))],
        series=[bar_series("wrong", mean, color="neutral", low=low, high=high)],
        log=True,
        domain=ERRORS,
        title="All rungs at the end",
        x_label="rung",
        y_label="test digits wrong, %",
        note="; ".join(f"{k + 1} {name}" for k, name in enumerate(names)),
    )


def _curves(result: LadderAt) -> Panel:
    low, middle, high = significant(np.maximum(100 * np.quantile(result.error, (0, 0.5, 1), axis=1), 0.1), 3)
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
    x, y = digits()
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
