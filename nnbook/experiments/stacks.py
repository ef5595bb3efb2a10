"""Many networks trained side by side, each on rows of its own."""

from collections.abc import Callable, Iterator
from math import isfinite

import numpy as np

from nnbook.arrays import Array, Labels, Rng
from nnbook.losses import cross_entropy
from nnbook.network import Network
from nnbook.optimizers import Optimizer


def train_stack(
    net: Network,
    x: Array,
    y: Labels,
    rows: Labels,
    *,
    rng: Rng,
    optimizer: Optimizer,
    steps: int,
    batch: int = 50,
    view: Callable[[Rng, Array], Array] | None = None,
) -> Iterator[int]:
    """Train a stack of k networks in place, member i on the rows[i] of x and y, rows being (k, n).

    Yields the number of steps done after each. `view` may change the images (k, batch, ...) that a step
    sees. Raises FloatingPointError with the step when the loss of any member is not finite.
    """
    params = net.params
    state = optimizer.init(params)
    k, n = rows.shape
    for done, places in enumerate(_places(rng, k, n, steps, batch), start=1):
        at = np.take_along_axis(rows, places, axis=1)
        seen = x[at] if view is None else view(rng, x[at])
        trace = net.trace(seen, y[at], cross_entropy, rng)
        if not isfinite(trace.loss):
            raise FloatingPointError(f"the loss is {trace.loss} at step {done - 1} with lr {optimizer.lr}")
        state = optimizer.step(params, trace.grads, state)
        yield done


def _places(rng: Rng, k: int, n: int, steps: int, batch: int) -> Iterator[Labels]:
    """Per step k batches of places; each of the k goes through all its n rows before any again."""
    order = np.empty((k, 0), int)
    for _ in range(steps):
        if order.shape[1] < min(batch, n):
            order = rng.permuted(np.tile(np.arange(n), (k, 1)), axis=1)
        yield order[:, :batch]
        order = order[:, batch:]
