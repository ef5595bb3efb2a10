"""Chapter 02: a first network on real digits; learning rate, momentum and size of the mini-batches."""

from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.datasets import Examples, digits, split
from nnbook.ensembles import stack
from nnbook.losses import cross_entropy
from nnbook.network import Network, mlp
from nnbook.optimizers import SGD
from nnbook.training import fit

SIZES = (64, 32, 10)
EPOCHS = 20
ROWS = 1438
FILE = Path(__file__).parents[2] / "data" / "first_digits.npz"
AXES: dict[str, list[Any]] = {
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


@cache
def digits_split() -> tuple[Examples, Examples]:
    """`(x, y), (x_test, y_test)` of the digits: the same 1,438 and 359 rows each time."""
    return split(np.random.default_rng(0), *digits(), test=0.2)


def train_digits(*, lr: float, momentum: float, batch_size: int, seeds: int = 3) -> DigitsRun:
    """64-32-10 sigmoid networks from Xavier's start, trained for `EPOCHS` on the same batches.

    A batch of `ROWS` is the whole training set.
    """
    (x, y), (x_test, y_test) = digits_split()
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
    """`train_digits` of ten seeds at a point of `AXES`, read from a file.

    With a rate that is too large training is chaotic: the last bit of a sum, which differs between
    computers, decides the outcome. The file keeps the picture the same everywhere. Raises ValueError
    for a value that is not in `AXES`.
    """
    point = {"lr": lr, "momentum": momentum, "batch_size": batch_size}
    for name, values in AXES.items():
        if point[name] not in values:
            raise ValueError(f"{name}={point[name]!r} was not kept; known: {values}")
    index = tuple(values.index(point[name]) for name, values in AXES.items())
    losses, accuracy, updates = (part[index] for part in _kept())
    return DigitsRun(losses, accuracy, int(updates))


@cache
def _kept() -> tuple[Array, Array, Labels]:
    with np.load(FILE) as file:
        return file["losses"], file["accuracy"], file["updates"]


def save_digits() -> None:
    """Train every point of `AXES` and write the file: about half a minute on one core."""
    points = [dict(zip(AXES, values, strict=True)) for values in product(*AXES.values())]
    runs = [train_digits(**point, seeds=10) for point in points]

    def table(name: str) -> Array:
        values = np.array([getattr(run, name) for run in runs])
        return values.reshape(*map(len, AXES.values()), *values.shape[1:])

    losses = table("losses").astype(np.float32)
    np.savez_compressed(FILE, losses=losses, accuracy=table("accuracy"), updates=table("updates"))
