"""Chapter 03: learning with depth and dying units as drawings."""

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.chapters.ch03.dying_units import DyingAt
from nnbook.drawing.flow import digits, spread, times
from nnbook.drawing.panels import Drawing, bars, drawing, lines
from nnbook.drawing.parts import Panel, bar_series, line_series
from nnbook.experiments.curves import DepthLesson


def learning_with_depth(lesson: DepthLesson) -> Drawing:
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
            series=[spread("change per step", speed, color="gradient")],
            log=True,
            domain=(1e-15, 1) if np.nanmin(curve.speed) < 1e-6 else (1e-6, 1),
            title="How fast each layer learns",
            x_label="layer",
            y_label="relative change of W in a step",
        ),
        summary=f"{{activation}}, {{depth}} hidden layers, step {{step}}: {now:.0%} of the digits right, "
        f"layer 1 changes by {times(change)} itself in a step.",
    )


def dying_units(dying: DyingAt) -> Drawing:
    """The largest z of every unit, and the share of dead units over time."""
    run, row = dying.run, dying.row
    tops = run.highest[row]
    shares = [
        line_series(f"dead in layer {i + 1}", run.steps, share, color=color, style=style)
        for i, (share, color, style) in enumerate(
            zip(run.dead.T, ("gradient", "wrong", "neutral"), ("line", "dashed", "line"), strict=True)
        )
    ]
    right = line_series("digits right", run.steps, run.accuracy, color="value", style="dashed")
    return drawing(
        bars(
            x=list(range(1, len(tops) + 1)),
            series=[bar_series("largest z", digits(tops, 3), color="gradient")],
            domain=(-6, 6),
            title="Largest z of each unit, layer 1",
            x_label="unit",
            y_label="over all digits",
            note="A bar below zero: the unit is off for every digit. It gets no gradient and stays there.",
            width=1.25,
        ),
        lines(
            series=[*shares, right],
            title="Over time",
            x_label="training step (drag)",
            x_domain=(0, int(run.steps[-1])),
            y_domain=(0, 1),
            marker=int(run.steps[row]),
            marker_axis="step",
        ),
        summary=f"Learning rate {{lr}}, step {{step}}: {int((tops <= 0).sum())} of {len(tops)} units of "
        f"layer 1 are dead, {run.accuracy[row]:.0%} of the digits are right.",
    )


def _band(name: str, steps: Labels, runs: Array, color: str, style: str) -> Panel:
    middle, low, high = np.median(runs, 1), runs.min(1), runs.max(1)
    ends = {"low": digits(low, 3), "high": digits(high, 3)}
    return line_series(name, steps, digits(middle, 3), color=color, style=style, **ends)
