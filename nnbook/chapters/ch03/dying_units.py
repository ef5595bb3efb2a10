"""Chapter 03: ReLU units that die in a step too large."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from nnbook.arrays import Array, Labels
from nnbook.drawing.panels import Drawing, bars, drawing, lines
from nnbook.drawing.parts import Panel, bar_series, line_series
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

    `highest` (t, depth, units) is the largest z of each hidden unit of the first network over the training
    digits: below 0 the unit is off for all of them. `off` (t, depth, seeds, units) tells the units of all
    networks that are; `accuracy` (t,) is the mean on held-out digits.
    """

    steps: Labels
    highest: Array
    off: npt.NDArray[np.bool_]
    accuracy: Array

    @property
    def dead(self) -> Array:
        """The share of units that are off for every digit, (t, depth)."""
        share: Array = self.off.mean(axis=(2, 3))
        return share

    @property
    def back(self) -> Labels:
        """Per layer the units that were dead at some step, and those of them alive later on: (depth, 2)."""
        dead = np.maximum.accumulate(self.off, axis=0)
        revived = (dead[:-1] & ~self.off[1:]).any(axis=0)
        counts: Labels = np.stack([dead[-1].sum(axis=(1, 2)), revived.sum(axis=(1, 2))], axis=-1)
        return counts


@dataclass(frozen=True)
class DyingAt:
    """A run, and the layer (0 is the first) and the row that are shown."""

    run: Dying
    layer: int
    row: int


DEPTH = 3
DYING_STEPS = tuple(range(0, 41, 1))


def dying_units(*, lr: float, step: int, layer: int = 1) -> DyingAt:
    """Networks with three layers of 32 ReLU units at a learning rate that may be too large.

    Raises ValueError unless the step is one of `DYING_STEPS` and the layer one of 1, 2, 3.
    """
    if step not in DYING_STEPS:
        raise ValueError(f"step must be one of 0, 1, ... {DYING_STEPS[-1]}, got {step}")
    if layer not in range(1, DEPTH + 1):
        raise ValueError(f"layer must be one of 1, 2, {DEPTH}, got {layer}")
    return DyingAt(train_to_death(lr), layer - 1, DYING_STEPS.index(step))


@lru_cache(maxsize=32)
def train_to_death(lr: float, activation: str = "relu", seeds: int = 5) -> Dying:
    """Networks 64 - 32 - 32 - 32 - 10 from He's start, plain SGD on the digits, 32 at a time.

    Raises FloatingPointError when the loss is no longer finite.
    """
    (x, y), (x_test, y_test) = split_digits(test=360, standardized=True)
    net = deep_nets(DEPTH, 32, activation, "he", seeds)
    run = fit(net, x, y, rng=np.random.default_rng(0), optimizer=SGD(lr), epochs=9, batch_size=32)
    highest, off, accuracy = [], [], []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in DYING_STEPS:
            tops = _tops(net, x)
            highest.append([top[0] for top in tops])
            off.append([top <= 0 for top in tops])
            accuracy.append((net(x_test).argmax(axis=-1) == y_test).mean())
            next(run)
    return Dying(np.array(DYING_STEPS), np.array(highest), np.array(off), np.array(accuracy))


def _tops(net: Network, x: Array) -> list[Array]:
    """The largest z of each hidden unit over the rows of x, (seeds, width) per layer."""
    tops = []
    for layer in net.layers[:-1]:
        x, _ = layer.forward(x)
        if isinstance(layer, Dense):
            tops.append(x.max(axis=-2))
    return tops


def dying_units_drawing(dying: DyingAt) -> Drawing:
    """The largest z of every unit of a layer, and the share of dead units of all layers over time."""
    run, row = dying.run, dying.row
    tops = run.highest[row, dying.layer]
    was, again = run.back[dying.layer]
    return drawing(
        bars(
            x=list(range(1, len(tops) + 1)),
            series=[bar_series("largest z", significant(tops, 2), color="gradient")],
            domain=(-6, 6),
            title="Largest z of each unit",
            x_label="unit",
            y_label="over all digits",
            note="A bar below zero: the unit is off for every digit, and gets no gradient.",
            width=1.25,
        ),
        _over_time(run, row),
        summary=f"Learning rate {{lr}}, step {{step}}: {int((tops <= 0).sum())} of {len(tops)} units of "
        f"layer {{layer}} are dead, {run.accuracy[row]:.0%} of the digits are right. Of {was} units of this "
        f"layer that die in five networks, {again} come back within the 40 steps.",
    )


def _over_time(run: Dying, row: int) -> Panel:
    looks = zip(run.dead.T, ("gradient", "wrong", "neutral"), ("line", "dashed", "line"), strict=True)
    shares = [
        line_series(f"dead in layer {i}", run.steps, share, color=color, style=style)
        for i, (share, color, style) in enumerate(looks, start=1)
    ]
    right = line_series("digits right", run.steps, run.accuracy, color="value", style="dashed")
    return lines(
        series=[*shares, right],
        title="Over time",
        x_label="training step (drag)",
        x_domain=(0, int(run.steps[-1])),
        y_domain=(0, 1),
        marker=int(run.steps[row]),
        marker_axis="step",
    )
