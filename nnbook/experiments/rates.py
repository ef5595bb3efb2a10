"""Learning rates chosen fairly: digits to train on, others to choose by, and others to judge.

>>> validation = np.array([[0.2, 0.3, 0.9], [0.5, 0.6, 0.4]])  # (lr, seed)
>>> at_best_rate(validation, judged=validation + 0.01).round(2).tolist()
[0.51, 0.61, 0.41]
"""

from functools import lru_cache

import numpy as np

from nnbook.arrays import Array
from nnbook.datasets import Examples, split
from nnbook.experiments.digits import split_digits
from nnbook.network import Network
from nnbook.optimizers import Optimizer
from nnbook.training import fit

GUESSING = 0.1


@lru_cache
def digit_parts() -> tuple[Examples, Examples, Examples]:
    """1,200 standardized digits to train on, 237 to choose by, and the 360 of `split_digits` to judge."""
    pool, judged = split_digits(test=360, standardized=True)
    trained, chosen_by = split(np.random.default_rng(1), *pool, test=237)
    return trained, chosen_by, judged


def trained_right(
    net: Network, optimizer: Optimizer, *, epochs: int = 15, batch_size: int = 32
) -> tuple[Array, Array]:
    """The shares of digits right, those to choose by and those to judge, of each member of a stack.

    The stack is trained in place, its members on the same batches. A loss that is no longer finite counts as
    guessing for them all, for nothing is known of the rest.
    """
    (x, y), *others = digit_parts()
    rng = np.random.default_rng(0)
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in fit(net, x, y, rng=rng, optimizer=optimizer, epochs=epochs, batch_size=batch_size):
                pass
            right = [(net(x).argmax(axis=-1) == y).mean(axis=-1) for x, y in others]
    except FloatingPointError:
        right = [np.full(len(net.params[0]), GUESSING)] * 2
    return right[0], right[1]


def at_best_rate(validation: Array, judged: Array) -> Array:
    """`judged` (..., lr, seed) at the rate with the best median of `validation`: (..., seed)."""
    best = np.median(validation, axis=-1).argmax(axis=-1)
    chosen: Array = np.take_along_axis(judged, best[..., None, None], axis=-2)[..., 0, :]
    return chosen
