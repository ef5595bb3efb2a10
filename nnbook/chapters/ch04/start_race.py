"""Chapter 04: the start decides: all starts on one network."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.chapters.ch04.starts import HELD_OUT, RECORDS
from nnbook.drawing.panels import Drawing, drawing, lines
from nnbook.drawing.parts import Panel
from nnbook.drawing.words import band
from nnbook.edges import require_known
from nnbook.experiments.sweeps import Sweep, stored
from nnbook.experiments.tasks import IMAGES

# Which starts run with which activation; of tanh only the rival of the sigmoid's starts.
RANDOM = ["zeros", "small", "large", "xavier", "he", "orthogonal"]
RACE = {
    "sigmoid": [*RANDOM, "xavier_4", "centered", "rbm", "rbm_all"],
    "tanh": ["xavier"],
    "relu": [*RANDOM, "xavier_4", "rbm", "rbm_all"],
}
RATES = {"sigmoid": [0.02, 0.1, 0.5], "tanh": [0.002, 0.01, 0.05], "relu": [0.002, 0.01, 0.05]}
RACE_AXES: dict[str, list[Any]] = {"depth": [1, 2, 3, 4, 6], "examples": [100, IMAGES]}
DEEP_AXES: dict[str, list[Any]] = {
    "start": ["xavier", "he"],
    "depth": [10, 20, 30],
    "lr": [0.002, 0.01, 0.05],
}
# The positions of the figure that a reader should see first.
RACE_PRESETS: dict[str, dict[str, Any]] = {
    "sigmoid, 6 layers": {"activation": "sigmoid", "depth": 6, "examples": 1000},
    "sigmoid, 1 layer": {"activation": "sigmoid", "depth": 1, "examples": 1000},
    "sigmoid, 100 examples": {"activation": "sigmoid", "depth": 4, "examples": 100},
    "ReLU, 6 layers": {"activation": "relu", "depth": 6, "examples": 1000},
}
# Whom pre-training has to beat: activation and start.
RIVALS = {
    "sigmoid, RBM": ("sigmoid", "rbm"),
    "sigmoid, RBM of all images": ("sigmoid", "rbm_all"),
    "sigmoid, 4 x Xavier": ("sigmoid", "xavier_4"),
    "sigmoid, centered": ("sigmoid", "centered"),
    "tanh, Xavier": ("tanh", "xavier"),
    "ReLU, He": ("relu", "he"),
}


@dataclass(frozen=True, eq=False)
class Race:
    """All starts on one network: test accuracy on the way, and at the end of it for every depth.

    `right` has (records, seeds) for each start, `ends` (depths, seeds), `rates` the learning rate it
    ran best with.
    """

    depth: int
    right: dict[str, Array]
    ends: dict[str, Array]
    rates: dict[str, float]

    @property
    def steps(self) -> tuple[int, ...]:
        """When the accuracy was taken."""
        return RECORDS


def start_race(*, activation: str, depth: int, examples: int) -> Race:
    """All starts on one network, every seed on digits of its own, as stored (recipe starts).

    Each with the learning rate of three that did best (median over seeds) on 200 digits kept apart.
    Raises ValueError for a setting that is not in `RACE` or `RACE_AXES`.
    """
    require_known("activation", activation, RACE)
    kept = stored("starts", activation)
    return _race(kept, kept.at(examples=examples), depth)


def deep_race(depth: int) -> Race:
    """Xavier and He on ReLU networks of 10, 20 or 30 hidden layers, 1,000 examples, as in `start_race`."""
    kept = stored("starts", "deep")
    return _race(kept, kept.values, depth)


def _race(kept: Sweep, table: Labels, depth: int) -> Race:
    """The race at a depth, from counts (starts, depths, rates, records, seeds, 2)."""
    at, race = kept.place("depth", depth), Race(depth, {}, {}, {})
    for start, counts in zip(kept.axes["start"], table, strict=True):
        curves = [_at_best_rate(one) for one in counts]
        race.right[start], best = curves[at]
        race.ends[start] = np.array([right[-1] for right, _ in curves])
        race.rates[start] = kept.axes["lr"][best]
    return race


def _at_best_rate(counts: Array) -> tuple[Array, int]:
    """(rates, records, seeds, 2) at the rate with the best median at the end: (records, seeds)."""
    share = counts / np.array(HELD_OUT)
    best = int(np.median(share[:, -1, :, 0], axis=-1).argmax())
    return share[best, :, :, 1], best


def rivals(examples: int) -> dict[str, Array]:
    """The test error (depths, seeds) of every rival, each depth at its best rate, as `start_race` chooses."""
    return {
        rival: 1 - start_race(activation=activation, depth=1, examples=examples).ends[start]
        for rival, (activation, start) in RIVALS.items()
    }


# Name, colour and dash of each start: neighbours in a picture never share both.
STARTS = {
    "zeros": ("zeros", "zeros", "dashed"),
    "centered": ("4 x Xavier, centered", "right", "line"),
    "small": ("small", "small", "dashed"),
    "large": ("large", "large", "line"),
    "rbm": ("RBM", "rbm", "line"),
    "rbm_all": ("RBM, all images", "wrong", "dashed"),
    "xavier": ("Xavier", "xavier", "line"),
    "xavier_4": ("4 x Xavier", "lecun", "dashed"),
    "he": ("He", "he", "dashed"),
    "orthogonal": ("orthogonal", "orthogonal", "line"),
}


def start_race_drawing(result: Race) -> Drawing:
    """Test accuracy on the way from every start, and the test error at the end against the depth."""
    same = np.array_equal(result.right.get("rbm", 0), result.right.get("rbm_all", 0))
    shown = {start: STARTS[start] for start in result.right if not (same and start == "rbm_all")}
    last = {name: 1 - float(np.median(result.right[start][-1])) for start, (name, _, _) in shown.items()}
    best, worst = min(last, key=lambda name: last[name]), max(last, key=lambda name: last[name])
    stuck = sum(error > 0.5 for error in last.values())
    return drawing(
        _curves(result, shown),
        _ends(result, shown),
        summary=f"{{activation}}, {{depth}} hidden layers, {{examples}} examples: best is {best} with "
        f"{last[best]:.1%} wrong, worst {worst} with {last[worst]:.0%}; {stuck} of {len(last)} starts "
        "still get more than half wrong.",
    )


Looks = dict[str, tuple[str, str, str]]


def _curves(result: Race, shown: Looks) -> Panel:
    return lines(
        series=[
            band(name, result.steps, result.right[start], color, style)
            for start, (name, color, style) in shown.items()
        ],
        title="Unseen digits, share right",
        x_label="training step",
        y_label="share right",
        x_domain=(0, result.steps[-1]),
        y_domain=(0, 1),
    )


def _ends(result: Race, shown: Looks) -> Panel:
    return lines(
        series=[
            band(name, RACE_AXES["depth"], 100 * (1 - result.ends[start]), color, style)
            for start, (name, color, style) in shown.items()
        ],
        title="Wrong at the end, for every depth",
        x_label="hidden layers (drag)",
        y_label="test error, %",
        x_domain=(1, 6),
        y_domain=(2, 100),
        log_y=True,
        marker=result.depth,
        marker_axis="depth",
    )
