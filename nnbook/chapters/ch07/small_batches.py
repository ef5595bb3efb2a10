"""Chapter 07: what normalization over a batch costs when the batch is small."""

from functools import cache

import numpy as np

from nnbook.arrays import Array
from nnbook.ensembles import stack
from nnbook.experiments.rates import GUESSING, at_best_rate, digit_parts
from nnbook.network import mlp
from nnbook.optimizers import SGD
from nnbook.training import fit

DEPTH, WIDTH, EPOCHS, SEEDS = 5, 32, 2, 10
SMALL_RATES = [0.002, 0.01, 0.05]


@cache
def small_batches(*, normalize: str, batch: int) -> Array:
    """Shares of 360 digits right (10 seeds,) after two epochs of batches of that size, five ReLU layers.

    At the one of three rates with the best median on 237 others; `normalize` is "batch" or "layer".
    """
    parts = np.array([_right(normalize, batch, lr) for lr in SMALL_RATES]).swapaxes(0, 1)
    return at_best_rate(parts[0], parts[1])


def _right(normalize: str, batch: int, lr: float) -> Array:
    """The shares right (2, seeds): of the digits to choose by, and of those to judge."""
    (x, y), *others = digit_parts()
    sizes = [64, *[WIDTH] * DEPTH, 10]
    rngs = map(np.random.default_rng, range(SEEDS))
    net = stack([mlp(rng, sizes, "relu", "he", normalize=normalize) for rng in rngs])
    try:
        rng = np.random.default_rng(0)
        for _ in fit(net, x, y, rng=rng, optimizer=SGD(lr, 0.9), epochs=EPOCHS, batch_size=batch):
            pass
    except FloatingPointError:
        return np.full((2, SEEDS), GUESSING)
    net = net.settled(x)
    return np.array([(net(x).argmax(axis=-1) == y).mean(axis=-1) for x, y in others])
