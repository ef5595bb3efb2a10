"""Chapter 03: a published table of vanishing gradients, made again."""

import numpy as np

from nnbook import datasets, initializers
from nnbook.activations import sigmoid, softplus
from nnbook.arrays import Array
from nnbook.layers import Dense
from nnbook.losses import Loss
from nnbook.network import mlp


def nielsen_norms(*, hidden: int, images: str, seeds: int = 40) -> Array:
    """The norms of the mean dL/db in each hidden layer at the start, (seeds, hidden).

    The networks of Nielsen (2015, ch. 5): n - 30 ... 30 - 10 sigmoid units, weights N(0, 1 / fan_in),
    biases N(0, 1), cross-entropy of ten sigmoids, 1,000 images. `images` is "random" (784 pixels and
    a label drawn by lot) or "digits" (64 real pixels). Raises ValueError for any other.
    """
    if images not in ("random", "digits"):
        raise ValueError(f"images must be 'random' or 'digits', got {images!r}")
    return np.array([_nielsen(hidden, images, seed) for seed in range(seeds)])


def _nielsen(hidden: int, images: str, seed: int) -> list[float]:
    rng = np.random.default_rng(seed)
    x, y = datasets.digits()
    x, y = x[:1000], y[:1000]
    if images == "random":
        x, y = rng.random((1000, 784)), rng.choice(10, 1000)
    net = mlp(rng, [x.shape[1], *[30] * hidden, 10], "sigmoid", initializers.lecun_normal)
    for layer in net.layers:
        if isinstance(layer, Dense):
            layer.b[:] = rng.normal(size=layer.b.shape)
    trace = net.trace(x, np.eye(10)[y], Loss("ten sigmoids", _ten_sigmoids))
    return [float(np.linalg.norm(t.grads["b"])) for t in trace.of(Dense)[:-1]]


def _ten_sigmoids(logits: Array, target: Array) -> tuple[float, Array]:
    """Binary cross-entropy summed over the outputs, averaged over the rows."""
    loss = (softplus.f(logits) - target * logits).sum() / len(logits)
    return float(loss), (sigmoid.f(logits) - target) / len(logits)
