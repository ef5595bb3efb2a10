"""The figure of the first page: small networks that learn XOR from noisy examples, step by step."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.datasets import xor_cloud
from nnbook.drawing.panels import Drawing, drawing, field, lines
from nnbook.drawing.parts import line_series
from nnbook.drawing.specs import network_spec
from nnbook.losses import binary_cross_entropy
from nnbook.network import Network, mlp
from nnbook.optimizers import Adam
from nnbook.training import fit

STEPS = (0, 2, 4, 6, 8, 10, 12, 15, 18, 21, 25, 30, 35, 40, 50, 60, 70, 80, 100, 120, 150, 200)
DATA_SEED, POINTS, NOISE, LR = 0, 60, 0.13, 0.05
# The knobs of the figure, but for the step.
AXES: dict[str, list[int]] = {"hidden": [0, 1, 2, 3, 4, 8], "seed": [0, 1, 2]}


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A network at one step of its training, the losses of the whole training, and the data."""

    net: Network
    step: int
    losses: Array
    x: Array
    y: Labels


def learning(*, hidden: int, seed: int, step: int) -> Snapshot:
    """A network of `hidden` tanh units and an output unit after `step` steps; 0 is that unit alone.

    Raises ValueError for a step that is not in `STEPS`, or a negative number of units.
    """
    if step not in STEPS:
        raise ValueError(f"step {step} was not kept; known: {STEPS}")
    if hidden < 0:
        raise ValueError(f"hidden must not be negative, got {hidden}")
    nets, losses = _course(hidden, seed)
    return Snapshot(nets[step], step, losses, *_cloud())


def _cloud() -> tuple[Array, Labels]:
    return xor_cloud(np.random.default_rng(DATA_SEED), POINTS, NOISE)


@cache
def _course(hidden: int, seed: int) -> tuple[dict[int, Network], Array]:
    rng = np.random.default_rng(seed)
    net = mlp(rng, [2, hidden, 1] if hidden else [2, 1], "tanh", "xavier")
    nets, losses = {0: net.copy()}, []
    training = fit(
        net, *_cloud(), rng=rng, optimizer=Adam(LR), loss=binary_cross_entropy, epochs=STEPS[-1] + 1
    )
    for step in training:
        losses.append(step.trace.loss)
        if step.index + 1 in STEPS:
            nets[step.index + 1] = net.copy()
    return nets, np.array(losses)


def learning_drawing(snapshot: Snapshot) -> Drawing:
    """What the network says about every point of the plane, and how wrong it has been so far."""
    losses = snapshot.losses
    curve = line_series("loss", np.arange(len(losses)), losses, color="train")
    return drawing(
        field(
            nets=[network_spec(snapshot.net)],
            points=(snapshot.x, snapshot.y),
            x_domain=(-0.5, 1.5),
            y_domain=(-0.5, 1.5),
            x_label="x1",
            y_label="x2",
        ),
        lines(
            series=[curve],
            x_label="training step",
            y_label="loss",
            x_domain=(0, len(losses) - 1),
            y_domain=(0, 1),
            marker=snapshot.step,
            marker_axis="step",
            rules={"ln 2: no idea": float(np.log(2))},
        ),
        summary="After {step} steps {right} of {total} points are right, loss {loss}",
    )
