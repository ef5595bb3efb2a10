"""Chapter 03: ReLU units that never switch on, at birth or after a step too large."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.experiments.curves import digit_split
from nnbook.experiments.flow import deep_nets
from nnbook.layers import Dense
from nnbook.network import Network
from nnbook.optimizers import SGD
from nnbook.training import fit


def born_dead(*, depth: int, width: int, nets: int = 2000, seed: int = 0) -> Array:
    """The share of random ReLU networks that are constant up to layer 1 ... depth, (depth,).

    One input, no biases, weights from N(0, 1): the share does not depend on the scale of the weights,
    and the inputs 1 and -1 stand for all numbers, because such a network is linear on either side of 0.
    """
    rng = np.random.default_rng(seed)
    a = np.broadcast_to([[1.0], [-1.0]], (nets, 2, 1))
    dead = np.empty(depth)
    for layer in range(depth):
        W = rng.normal(size=(nets, a.shape[-1], width))
        a = np.maximum(a @ W, 0)
        # Any scale will do: this one keeps deep networks from fading out of float64.
        a = a / np.maximum(a.max(axis=(1, 2), keepdims=True), 1e-300)
        dead[layer] = (a == 0).all(axis=(1, 2)).mean()
    return dead


def born_dead_bounds(*, depth: int, width: int) -> tuple[Array, Array]:
    """What `born_dead` must lie between, (depth,) each (after Lu et al. 2020).

    A layer silences one given input with probability p = 2^-width. Above: one input alone. Below: a
    Markov chain over "both inputs alive, one, none" in which both fall silent at once with
    probability p^2, the least possible.
    """
    p = 0.5**width
    step = np.array([[1 - 2 * p + p * p, 2 * (p - p * p), p * p], [0, 1 - p, p], [0, 0, 1]])
    # Each unit of layer 1 is on for exactly one of the inputs 1 and -1: it cannot miss both.
    state, below = np.array([1 - 2 * p, 2 * p, 0]), np.zeros(depth)
    for layer in range(1, depth):
        state = state @ step
        below[layer] = state[2]
    above = 1 - (1 - p) ** np.arange(1, depth + 1)
    above[0] = 0
    return below, above


@dataclass(frozen=True, eq=False)
class Dying:
    """ReLU networks while they train, recorded after `steps` (t,) updates.

    `highest` (t, units) is the largest z of each unit of the first hidden layer of the first network
    over the training digits: below 0 the unit is off for all of them. `dead` (t, depth) is the share
    of such units in each layer, over all networks; `accuracy` (t,) the mean on held-out digits.
    """

    steps: Labels
    highest: Array
    dead: Array
    accuracy: Array


@dataclass(frozen=True)
class DyingAt:
    """A run, and the row that is shown."""

    run: Dying
    row: int


DYING_STEPS = tuple(range(0, 41, 1))


def dying_units(*, lr: float, step: int) -> DyingAt:
    """Networks with three layers of 32 ReLU units at a learning rate that may be too large.

    Raises ValueError unless the step is one of `DYING_STEPS`.
    """
    if step not in DYING_STEPS:
        raise ValueError(f"step must be one of 0, 1, ... {DYING_STEPS[-1]}, got {step}")
    return DyingAt(train_to_death(lr), DYING_STEPS.index(step))


@lru_cache(maxsize=32)
def train_to_death(lr: float, activation: str = "relu", seeds: int = 5) -> Dying:
    """Networks 64 - 32 - 32 - 32 - 10 from He's start, plain SGD on the digits, 32 at a time.

    Raises FloatingPointError when the loss is no longer finite.
    """
    (x, y), (x_test, y_test) = digit_split()
    net = deep_nets(3, 32, activation, "he", seeds)
    run = fit(net, x, y, rng=np.random.default_rng(0), optimizer=SGD(lr), epochs=9, batch_size=32)
    highest, dead, accuracy = [], [], []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in DYING_STEPS:
            tops = _tops(net, x)
            highest.append(tops[0][0])
            dead.append([(top <= 0).mean() for top in tops])
            accuracy.append((net(x_test).argmax(axis=-1) == y_test).mean())
            next(run)
    return Dying(np.array(DYING_STEPS), np.array(highest), np.array(dead), np.array(accuracy))


def _tops(net: Network, x: Array) -> list[Array]:
    """The largest z of each hidden unit over the rows of x, (seeds, width) per layer."""
    tops = []
    for layer in net.layers[:-1]:
        x, _ = layer.forward(x)
        if isinstance(layer, Dense):
            tops.append(x.max(axis=-2))
    return tops
