"""Chapter 02: a first network on real digits; learning rate, momentum and size of the mini-batches."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.datasets import split
from nnbook.drawing.panels import Drawing, drawing, lines
from nnbook.drawing.parts import line_series
from nnbook.ensembles import stack
from nnbook.experiments.digits import split_digits
from nnbook.experiments.sweeps import stored
from nnbook.losses import cross_entropy
from nnbook.network import Network, mlp
from nnbook.optimizers import SGD
from nnbook.training import fit

SIZES = (64, 32, 10)
EPOCHS = 20
ROWS = 1438
LEARNING_AXES: dict[str, list[Any]] = {
    "lr": [0.003, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    "momentum": [0, 0.9],
    "batch_size": [16, 128, ROWS],
}


@dataclass(frozen=True, eq=False)
class DigitsRun:
    """Several seeds: training loss after 0, 1, ... epochs (epochs + 1, seeds), test accuracy (seeds,).

    `updates` is the number of updates that all the epochs took together.
    """

    losses: Array
    accuracy: Array
    updates: int


def train_digits(
    *, lr: float, momentum: float, batch_size: int, seeds: int = 3, choosing: bool = False
) -> DigitsRun:
    """64-32-10 sigmoid networks from Xavier's start, trained for `EPOCHS` on the same batches.

    A batch of `ROWS` is the whole training set. With `choosing` the accuracy is that on 238 digits taken from
    the training digits, 1,200 of which are left, and the test digits are not looked at.
    """
    (x, y), (x_test, y_test) = split_digits(test=359)
    if choosing:
        (x, y), (x_test, y_test) = split(np.random.default_rng(1), x, y, test=238)
    net = stack([mlp(np.random.default_rng(s), SIZES, "sigmoid", "xavier") for s in range(seeds)])
    losses, per_epoch = [_losses(net, x, y)], -(-len(x) // batch_size)
    rng, optimizer = np.random.default_rng(0), SGD(lr, momentum)
    training = fit(net, x, y, rng=rng, optimizer=optimizer, epochs=EPOCHS, batch_size=batch_size)
    losses += [_losses(net, x, y) for step in training if (step.index + 1) % per_epoch == 0]
    right = net(x_test).argmax(axis=-1) == y_test
    return DigitsRun(np.array(losses), right.mean(axis=-1), EPOCHS * per_epoch)


def _losses(net: Network, x: Array, y: Labels) -> list[float]:
    return [cross_entropy(logits, y)[0] for logits in net(x)]


def digits_learning(*, lr: float, momentum: float, batch_size: int) -> DigitsRun:
    """`train_digits` of ten seeds at a point of `LEARNING_AXES`, as stored (`sweeps/first_digits.py`).

    With a rate that is too large training is chaotic: the last bit of a sum, which differs between
    computers, decides the outcome. The stored runs keep the picture the same everywhere. Raises ValueError
    for a value that was not swept.
    """
    point = {"lr": lr, "momentum": momentum, "batch_size": batch_size}
    losses, accuracy, updates = (
        stored("first_digits", part).at(**point) for part in ("losses", "accuracy", "updates")
    )
    return DigitsRun(losses, accuracy, int(updates))


def digits_learning_drawing(run: DigitsRun) -> Drawing:
    """The training loss of each epoch, the middle seed and the range of all."""
    low, middle, high = np.quantile(run.losses, (0.0, 0.5, 1.0), axis=1)
    curve = line_series("training loss", np.arange(len(middle)), middle, color="train", low=low, high=high)
    return drawing(
        lines(
            series=[curve],
            log_y=True,
            x_label="epoch",
            y_label="training loss",
            x_domain=(0, EPOCHS),
            y_domain=(0.001, 100),
            rules={"ln 10: guessing": float(np.log(10))},
        ),
        summary=(
            f"After {EPOCHS} epochs, {run.updates} updates, the training loss is {middle[-1]:.3g} and "
            f"{100 * np.median(run.accuracy):.1f} % of the test digits are right (middle of "
            f"{len(run.accuracy)} seeds)."
        ),
    )
