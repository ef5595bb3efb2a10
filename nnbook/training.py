"""Training is a generator: `for step in fit(...)`. Watch it, plot it, stop it when you like.

>>> from nnbook import datasets, losses, network, optimizers
>>> rng = np.random.default_rng(0)
>>> net, (x, y) = network.mlp(rng, (2, 8, 1), "tanh", "xavier"), datasets.xor()
>>> for step in fit(net, x, y, rng=rng, optimizer=optimizers.Adam(0.05),
...                 loss=losses.binary_cross_entropy, epochs=200):
...     pass
>>> step.index, step.trace.loss < 0.1, network.accuracy(net, x, y)
(199, True, 1.0)
"""

from collections.abc import Iterator
from functools import partial
from math import isfinite
from typing import Any, NamedTuple

import numpy as np

from nnbook.arrays import Array, Rng, finite, whole
from nnbook.losses import ALL, Loss, cross_entropy
from nnbook.network import Network, Trace
from nnbook.optimizers import Optimizer


class Step(NamedTuple):
    """One parameter update: its index over all epochs, its epoch, and the trace that it used.

    The trace was taken just before the update, so `trace.loss` is the loss of the old parameters.
    """

    index: int  # type: ignore[assignment]  # a number here, a method of every other tuple
    epoch: int
    trace: Trace


def batches(rng: Rng, x: Array, y: Any, batch_size: int | None = None) -> Iterator[tuple[Array, Any]]:
    """All rows of x and y once, in a new random order, `batch_size` at a time (the last may be less).

    Without a batch size: all rows at once, as they are, for their order does not matter then.
    Raises ValueError when x and y differ in length, or the batch size is below 1.
    """
    # `take` would first copy the whole of an array that is not contiguous, for every batch.
    x, y = np.asarray(x, order="C"), np.asarray(y, order="C")
    if x.shape[:1] != y.shape[:1]:
        raise ValueError(f"x {x.shape} and y {y.shape} must have the same number of rows")
    if batch_size is not None:
        whole("batch_size", batch_size)
    return _parts(rng, x, y, batch_size)


def _parts(rng: Rng, x: Array, y: Any, batch_size: int | None) -> Iterator[tuple[Array, Any]]:
    if batch_size is None:
        yield x, y
        return
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x.take(rows, axis=0), y.take(rows, axis=0)


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
    x, y = np.asarray(finite("x", x), order="C"), np.asarray(y, order="C")
    finite("y", y)
    whole("epochs", epochs, least=0)
    net.check(x)
    batches(rng, x, y, batch_size)
    # A loss that takes the smallest and the largest target takes all between.
    extremes = np.unravel_index([y.argmin(), y.argmax()], y.shape)[0]
    loss(net(x[extremes]), y[extremes])
    if loss in ALL.values():
        loss = partial(loss, check=False)  # type: ignore[call-arg]  # a loss of ours has the argument
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
        for x_batch, y_batch in _parts(rng, x, y, batch_size):
            trace = net.trace(x_batch, y_batch, loss, rng)
            if not isfinite(trace.loss):
                raise FloatingPointError(
                    f"the loss is {trace.loss} at step {index} (epoch {epoch}) "
                    f"with lr {optimizer.lr}: try a smaller one"
                )
            state = optimizer.step(params, trace.grads, state)
            yield Step(index, epoch, trace)
            index += 1
