"""Chapter 07: how alike the gradients at neighboring inputs are."""

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch07.kinds import KINDS
from nnbook.edges import named
from nnbook.experiments.flow import check_sizes
from nnbook.network import mlp
from nnbook.tracing import one_pass

POINTS, APART = 256, 4


def input_gradients(*, depth: int, kind: str, seed: int, width: int = 100) -> Array:
    """dy/dx (256,) of an untrained network of ReLU units with one input and one output, over [-2, 2].

    He's start; the biases of the first layer are drawn from N(0, 1), so that its units bend at many places.
    """
    check_sizes(depth=depth, width=width)
    options, rng = named("kind", kind, KINDS), np.random.default_rng(seed)
    net = mlp(rng, [1, *[width] * depth, 1], "relu", "he", **options)
    net.layers[0].params["b"][:] = rng.normal(0, 1, width)
    x = np.linspace(-2, 2, POINTS)[:, None]
    trace = one_pass(net.layers, x, None, lambda y, _: (0.0, np.ones_like(y)), np.random.default_rng(0))
    first = trace.layers[0]
    gradients: Array = (first.doutput @ first.layer.params["W"].T)[:, 0]
    return gradients


def shattering(*, depth: int, kind: str, seeds: int = 10) -> Array:
    """The correlation (seeds,) of dy/dx at inputs that are 4 of 255 steps apart, 1/64 of the way."""
    check_sizes(seeds=seeds)
    found = []
    for seed in range(seeds):
        g = input_gradients(depth=depth, kind=kind, seed=seed)
        found.append(float(np.corrcoef(g[APART:], g[:-APART])[0, 1]))
    return np.array(found)
