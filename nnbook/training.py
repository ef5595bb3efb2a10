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

from nnbook import losses
from nnbook.arrays import Array, Labels, Rng
from nnbook.edges import labels, plain, require_a, require_optimizer, require_rng, require_whole
from nnbook.losses import Loss, cross_entropy
from nnbook.network import Network
from nnbook.optimizers import Optimizer
from nnbook.residual import settle
from nnbook.tracing import Trace, one_pass


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One parameter update: its index over all epochs, its epoch, and the trace that it used.

    The trace was taken just before the update, so `trace.loss` is the loss of the old parameters.
    `state` is the optimizer's after the update: hand it to another `fit` to go on.
    """

    index: int
    epoch: int
    trace: Trace
    state: Any


def batches(rng: Rng, x: Array, y: Any, batch_size: int | None = None) -> Iterator[tuple[Array, Any]]:
    """All rows of x and y once, in a new random order, `batch_size` at a time (the last may be less).

    Without a batch size: all rows at once, as they are, for their order does not matter then.
    Raises ValueError when x and y differ in length, or the batch size is below 1.
    """
    # `take` would first copy the whole of an array that is not contiguous, for every batch.
    require_rng(rng)
    x, y = (np.asarray(plain(name, values), order="C") for name, values in (("x", x), ("y", y)))
    if x.shape[:1] != y.shape[:1] or not x.ndim:
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
    n = order.shape[-1]
    size = min(batch_size or n, n)
    # With rows of its own every member's step weighs as many: what is left of them waits for the next order.
    stop = n if rows is None else n - n % size
    for start in range(0, stop, size):
        part = order[..., start : start + size]
        yield x.take(part, axis=0), y.take(part, axis=0)


def _looked_at(
    net: Network, x: Any, y: Any, rng: Rng, optimizer: Optimizer, loss: str | Loss, batch_size: int | None
) -> tuple[Array, Any, Loss, list[int]]:
    """x and y as `fit` wants them, the loss, and the shape (k,) of a stack."""
    require_a("net", net, Network)
    require_rng(rng)
    require_optimizer(optimizer)
    loss = losses.get(loss)
    x = np.asarray(net.require_input(x), order="C")
    if x.ndim != 2:
        raise ValueError(f"x must be (n, inputs), got {x.shape}; rows= gives members of a stack their own")
    y = np.asarray(plain("y", y), order="C")
    batches(rng, x, y, batch_size)
    # Settled on the way, for batch normalization needs no statistics to be trained.
    *lead, _, outputs = settle(net.layers, x[:1], None)[1].shape
    target = loss.check("y", y, (*lead, len(x), outputs))
    return x, target, loss, lead


def _not_finite(loss: float, index: int, epoch: int, optimizer: Optimizer) -> FloatingPointError:
    when = f"at step {index} (epoch {epoch}) with lr {optimizer.lr}: try a smaller one"
    before = "before the first step: look at the net's parameters and x"
    return FloatingPointError(f"the loss is {loss} {when if index else before}")


def fit(
    net: Network,
    x: Array,
    y: Any,
    *,
    rng: Rng,
    optimizer: Optimizer,
    loss: str | Loss = cross_entropy,
    epochs: int,
    batch_size: int | None = None,
    rows: Labels | None = None,
    state: Any = None,
) -> Iterator[Step]:
    """Train the network in place, one `Step` per update; nothing happens until you iterate.

    `batch_size=None` uses all rows in every step. With `rows` (k, m), the numbers of rows of x, each
    member of a stack of k learns from rows of its own, in an order of its own, in whole batches: what is
    left of an epoch's order is dropped. The optimizer starts anew, unless it is handed the `state` of
    an earlier step. Raises ValueError at once for data that does not fit, and FloatingPointError, with
    step, epoch and learning rate, when the loss or, at the end, a parameter is not finite.
    """
    x, y, loss, lead = _looked_at(net, x, y, rng, optimizer, loss, batch_size)
    require_whole("epochs", epochs, least=0)
    if rows is not None:
        rows = labels("rows", rows, len(x))
        if rows.ndim != 2 or [len(rows)] != lead:
            raise ValueError(f"rows {rows.shape} must hold numbers of rows for each of the members {lead}")

    def steps() -> Iterator[Step]:
        # What fits in the first step fits in all.
        params, index, update = net.params, 0, getattr(optimizer, "update", optimizer.step)
        now = optimizer.init(params) if state is None else state
        for epoch in range(epochs):
            for x_batch, y_batch in _parts(rng, x, y, batch_size, rows):
                trace = one_pass(net.layers, x_batch, y_batch, loss.total, rng)
                if not isfinite(trace.loss):
                    raise _not_finite(trace.loss, index, epoch, optimizer)
                change = update if index else optimizer.step
                now = change(params, trace.grads, now)
                yield Step(index, epoch, trace, now)
                index += 1
        if not all(np.isfinite(p).all() for p in params):
            raise FloatingPointError(
                f"a parameter is not finite after the last step, {index - 1} (epoch {epochs - 1}), "
                f"with lr {optimizer.lr}: try a smaller one"
            )

    return steps()
