"""The digits, split anew for every seed."""

from dataclasses import dataclass

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.datasets import digits, split
from nnbook.edges import require_known

TEST, VALIDATION, IMAGES = 597, 200, 1000
# The share of their test digits that two splits have in common, on average: see `corrected_interval`.
OVERLAP = TEST / (TEST + VALIDATION + IMAGES)


@dataclass(frozen=True, eq=False)
class Task:
    """Images x (rows, pixels) in float32, labels y (rows,), and which rows to train and to test on.

    `train` (seeds, n) and `test` (seeds, m) are row numbers, a line for each seed.
    """

    x: Array
    y: Labels
    train: Labels
    test: Labels

    def first(self) -> "Task":
        """The same with the first seed's rows only."""
        return Task(self.x, self.y, self.train[:1], self.test[:1])


def digits_task(*, examples: int = IMAGES, seeds: int = 10, part: str = "test") -> Task:
    """The shipped digits, split anew for every seed: up to 1,000 to train on, 597 to test on.

    `part` "validation" puts in place of the test the 200 that are left: rates are chosen with them.
    Any first rows to train on hold about as many of each class. Raises ValueError for more than 1,000
    examples or another part.
    """
    require_known("part", part, ("test", "validation"))
    if not 1 <= examples <= IMAGES:
        raise ValueError(f"examples must be in 1 ... {IMAGES}, got {examples}")
    x, y = digits()
    train, test = [], []
    numbers = np.arange(len(y), dtype=float)
    for seed in range(seeds):
        (rows, _), (held_out, _) = split(np.random.default_rng(seed), numbers, y, test=TEST)
        train.append(rows[:examples])
        test.append(held_out if part == "test" else rows[IMAGES:])
    return Task(x.astype(np.float32), y, np.array(train, dtype=int), np.array(test, dtype=int))
