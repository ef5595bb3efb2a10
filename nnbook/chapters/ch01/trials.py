"""Chapter 01: single units trained on XOR, and networks of three units drawn at random."""

from dataclasses import dataclass

import numpy as np

from nnbook.activations import sigmoid
from nnbook.arrays import Array
from nnbook.datasets import xor
from nnbook.layers import Activate, Dense
from nnbook.losses import binary_cross_entropy
from nnbook.network import Network
from nnbook.optimizers import SGD
from nnbook.training import fit


@dataclass(frozen=True, eq=False)
class Training:
    """The losses (steps + 1, units) of many single units; their outputs (units, 4) at both ends."""

    losses: Array
    before: Array
    after: Array


def train_one_unit(*, seed: int, units: int, steps: int, lr: float, spread: float) -> Training:
    """Single units trained on XOR side by side, from weights and biases drawn from N(0, spread^2)."""
    x, y = xor()
    rng = np.random.default_rng(seed)
    W, b = rng.normal(0, spread, (units, 2, 1)), rng.normal(0, spread, (units, 1, 1))
    net = Network([Dense(W, b)])
    before = net.predict_proba(x)[..., 0]
    training = fit(net, x, y, rng=rng, optimizer=SGD(lr), loss=binary_cross_entropy, epochs=steps)
    logits = [step.trace.layers[-1].output for step in training] + [net(x)]
    losses = [binary_cross_entropy.per_member(z, y) for z in logits]
    return Training(np.array(losses), before, net.predict_proba(x)[..., 0])


def random_three_units(*, seed: int, count: int, spread: float) -> int:
    """How many of `count` networks of three units, all nine numbers from N(0, spread^2), get XOR right."""
    x, y = xor()
    rng = np.random.default_rng(seed)
    shapes = (count, 2, 2), (count, 1, 2), (count, 2, 1), (count, 1, 1)
    W1, b1, W2, b2 = (rng.normal(0, spread, shape) for shape in shapes)
    logits = Network([Dense(W1, b1), Activate(sigmoid), Dense(W2, b2)])(x)
    return int(((logits > 0) == (y > 0.5)).all(axis=(1, 2)).sum())
