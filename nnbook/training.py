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
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from nnbook.arrays import Array, Labels, Rng, finite, require_whole
from nnbook.losses import Loss, cross_entropy
from nnbook.network import Network, Trace
from nnbook.optimizers import Optimizer


@dataclass(frozen=True, slots=True, eq=False)
class Step:
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
    # `take` would first copy the whole of an array that is not contiguous, for every batch.
    x, y = np.asarray(x, order="C"), np.asarray(y, order="C")
    if x.shape[:1] != y.shape[:1]:
        raise ValueError(f"x {x.shape} and y {y.shape} must have the same number of rows")
    if batch_size is not None:
        require_whole("batch_size", batch_size)
    return _parts(rng, x, y, batch_size, None)


def _parts(
    rng: Rng, x: Array, y: Any, batch_size: int | None, rows: Labels | None
) -> Iterator[tuple[Array, Any]]:
    if batch_size is None and rows is None:
        yield x, y
        return
    order = rng.permutation(len(x)) if rows is None else rng.permuted(rows, axis=1)
    size = batch_size or order.shape[-1]
    for start in range(0, order.shape[-1], size):
        part = order[..., start : start + size]
        yield x.take(part, axis=0), y.take(part, axis=0)


def _require_rows(rows: Labels, members: list[int], n: int) -> None:
    if rows.ndim != 2 or rows.dtype.kind not in "iu" or [len(rows)] != members or not rows.size:
        raise ValueError(
            f"rows {rows.shape} must hold numbers of rows for each member of a stack, members {members}"
        )
    if rows.min() < 0 or rows.max() >= n:
        raise ValueError(f"rows must be in 0 ... {n - 1}, got {rows.min()} ... {rows.max()}")


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
    rows: Labels | None = None,
) -> Iterator[Step]:
    """Train the network in place, one `Step` per update; nothing happens until you iterate.

    `batch_size=None` uses all rows in every step. With `rows` (k, m), the numbers of rows of x, each
    member of a stack of k learns from rows of its own, in an order of its own. Raises ValueError at
    once for data that does not fit, and FloatingPointError, with step, epoch and learning rate, when
    the loss is not finite.
    """
    x, y = np.asarray(finite("x", x), order="C"), np.asarray(y, order="C")
    finite("y", y)
    require_whole("epochs", epochs, least=0)
    net.require_input(x)
    batches(rng, x, y, batch_size)
    *lead, _, outputs = net(x[:1]).shape
    if rows is not None:
        _require_rows(rows, lead, len(x))
    y, formula = loss.check("y", y, (*lead, len(x), outputs)), Loss(loss.name, loss.f)

    def steps() -> Iterator[Step]:
        params = net.params
        state = optimizer.init(params)
        index = 0
        for epoch in range(epochs):
            for x_batch, y_batch in _parts(rng, x, y, batch_size, rows):
                trace = net.trace(x_batch, y_batch, formula, rng)
                if not isfinite(trace.loss):
                    raise FloatingPointError(
                        f"the loss is {trace.loss} at step {index} (epoch {epoch}) "
                        f"with lr {optimizer.lr}: try a smaller one"
                    )
                state = optimizer.step(params, trace.grads, state)
                yield Step(index, epoch, trace)
                index += 1

    return steps()
