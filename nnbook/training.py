"""Training is a generator: `for step in fit(...)`. Watch it, plot it, stop it when you like."""

from collections.abc import Iterator
from math import isfinite
from typing import Any, NamedTuple

import numpy as np

from nnbook.arrays import Array, Rng, finite
from nnbook.losses import Loss, cross_entropy
from nnbook.network import Network, Trace
from nnbook.optimizers import Optimizer


class Step(NamedTuple):
    """One parameter update: its index over all epochs, its epoch, and the trace that it used.

    The trace was taken just before the update, so `trace.loss` is the loss of the old parameters.
    """

    index: int
    epoch: int
    trace: Trace


def batches(rng: Rng, x: Array, y: Any, batch_size: int | None = None) -> Iterator[tuple[Array, Any]]:
    """All rows of x and y once, in a new random order, `batch_size` at a time (the last may be less).

    Without a batch size: all rows at once, as they are, for their order does not matter then.
    Raises ValueError when x and y differ in length, or the batch size is below 1.
    """
    y = np.asarray(y)
    if len(x) != len(y):
        raise ValueError(f"x {x.shape} and y {y.shape} must have the same number of rows")
    if batch_size is None:
        return iter([(x, y)])
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, got {batch_size}")
    return _shuffled(rng, x, y, batch_size)


def _shuffled(rng: Rng, x: Array, y: Any, batch_size: int) -> Iterator[tuple[Array, Any]]:
    order = rng.permutation(len(x))
    x, y = x[order], y[order]
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]


def fit(
    net: Network,
    x: Array,
    y: Any,
    *,
    rng: Rng,
    optimizer: Optimizer,
    loss: Loss = cross_entropy,
    epochs: int,
    batch_size: int | None = None,
) -> Iterator[Step]:
    """Train the network in place, one `Step` per update; nothing happens until you iterate.

    `batch_size=None` uses all rows in every step. Raises ValueError at once for data that does not
    fit, and FloatingPointError, with step, epoch and learning rate, when the loss is not finite.
    """
    x = finite("x", x)
    if epochs < 0:
        raise ValueError(f"epochs must not be negative, got {epochs}")
    loss(net(x[..., :1, :]), np.asarray(y)[:1])
    batches(rng, x, y, batch_size)
    return _steps(net, x, y, rng, optimizer, loss, epochs, batch_size)


def _steps(
    net: Network,
    x: Array,
    y: Any,
    rng: Rng,
    optimizer: Optimizer,
    loss: Loss,
    epochs: int,
    batch_size: int | None,
) -> Iterator[Step]:
    params = net.params
    state = optimizer.init(params)
    index = 0
    for epoch in range(epochs):
        for x_batch, y_batch in batches(rng, x, y, batch_size):
            trace = net.trace(x_batch, y_batch, loss, rng)
            if not isfinite(trace.loss):
                raise FloatingPointError(
                    f"the loss is {trace.loss} at step {index} (epoch {epoch}) "
                    f"with lr {optimizer.lr}: try a smaller one"
                )
            state = optimizer.step(params, trace.grads, state)
            yield Step(index, epoch, trace)
            index += 1
