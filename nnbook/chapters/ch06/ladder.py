"""Chapter 06: the rungs of the lecture's ladder, and what each piece of the best is worth."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.chapters.ch06.climbing import BATCH, STEPS, USUAL, Rung, climb, mnist_task
from nnbook.experiments.sweeps import stored
from nnbook.experiments.tasks import IMAGES, Task, digits_task

EXAMPLES = [100, 300, IMAGES]
RATES = {"adam": [0.001, 0.003, 0.01, 0.03], "sgd": [0.003, 0.01, 0.03, 0.1]}
BEST = Rung()
ALONE = replace(BEST, dropout=0.0, members=1, lr=0.003)
START = replace(ALONE, init=USUAL)
# The learning rate of each is the best of `RATES` on the 200 digits kept apart for it.
RUNGS: dict[str, Rung] = {
    "softmax": replace(START, hidden=(), lr=0.03),
    "one hidden layer": replace(START, hidden=(128,), activation="sigmoid", lr=0.03),
    "deep sigmoid": replace(START, activation="sigmoid", lr=0.003),
    "deep ReLU": replace(START, lr=0.003),
    "+ He": ALONE,
    "+ dropout": replace(BEST, members=1),
    "+ ensemble": BEST,
}
# From after the lecture: what chapter 07 builds, each beside "+ He".
LATER: dict[str, Rung] = {
    "+ He, normalized": replace(ALONE, normalize="batch", lr=0.001),
    "+ He, residual": replace(ALONE, skip=True, lr=0.003),
}
# Beside the ladder: what changes one thing of a rung.
CONTROLS: dict[str, Rung] = {
    "one ReLU layer, He": replace(ALONE, hidden=(128,), lr=0.01),
    "one hidden layer, small": replace(RUNGS["one hidden layer"], init="small", lr=0.03),
    "deep sigmoid, small": replace(RUNGS["deep sigmoid"], init="small", lr=0.003),
    "deep ReLU, small": replace(RUNGS["deep ReLU"], init="small", lr=0.01),
    "deep sigmoid, normalized": replace(RUNGS["deep sigmoid"], normalize="batch", lr=0.001),
    "deep sigmoid, residual": replace(RUNGS["deep sigmoid"], skip=True, lr=0.03),
}
VARIANTS: dict[str, Rung] = {
    "everything": BEST,
    "one network, not five": replace(BEST, members=1),
    "no dropout": replace(ALONE, members=5),
    "Xavier, not He": replace(BEST, init="xavier"),
    "small weights, not He": replace(BEST, init="small", lr=0.003),
    "sigmoid, not ReLU": replace(BEST, activation="sigmoid", init="xavier", lr=0.01),
    "SGD, not Adam": replace(BEST, optimizer="sgd", lr=0.03),
    "one hidden layer, not four": replace(BEST, hidden=(128,), lr=0.01),
    "no hidden layer": replace(BEST, hidden=(), lr=0.03),
}


@cache
def test_rows() -> Labels:
    """Which digits each seed was tested on, (seeds, 597)."""
    return digits_task().test


def confusion(guess: Labels, truth: Labels) -> Labels:
    """How often each digit (row) was taken for each other (column), (10, 10)."""
    table = np.zeros((10, 10), int)
    np.add.at(table, (np.ravel(truth), np.ravel(guess)), 1)
    return table


def task(folder: str | Path | None = None) -> Task:
    """The digits, 1,000 to train on; with a folder, MNIST from the files in it."""
    return digits_task() if folder is None else mnist_task(folder)


def schedule(one: Task) -> dict[str, int]:
    """Steps and batch size: 600 of 50 for the digits, five epochs in batches of 100 for more images."""
    n = one.train.shape[1]
    return {"steps": STEPS, "batch": BATCH} if n <= IMAGES else {"steps": 5 * n // 100, "batch": 100}


def ends(folder: str | Path | None = None) -> dict[str, Array]:
    """The share wrong at the top of each rung, (seeds,): read for the digits, trained for MNIST."""
    if folder is None:
        return {rung: stored("ladder", "error").at(rung=rung)[-1, -1] for rung in RUNGS}
    one = task(folder)
    return {name: climb(rung, one, **schedule(one)).error[-1] for name, rung in RUNGS.items()}
