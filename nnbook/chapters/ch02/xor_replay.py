"""Chapter 02: how often a small network learns XOR, and one such training seen step by step."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch02.training_xor import STEPS, XorRuns, train_xor, xor_net, xor_stack
from nnbook.datasets import xor
from nnbook.ensembles import stack, unstack
from nnbook.network import Network

SUCCESS_FILE = Path(__file__).parents[2] / "data" / "xor_success.npz"
SUCCESS_AXES: dict[str, list[Any]] = {
    "activation": ["sigmoid", "tanh", "relu"],
    "init": ["N(0, 1)", "Xavier", "He"],
    "width": [2, 3, 4, 8, 16],
}
REPLAY_SEEDS = range(4)
REPLAY_AXES: dict[str, Sequence[Any]] = {
    "width": [2, 3, 4, 8],
    "activation": SUCCESS_AXES["activation"],
    "init": SUCCESS_AXES["init"],
    "seed": REPLAY_SEEDS,
}
FRAMES: tuple[int, ...] = (
    *(0, 100, 200, 300, 400, 600, 800, 1000, 1500, 2000),
    *(2500, 3000, 3500, 4000, 5000, 6000, 8000, STEPS),
)


def xor_right(*, width: int, activation: str, init: str, seeds: int) -> Array:
    """The rows right (seeds,) of seeds 0, 1, ... after the lecture's lab: 10,001 steps at rate 0.1."""
    net = xor_stack(seeds=range(seeds), width=width, activation=activation, init=init)
    right: Array = train_xor(net).right[-1]
    return right


def xor_success(*, width: int, activation: str, init: str) -> Array:
    """`xor_right` of 1,000 seeds, read from the file that tools/make_xor_success.py made.

    Raises ValueError for a setting that is not in `SUCCESS_AXES`.
    """
    point = {"activation": activation, "init": init, "width": width}
    for name, values in SUCCESS_AXES.items():
        if point[name] not in values:
            raise ValueError(f"{name}={point[name]!r} was not swept; known: {values}")
    index = tuple(values.index(point[name]) for name, values in SUCCESS_AXES.items())
    right: Array = _success_table()[index]
    return right


@cache
def _success_table() -> Array:
    with np.load(SUCCESS_FILE) as file:
        table: Array = file["right"]
    return table


def wilson(successes: int, trials: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson interval, 95 % for z = 1.96, of a probability: it stays within [0, 1].

    Raises ValueError unless 0 <= successes <= trials and trials > 0.
    """
    if not 0 <= successes <= trials or not trials:
        raise ValueError(f"give 0 <= successes <= trials, trials > 0; got {successes} of {trials}")
    share, shrink = successes / trials, 1 + z * z / trials
    middle = (share + z * z / (2 * trials)) / shrink
    half = z / shrink * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return middle - half, middle + half


@dataclass(frozen=True, eq=False)
class XorReplay:
    """One network on its way: its losses at all `steps` of the replay, and the network at `step`.

    `seen` (4, 2) is the hidden space from the side, the four rows as the output unit sees them: its
    logit, and the rows' place along the direction, square to the output weights, in which they lie
    furthest apart at the end; `reach` (2,) bounds both throughout, `top` the hidden outputs. `share`
    is the share of 1,000 seeds that solve XOR with these settings, `low` and `high` its 95 % interval.
    """

    step: int
    steps: tuple[int, ...]
    losses: Array
    net: Network
    seen: Array
    reach: Array
    top: float
    share: float
    low: float
    high: float


def xor_replay(*, width: int, activation: str, init: str, seed: int, step: int) -> XorReplay:
    """The network of a seed of `REPLAY_SEEDS` after `step` of `FRAMES` updates of the lecture's lab."""
    run = _replay(width, activation, init, seed)
    frame = FRAMES.index(step)
    right = xor_success(width=width, activation=activation, init=init)
    low, high = wilson(int((right == 4).sum()), len(right))
    return XorReplay(
        step=step,
        steps=FRAMES,
        losses=run.losses,
        net=run.nets[frame],
        seen=run.seen[frame],
        reach=np.abs(run.seen).max(axis=(0, 1)),
        top=run.top,
        share=float((right == 4).mean()),
        low=low,
        high=high,
    )


class _Replay(NamedTuple):
    losses: Array
    nets: list[Network]
    seen: Array
    top: float


@cache
def _replay(width: int, activation: str, init: str, seed: int) -> _Replay:
    runs, member = _replays(width, activation), _MEMBERS.index((init, seed))
    nets = [unstack(stacked)[member] for stacked in runs.nets]
    hidden = np.array([Network(net.layers[:2])(xor()[0]) for net in nets])
    spread = _side(hidden[-1], nets[-1].params[2][:, 0])
    seen = np.stack([runs.logits[:, member], (hidden - hidden.mean(axis=1, keepdims=True)) @ spread], axis=-1)
    return _Replay(runs.losses[:, member], nets, seen, float(hidden.max()))


def _side(hidden: Array, output: Array) -> Array:
    """The unit vector square to the output weights along which the rows (4, width) lie furthest apart."""
    apart = hidden - hidden.mean(axis=0)
    apart = apart - np.outer(apart @ output, output) / (output @ output)
    direction: Array = np.linalg.svd(apart)[2][0]
    return direction * (1 if direction[np.abs(direction).argmax()] > 0 else -1)


_MEMBERS = list(product(SUCCESS_AXES["init"], REPLAY_SEEDS))


@cache
def _replays(width: int, activation: str) -> XorRuns:
    nets = [xor_net(width=width, activation=activation, init=i, seed=s) for i, s in _MEMBERS]
    return train_xor(stack(nets), frames=FRAMES)
