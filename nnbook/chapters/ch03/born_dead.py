"""Chapter 03: ReLU networks that are constant from birth."""

import numpy as np

from nnbook.arrays import Array


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
