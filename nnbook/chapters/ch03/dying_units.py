"""Chapter 03: ReLU units that die in a step too large."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.drawing.panels import Drawing, bars, drawing, lines
from nnbook.drawing.parts import bar_series, line_series
from nnbook.drawing.scales import significant
from nnbook.experiments.digits import split_digits
from nnbook.experiments.flow import deep_nets
from nnbook.layers import Dense
from nnbook.network import Network
from nnbook.optimizers import SGD
from nnbook.training import fit


@dataclass(frozen=True, eq=False)
class Dying:
    """ReLU networks while they train, recorded after `steps` (t,) updates.

    `highest` (t, units) is the largest z of each unit of the first hidden layer of the first network
    over the training digits: below 0 the unit is off for all of them. `dead` (t, depth) is the share
    of such units in each layer, over all networks; `accuracy` (t,) the mean on held-out digits.
    """

    steps: Labels
    highest: Array
    dead: Array
    accuracy: Array


@dataclass(frozen=True)
class DyingAt:
    """A run, and the row that is shown."""

    run: Dying
    row: int


DYING_STEPS = tuple(range(0, 41, 1))


def dying_units(*, lr: float, step: int) -> DyingAt:
    """Networks with three layers of 32 ReLU units at a learning rate that may be too large.

    Raises ValueError unless the step is one of `DYING_STEPS`.
    """
    if step not in DYING_STEPS:
        raise ValueError(f"step must be one of 0, 1, ... {DYING_STEPS[-1]}, got {step}")
    return DyingAt(train_to_death(lr), DYING_STEPS.index(step))


@lru_cache(maxsize=32)
def train_to_death(lr: float, activation: str = "relu", seeds: int = 5) -> Dying:
    """Networks 64 - 32 - 32 - 32 - 10 from He's start, plain SGD on the digits, 32 at a time.

    Raises FloatingPointError when the loss is no longer finite.
    """
    (x, y), (x_test, y_test) = split_digits(test=360, standardized=True)
    net = deep_nets(3, 32, activation, "he", seeds)
    run = fit(net, x, y, rng=np.random.default_rng(0), optimizer=SGD(lr), epochs=9, batch_size=32)
    highest, dead, accuracy = [], [], []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in DYING_STEPS:
            tops = _tops(net, x)
            highest.append(tops[0][0])
            dead.append([(top <= 0).mean() for top in tops])
            accuracy.append((net(x_test).argmax(axis=-1) == y_test).mean())
            next(run)
    return Dying(np.array(DYING_STEPS), np.array(highest), np.array(dead), np.array(accuracy))


def _tops(net: Network, x: Array) -> list[Array]:
    """The largest z of each hidden unit over the rows of x, (seeds, width) per layer."""
    tops = []
    for layer in net.layers[:-1]:
        x, _ = layer.forward(x)
        if isinstance(layer, Dense):
            tops.append(x.max(axis=-2))
    return tops


def dying_units_drawing(dying: DyingAt) -> Drawing:
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
            series=[bar_series("largest z", significant(tops, 3), color="gradient")],
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
