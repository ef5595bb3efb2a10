"""Chapter 07: the start race again, at 10 to 100 layers, for four kinds of network."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch07.kinds import DEEP_STARTS, KINDS, deep_kind, shares_right
from nnbook.drawing.panels import Drawing, bars, drawing, lines
from nnbook.drawing.words import band, spread
from nnbook.experiments.sweeps import Sweep, stored
from nnbook.optimizers import SGD

# From zeros all units of a layer stay alike: it is no start to race with.
RACE_STARTS = DEEP_STARTS[1:]
WIDTH, BATCH, EPOCHS = 32, 32, 3
RATES = [0.002, 0.02, 0.2]
# Those whose starts are judged, and those that only help to choose a rate.
SEEDS, CHOOSERS = range(10), range(100, 102)
DEPTH_AXES: dict[str, list[Any]] = {
    "activation": ["sigmoid", "relu", "tanh"],
    "depth": [10, 30, 100],
    "start": list(RACE_STARTS),
    "kind": list(KINDS),
}
# The positions of the figure that a reader should see first.
DEPTH_PRESETS: dict[str, dict[str, Any]] = {
    "sigmoid, 30 layers": {"activation": "sigmoid", "depth": 30, "init": "xavier"},
    "ReLU, 100 layers": {"activation": "relu", "depth": 100, "init": "he"},
    "tanh from large weights": {"activation": "tanh", "depth": 100, "init": "large"},
    "ReLU from small weights": {"activation": "relu", "depth": 30, "init": "small"},
}


def race_right(
    *,
    activation: str,
    depth: int,
    start: str,
    kind: str,
    lr: float,
    seeds: Sequence[int],
    epochs: int = EPOCHS,
) -> Array:
    """The shares of digits right (2, seeds): of 237 to choose a rate by, and of 360 to judge.

    SGD with momentum 0.9, the same batches for all. A network whose loss is no longer finite guesses.
    """
    nets = [deep_kind(seed, depth, WIDTH, activation, start, kind).astype(np.float32) for seed in seeds]
    return shares_right(nets, SGD(lr, 0.9), epochs=epochs, batch_size=BATCH)


def race_at_best(*, activation: str, depth: int, start: str, kind: str) -> tuple[int, Array]:
    """The number of the rate that other starts did best with on other digits, and then the shares right."""
    run = partial(race_right, activation=activation, depth=depth, start=start, kind=kind)
    tried = [np.mean(run(lr=lr, seeds=CHOOSERS)[0]) for lr in RATES]
    best = int(np.argmax(tried))
    return best, run(lr=RATES[best], seeds=SEEDS)[1]


@dataclass(frozen=True, eq=False)
class DepthRace:
    """The shares of 360 digits right: of every kind from every `start` at one depth (kinds, starts, seeds).

    `depths` has those of one start at every depth (depths, kinds, seeds).
    """

    depth: int
    start: str
    starts: Array
    depths: Array


def depth_race(*, activation: str, depth: int, init: str) -> DepthRace:
    """The race as stored (recipe depth_race); ValueError for a setting that is not in `DEPTH_AXES`."""
    right = stored("depth_race", "right")
    return DepthRace(
        depth,
        init,
        right.at(activation=activation, depth=depth).swapaxes(0, 1),
        right.at(activation=activation, start=init),
    )


def race_rates() -> Sweep:
    """The learning rate that was chosen at every point of `DEPTH_AXES`, as stored."""
    chosen = stored("depth_race", "rate")
    return Sweep(chosen.axes, np.array(RATES)[chosen.values.astype(int)])


# Colour and dash of each kind: neighbours in a picture never share both.
LOOKS = {
    "plain": ("wrong", "line"),
    "normalized": ("large", "dashed"),
    "skip": ("he", "dashed"),
    "both": ("right", "line"),
}


def depth_race_drawing(race: DepthRace) -> Drawing:
    """The shares right from every start, and over the depth from one."""
    ends = {kind: np.median(runs, axis=-1) for kind, runs in zip(KINDS, race.starts, strict=True)}
    at = RACE_STARTS.index(race.start)
    said = ", ".join(f"{kind} {shares[at]:.0%}" for kind, shares in ends.items())
    return drawing(
        bars(
            x=list(RACE_STARTS),
            series=[
                spread(kind, runs.T, color=LOOKS[kind][0])
                for kind, runs in zip(KINDS, race.starts, strict=True)
            ],
            domain=(0, 1),
            title="From every start",
            x_label="start",
            y_label="share of unseen digits right",
            width=1.5,
        ),
        lines(
            series=[
                band(kind, DEPTH_AXES["depth"], race.depths[:, k], *LOOKS[kind])
                for k, kind in enumerate(KINDS)
            ],
            title="From this start, over the depth",
            x_label="hidden layers",
            y_label="share right",
            log_x=True,
            x_domain=(10, 100),
            y_domain=(0, 1),
            marker=race.depth,
            marker_axis="depth",
        ),
        summary=f"{{activation}}, {{depth}} hidden layers from {{init}}: right are {said} of the digits. "
        f"With both, the four starts end between {ends['both'].min():.0%} and {ends['both'].max():.0%}.",
    )
