"""Chapter 02: one training on XOR, seen step by step."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch02.xor_success import SUCCESS_AXES, xor_success
from nnbook.datasets import xor
from nnbook.drawing.panels import Drawing, drawing, field, lines
from nnbook.drawing.parts import Panel, line_series
from nnbook.drawing.specs import network_spec
from nnbook.ensembles import stack, unstack
from nnbook.experiments.intervals import wilson
from nnbook.experiments.training_xor import STEPS, XorRuns, train_xor, xor_net
from nnbook.layers import Dense
from nnbook.network import Network

REPLAY_SEEDS = range(4)
REPLAY_AXES: dict[str, Sequence[Any]] = {
    "width": [2, 3, 4, 8],
    "activation": SUCCESS_AXES["activation"],
    "init": SUCCESS_AXES["init"],
    "seed": REPLAY_SEEDS,
}
FRAMES: tuple[int, ...] = (
    *(0, 100, 200, 300, 400, 600, 800, 1000, 1500, 2000),
    *(2500, 3000, 3500, 4000, 5000, 7000, STEPS),
)


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


SQUARE = (-0.5, 1.5)
HIDDEN = {"sigmoid": (-0.1, 1.1), "tanh": (-1.2, 1.2)}
# Rows nearer than this share of the frame look like one.
SPOT = 0.03


def xor_replay_drawing(replay: XorReplay) -> Drawing:
    """The surface in the input plane, the hidden space, and the loss so far and to come."""
    curve = line_series("loss", replay.steps, replay.losses, color="train")
    spec = _short(replay.net)
    return drawing(
        field(
            nets=[spec],
            points=xor(),
            x_domain=SQUARE,
            y_domain=SQUARE,
            title="Input plane",
            x_label="x1",
            y_label="x2",
        ),
        _hidden(replay, spec),
        lines(
            series=[curve],
            title="Loss",
            x_label="training step",
            x_domain=(0, STEPS),
            y_domain=(0, 1),
            marker=replay.step,
            marker_axis="step",
            rules={"ln 2: no idea": float(np.log(2))},
        ),
        summary=(
            "Step {step}: {right} of {total} rows right, loss {loss}. Of 1000 seeds with these "
            f"settings {1000 * replay.share:.0f} solve XOR (95 % interval of the probability: "
            f"{100 * replay.low:.1f} to {100 * replay.high:.1f} %)."
        ),
    )


def _short(net: Network) -> Panel:
    """The network with three decimals: enough for the eye, and half the size of the page."""
    dense = (Dense(la.W.round(3), la.b.round(3)) if isinstance(la, Dense) else la for la in net.layers)
    return network_spec(Network(dense))


def _hidden(replay: XorReplay, spec: Panel) -> Panel:
    """The hidden space itself where it is a plane, else seen from the side."""
    if len(spec["layers"][0]["b"]) > 2:
        return _from_the_side(replay)
    rim = max(float(np.ceil(11 * replay.top)) / 10, 0.1)
    domain = HIDDEN.get(spec["layers"][0]["activation"], (-0.1 * rim, rim))
    return field(
        nets=[spec],
        points=xor(),
        from_layer=1,
        x_domain=domain,
        y_domain=domain,
        title="Hidden space",
        x_label="h1",
        y_label="h2",
    )


def _from_the_side(replay: XorReplay) -> Panel:
    wanted = xor()[1][:, 0]
    rows = [line_series(f"class {k}", *replay.seen[wanted == k].T.round(2), style="points") for k in (0, 1)]
    reach = np.ceil(11 * replay.reach + 0.1) / 10
    return lines(
        series=rows,
        title="Hidden space, from the side",
        x_label="z of the output unit",
        y_label="across",
        x_domain=(-reach[0], reach[0]),
        y_domain=(-reach[1], reach[1]),
        marker=0.0,
        note=_together(replay.seen / reach),
    )


def _together(places: Array) -> str:
    """Which rows lie in one spot, in words: of two marks in one place the eye sees one."""
    near = np.linalg.norm(places[:, None] - places, axis=-1) < 2 * SPOT
    names = [f"{a:.0f},{b:.0f}" for a, b in xor()[0]]
    groups = {" and ".join(np.array(names)[row]) for row in near if row.sum() > 1}
    return f"In one place: {'; '.join(sorted(groups))}." if groups else "Right of the line: p > 1/2."
