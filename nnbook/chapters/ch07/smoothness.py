"""Chapter 07: how smooth the loss is along its gradient, with normalization and with noise behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnbook.arrays import Array, Labels, Rng
from nnbook.chapters.ch07.kinds import deep_kind, float32_parts, shares_right
from nnbook.edges import require_known
from nnbook.ensembles import stack
from nnbook.experiments.sweeps import stored
from nnbook.layers import Activate, Layer
from nnbook.losses import cross_entropy
from nnbook.network import Network
from nnbook.normalization import BatchNorm
from nnbook.optimizers import SGD
from nnbook.training import fit

SMOOTH_KINDS = ("plain", "normalized", "noisy")
DEPTH, WIDTH, BATCH, EPOCHS, EVERY = 10, 64, 60, 6, 10
RATES = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0]
# How far along the gradient we look: length times gradient, as a step of SGD with that rate would go.
LENGTHS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
# Those that are judged, and those that only help to choose a rate.
SEEDS, CHOOSERS = range(10), range(100, 102)
SMOOTH_AXES: dict[str, list[Any]] = {"kind": list(SMOOTH_KINDS), "lr": [0.03, 0.1]}


@dataclass(frozen=True)
class Shake:
    """A layer that scales and shifts what it is given, at random, in training, and does nothing in use.

    In every step each unit draws anew a scale in 1 +- `amount` and a shift in +- `amount`; row by row both
    scatter around that with a deviation of a tenth.
    """

    amount: float = 0.5

    @property
    def params(self) -> dict[str, Array]:
        """Nothing to train."""
        return {}

    def forward(self, x: Array, rng: Rng | None = None) -> tuple[Array, Array | None]:
        """scale x + shift, the same shape; x itself without rng."""
        if rng is None:
            return x, None
        unit = (*x.shape[:-2], 1, x.shape[-1])
        scale, shift = (
            middle + (rng.uniform(-self.amount, self.amount, unit) + rng.normal(0, 0.1, x.shape))
            for middle in (1, 0)
        )
        return (scale * x + shift).astype(x.dtype), scale.astype(x.dtype)

    def backward(
        self, dy: Array, cache: Array | None, need_dx: bool = True
    ) -> tuple[Array, dict[str, Array]]:
        """dx = dy times the scales."""
        return (dy if cache is None else dy * cache), {}


def smooth_net(seed: int, kind: str) -> Network:
    """Ten layers of 64 ReLU units from He's start: plain, batch normalized, or with a `Shake` behind that."""
    require_known("kind", kind, SMOOTH_KINDS)
    net = deep_kind(seed, DEPTH, WIDTH, "relu", "he", "plain" if kind == "plain" else "normalized")
    layers: list[Layer] = []
    for layer in net.layers:
        layers += [layer, Shake()] if kind == "noisy" and isinstance(layer, BatchNorm) else [layer]
    return Network(layers)


def along(net: Network, x: Array, y: Labels, seed: int) -> tuple[Array, Array]:
    """Against the gradient, at each of `LENGTHS`: how the loss rises, and the gradient changes over its norm.

    Both (lengths, k) for a stack of k, as in training on these rows; the noise is the same at every length.
    """
    loss, grads = _looked(net, x, y, seed)
    size, rise, turned = _norm(grads), [], []
    for length in LENGTHS:
        moved = net.copy()
        for p, g in zip(moved.params, grads, strict=True):
            p -= length * g
        there, new = _looked(moved, x, y, seed)
        rise.append(there - loss)
        turned.append(_norm([a - b for a, b in zip(new, grads, strict=True)]) / size)
    return np.array(rise), np.array(turned)


def _looked(net: Network, x: Array, y: Labels, seed: int) -> tuple[Array, list[Array]]:
    trace = net.trace(x, y, cross_entropy, np.random.default_rng(seed))
    return cross_entropy.per_member(trace.layers[-1].output, y), trace.grads


def _norm(arrays: Sequence[Array]) -> Array:
    squares: Array = sum((a.astype(float) ** 2).sum(axis=(-2, -1)) for a in arrays)
    return np.sqrt(squares)


def smoothness(*, kind: str, lr: float) -> tuple[Array, Array, Array]:
    """What `along` finds at every tenth step of a training, and how unsettled the layers' inputs are.

    Two of (t, lengths, seeds). The third, (t - 1, seeds): from one look to the next, with the same rows, the
    mean of a unit's sums before its activation moves by so many of their standard deviations, on average.
    """
    (x, y), *_ = float32_parts()
    net, rows = stack(_nets(kind, SEEDS)), np.random.default_rng(1)
    found, moments = [], []
    for step in _training(net, lr):
        if step % EVERY == 0:
            some = rows.choice(len(x), BATCH, replace=False)
            found.append(along(net, x[some], y[some], step))
            moments.append(_moments(net, x[:BATCH], step))
    means, deviations = np.array(moments).swapaxes(0, 1)  # (t, layers, seeds, units)
    moved = abs(np.diff(means, axis=0)).mean(axis=(1, 3)) / deviations[1:].mean(axis=(1, 3))
    rise, turned = (np.array(part) for part in zip(*found, strict=True))
    return rise, turned, moved


def _moments(net: Network, x: Array, seed: int) -> Array:
    """Mean and deviation over the rows of what enters each activation, (2, layers, k, units)."""
    rng, found = np.random.default_rng(seed), []
    for layer in net.layers:
        if isinstance(layer, Activate):
            found.append([x.mean(axis=-2), x.std(axis=-2)])
        x, _ = layer.forward(x, rng)
    return np.array(found).swapaxes(0, 1)


def _nets(kind: str, seeds: Sequence[int]) -> list[Network]:
    return [smooth_net(seed, kind).astype(np.float32) for seed in seeds]


def _training(net: Network, lr: float) -> Iterator[int]:
    """The numbers of the steps of SGD, each after it was done; as `shares_right` trains."""
    (x, y), *_ = float32_parts()
    rng = np.random.default_rng(0)
    run = fit(net, x, y, rng=rng, optimizer=SGD(lr), epochs=EPOCHS, batch_size=BATCH)
    return (step.index for step in run)


def smooth_right(*, kind: str, lr: float, seeds: Sequence[int] = SEEDS) -> Array:
    """The shares of digits right (2, seeds): of 237 to choose a rate by, and of 360 to judge.

    A start whose loss is no longer finite guesses.
    """
    return shares_right(_nets(kind, seeds), SGD(lr), epochs=EPOCHS, batch_size=BATCH)


def chosen_rate(*, kind: str) -> float:
    """The one of `RATES` that two other starts did best with, on digits kept apart for it."""
    return max(RATES, key=lambda lr: np.mean(smooth_right(kind=kind, lr=lr, seeds=CHOOSERS)[0]))


def less_than_plain(name: str, *, lr: float, kind: str = "normalized") -> Array:
    """By how much it is less than in the plain network, start by start, as stored: (lengths, seeds).

    `name` is "rise" or "turned", or "range", (1, seeds), for how far apart the losses at all lengths are; of
    each start the median over its training at the rate.
    """
    plain, other = (_middle(name, one, lr) for one in ("plain", kind))
    return plain - other


def _middle(name: str, kind: str, lr: float) -> Array:
    runs = stored("smoothness", "rise" if name == "range" else name).at(kind=kind, lr=lr)
    if name == "range":
        runs = np.ptp(np.insert(runs, 0, 0, axis=1), axis=1, keepdims=True)
    middle: Array = np.median(runs, axis=0)
    return middle
