"""Chapter 03: deep networks while they train."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nnbook.activations import Activation
from nnbook.arrays import Array, Labels
from nnbook.experiments.digits import split_digits
from nnbook.experiments.flow import deep_nets
from nnbook.initializers import Initializer
from nnbook.layers import Dense
from nnbook.losses import cross_entropy
from nnbook.network import Network
from nnbook.optimizers import SGD, Optimizer
from nnbook.training import Step, fit

# The start that suits the activation: Xavier for slope 1 at zero, He for half a line (chapter 04).
SUITS = {"relu": "he", "leaky_relu": "he", "gelu": "he"}


@dataclass(frozen=True, eq=False)
class TrainCurve:
    """Networks while they train, recorded before the updates `steps` (t,), and after the last.

    `loss` and `accuracy` (t, seeds) are on the held-out digits. `speed` (t, seeds, depth + 1) is by
    what share of itself the W of each layer changes in one step: RMS of lr dL/dW over RMS of W; the
    last layer is the output layer. NaN from where a loss was no longer finite.
    """

    steps: Labels
    loss: Array
    accuracy: Array
    speed: Array


def train_curve(
    *,
    depth: int,
    activation: str | Activation,
    init: str | Initializer,
    lr: float = 0.05,
    width: int = 64,
    seeds: int = 5,
    epochs: int = 15,
    batch_size: int = 32,
    records: int = 31,
    optimizer: Optimizer | None = None,
) -> TrainCurve:
    """`seeds` networks 64 - depth times width - 10 trained side by side on the digits.

    Plain SGD with learning rate `lr`, unless an optimizer is given. The networks differ in their
    start and see the same batches.
    """
    (x, y), held_out = split_digits(test=360, standardized=True)
    net = deep_nets(depth, width, activation, init, seeds)
    total = epochs * -(-len(x) // batch_size)
    curve = _empty(np.unique(np.linspace(0, total, records).astype(int)), seeds, depth + 1)
    rng, opt = np.random.default_rng(seeds), optimizer or SGD(lr)
    run = fit(net, x, y, rng=rng, optimizer=opt, epochs=epochs, batch_size=batch_size)
    with np.errstate(over="ignore", invalid="ignore"):
        _score(net, held_out, curve, 0)
        _record(run, net, held_out, opt.lr, curve)
    return curve


def _empty(steps: Labels, seeds: int, layers: int) -> TrainCurve:
    t = len(steps)
    nan = [np.full(shape, np.nan) for shape in ((t, seeds), (t, seeds), (t, seeds, layers))]
    return TrainCurve(steps, *nan)


def _record(
    run: Iterator[Step], net: Network, held_out: tuple[Array, Labels], lr: float, curve: TrainCurve
) -> None:
    """Fill in the curve; a step's trace is taken before its update, a score after it."""
    at = {int(step): row for row, step in enumerate(curve.steps)}
    try:
        for step in run:
            if step.index in at:
                curve.speed[at[step.index]] = _speed(step, lr)
            if step.index + 1 in at:
                _score(net, held_out, curve, at[step.index + 1])
                curve.speed[at[step.index + 1]] = _speed(step, lr)
    except FloatingPointError:
        return  # diverged: the rest of the curve stays NaN


def _speed(step: Step, lr: float) -> Array:
    layers = step.trace.of(Dense)
    rows = [lr * _rms(t.grads["W"]) / _rms(t.layer.params["W"]) for t in layers]
    return np.stack(rows, axis=-1)


def _rms(W: Array) -> Array:
    return np.asarray(np.sqrt((W * W).mean((-2, -1))))


def _score(net: Network, held_out: tuple[Array, Labels], curve: TrainCurve, row: int) -> None:
    x, y = held_out
    logits = net(x)
    curve.loss[row] = cross_entropy.per_member(logits, y)
    right = (logits.argmax(axis=-1) == y).mean(axis=-1)
    curve.accuracy[row] = np.where(np.isfinite(curve.loss[row]), right, np.nan)
