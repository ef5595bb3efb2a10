"""Chapter 03: deep networks while they learn, and how fast each of their layers does."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.chapters.ch03.train_curve import SUITS, TrainCurve, train_curve
from nnbook.drawing.panels import Drawing, bars, drawing, lines
from nnbook.drawing.parts import Panel, line_series
from nnbook.drawing.scales import significant
from nnbook.drawing.words import spread, times


@dataclass(frozen=True, eq=False)
class DepthLesson:
    """A deep network's `curve`, the one of a `shallow` network of one hidden layer, and the `row` shown."""

    curve: TrainCurve
    shallow: TrainCurve
    row: int


# 15 epochs of 45 batches, recorded every 25 steps.
LESSON_STEPS = tuple(range(0, 676, 25))


def learning_with_depth(*, depth: int, activation: str, step: int) -> DepthLesson:
    """Five networks of layers of 32 units while they train, each activation from the start that suits it.

    Raises ValueError unless the step is one of `LESSON_STEPS`.
    """
    if step not in LESSON_STEPS:
        raise ValueError(f"step must be one of 0, 25, ... {LESSON_STEPS[-1]}, got {step}")
    return DepthLesson(_lesson(depth, activation), _lesson(1, activation), LESSON_STEPS.index(step))


@lru_cache(maxsize=128)
def _lesson(depth: int, activation: str) -> TrainCurve:
    init = SUITS.get(activation, "xavier")
    return train_curve(depth=depth, activation=activation, init=init, width=32, records=len(LESSON_STEPS))


def learning_with_depth_drawing(lesson: DepthLesson) -> Drawing:
    """Loss curves of a deep and a shallow network, and how fast each layer changes at the step shown."""
    curve, shallow = lesson.curve, lesson.shallow
    speed, end = curve.speed[lesson.row], int(curve.steps[-1])
    layers: list[int | str] = [*range(1, speed.shape[1]), "out"]
    now, change = float(np.median(curve.accuracy[lesson.row])), float(np.median(speed[:, 0]))
    one = _band("1 hidden layer", shallow.steps, shallow.loss, "neutral", "dashed")
    deep = _band(f"{len(layers) - 1} hidden layers", curve.steps, curve.loss, "value", "line")
    return drawing(
        lines(
            series=[deep, one] if curve is not shallow else [one],
            title="Loss on digits never seen",
            x_label="training step (drag)",
            y_label="loss",
            x_domain=(0, end),
            y_domain=(0, 3),
            marker=int(curve.steps[lesson.row]),
            marker_axis="step",
            rules={"ln 10: guessing": float(np.log(10))},
        ),
        bars(
            x=layers,
            series=[spread("change per step", speed, digits=2)],
            log=True,
            domain=(1e-15, 1) if np.nanmin(curve.speed) < 1e-6 else (1e-6, 1),
            title="How fast each layer learns",
            x_label="layer",
            y_label="relative change of W in a step",
        ),
        summary=f"{{activation}}, {{depth}} hidden layers, step {{step}}: {now:.0%} of the digits right, "
        f"layer 1 changes by {times(change)} itself in a step.",
    )


def _band(name: str, steps: Labels, runs: Array, color: str, style: str) -> Panel:
    middle, low, high = np.median(runs, 1), runs.min(1), runs.max(1)
    ends = {"low": significant(low, 3), "high": significant(high, 3)}
    return line_series(name, steps, significant(middle, 3), color=color, style=style, **ends)
