"""Chapter 02: the loss as a landscape, and the way down."""

from dataclasses import dataclass

import numpy as np

from nnbook.arrays import Array
from nnbook.datasets import xor
from nnbook.losses import binary_cross_entropy
from nnbook.network import Network

Entry = tuple[int, int]


def xor_landscape(net: Network, first: Entry, second: Entry, values: Array) -> Array:
    """The loss on XOR when two weights of the first layer take all pairs of values, (first, second).

    The other weights stay as they are in `net`, which is not changed.
    """
    x, y = xor()
    moved, losses = net.copy(), np.empty((len(values), len(values)))
    W = moved.params[0]
    for i, j in np.ndindex(losses.shape):
        W[first], W[second] = values[i], values[j]
        losses[i, j] = binary_cross_entropy(moved(x), y)[0]
    return losses


@dataclass(frozen=True, eq=False)
class Way:
    """A way downhill: two weights (steps + 1, 2) and the loss (steps + 1,)."""

    weights: Array
    loss: Array


def descend(
    net: Network, first: Entry, second: Entry, *, start: tuple[float, float], lr: float, steps: int
) -> Way:
    """Gradient descent on XOR with two weights of the first layer, the others held fast."""
    x, y = xor()
    moved, weights, loss = net.copy(), [], []
    W = moved.params[0]
    W[first], W[second] = start
    for _ in range(steps + 1):
        trace = moved.trace(x, y, binary_cross_entropy)
        weights.append((W[first], W[second]))
        loss.append(trace.loss)
        W[first] -= lr * trace.grads[0][first]
        W[second] -= lr * trace.grads[0][second]
    return Way(np.array(weights), np.array(loss))
