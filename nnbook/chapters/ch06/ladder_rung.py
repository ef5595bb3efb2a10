"""Chapter 06: the lecture's ladder on real digits, rung by rung, and what each piece is worth."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from nnbook.arrays import Array, Labels, choice
from nnbook.chapters.ch06.climbing import (
    BATCH,
    IMAGES,
    STEPS,
    Rung,
    Task,
    climb,
    digits_task,
    mnist_task,
    records,
)
from nnbook.datasets import digits

# Made by tools/make_ladder.py.
FILE = Path(__file__).parents[2] / "data" / "ladder.npz"
EXAMPLES = [100, 300, IMAGES]
RATES = {"adam": [0.001, 0.003, 0.01, 0.03], "sgd": [0.003, 0.01, 0.03, 0.1]}
BEST = Rung()
ALONE = replace(BEST, dropout=0.0, members=1, lr=0.003)
SMALL = replace(ALONE, init="small")
# The learning rate of each is the best of `RATES` on the 200 digits kept apart for it.
RUNGS: dict[str, Rung] = {
    "softmax": replace(SMALL, hidden=(), lr=0.03),
    "one hidden layer": replace(SMALL, hidden=(128,), activation="sigmoid", lr=0.03),
    "deep sigmoid": replace(SMALL, activation="sigmoid", lr=0.003),
    "deep ReLU": replace(SMALL, lr=0.01),
    "+ He": ALONE,
    "+ dropout": replace(BEST, members=1),
    "+ ensemble": BEST,
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


@dataclass(frozen=True, eq=False)
class LadderAt:
    """A rung at one size of the training set, with all its seeds and all other rungs beside it.

    `error` (t, seeds) at `steps` (t,); `ends` (rungs, seeds) the last errors of all rungs. `missed`
    are the rows of the digits most often wrong, `called` what they were mostly taken for, `share` in
    how many of the seeds that tested them.
    """

    rung: str
    steps: Labels
    error: Array
    ends: dict[str, Array]
    missed: Labels
    called: Labels
    share: Array


def ladder_rung(*, rung: str, examples: int, shown: int = 12) -> LadderAt:
    """What the file of tools/make_ladder.py says about a rung.

    Raises ValueError for an unknown rung or a size that is not in `EXAMPLES`.
    """
    choice("rung", rung, dict(RUNGS))
    if examples not in EXAMPLES:
        raise ValueError(f"examples={examples!r} was not trained; known: {EXAMPLES}")
    at = list(RUNGS).index(rung), EXAMPLES.index(examples)
    error, guess = stored("error"), stored("guess")
    missed, called, share = _missed(guess[at], shown)
    return LadderAt(
        rung=rung,
        steps=records(STEPS),
        error=error[at],
        ends={name: error[k, at[1], -1] for k, name in enumerate(RUNGS)},
        missed=missed,
        called=called,
        share=share,
    )


def _missed(guess: Labels, shown: int) -> tuple[Labels, Labels, Array]:
    """The rows most often wrong in guess (seeds, 597), what they were called, and how often."""
    _, y = digits()
    said = np.zeros((len(y), 10))
    np.add.at(said, (test_rows().ravel(), guess.ravel()), 1)
    tested = said.sum(axis=1)
    right = said[np.arange(len(y)), y].copy()
    said[np.arange(len(y)), y] = 0
    # Twice wrong of two is less to go by than four of four: most wrong answers first, then the share.
    wrong = tested - right
    rows = np.lexsort((-wrong / np.maximum(tested, 1), -wrong))[:shown]
    rows = rows[wrong[rows] > 0]
    return rows, said[rows].argmax(axis=1), wrong[rows] / tested[rows]


@cache
def test_rows() -> Labels:
    """Which digits each seed was tested on, (seeds, 597)."""
    return digits_task().test


def confusion(guess: Labels, truth: Labels) -> Labels:
    """How often each digit (row) was taken for each other (column), (10, 10)."""
    table = np.zeros((10, 10), int)
    np.add.at(table, (np.ravel(truth), np.ravel(guess)), 1)
    return table


@cache
def stored(name: str) -> Array:
    """An array of the file: error (7, 3, 17, 10), guess and sure (7, 3, 10, 597), variants (9, 10) ...

    `sure` is the probability of the guess in units of 1 / 255; `rates` (7, 4, 10) and `variant_rates`
    (6, 4, 10), of the last six variants, are errors on the 200 digits kept apart for choosing rates.
    """
    with np.load(FILE) as file:
        array: Array = file[name]
    return array


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
        return {name: stored("error")[k, -1, -1] for k, name in enumerate(RUNGS)}
    one = task(folder)
    return {name: climb(rung, one, **schedule(one)).error[-1] for name, rung in RUNGS.items()}
