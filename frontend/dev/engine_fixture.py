"""Writes test/engine.json: networks of every kind, and where nnbook trains them to.

Run from the repository's root: `python frontend/dev/engine_fixture.py`. Everything random comes from one
small generator that the engine has too (src/engine/random.ts), so that the file holds only what came out.
"""

import json
from itertools import product
from pathlib import Path

import numpy as np

from nnbook import activations, losses
from nnbook.layers import Dense
from nnbook.network import mlp
from nnbook.normalization import BatchNorm, LayerNorm
from nnbook.optimizers import SGD, Adam
from nnbook.residual import every
from nnbook.tracing import one_pass

STEPS, ROWS, BATCH = 50, 24, 7
RULES = {
    "sgd": lambda lr, decay: SGD(lr, weight_decay=decay),
    "momentum": lambda lr, decay: SGD(lr, momentum=0.9, weight_decay=decay),
    "adam": lambda lr, decay: Adam(lr, weight_decay=decay),
}
RATES = {"sgd": 0.05, "momentum": 0.02, "adam": 0.01}


class Mulberry:
    """The engine's generator: uniform numbers in [0, 1) with 32 bits of state."""

    def __init__(self, seed):
        self.state = (seed + 1) * 0x9E3779B1 & 0xFFFFFFFF

    def uniform(self):
        """The next number."""
        self.state = self.state + 0x6D2B79F5 & 0xFFFFFFFF
        s = self.state
        t = (s ^ s >> 15) * (1 | s) & 0xFFFFFFFF
        t = (t + ((t ^ t >> 7) * (61 | t) & 0xFFFFFFFF) & 0xFFFFFFFF) ^ t
        return (t ^ t >> 14) / 2**32

    def random(self, shape, dtype=None):
        """Numbers as dropout asks for them, row after row."""
        return np.array([self.uniform() for _ in range(int(np.prod(shape)))]).reshape(shape)


def network(shape, rng):
    """The network of that shape, its parameters drawn one after the other."""
    sizes = [shape["inputs"], *[shape["width"]] * shape["depth"], shape["outputs"]]
    normalize = None if shape["normalize"] == "none" else shape["normalize"]
    layers = {"dropout": shape["dropout"], "normalize": normalize, "skip": shape["skip"]}
    net = mlp(np.random.default_rng(0), sizes, shape["activation"], "zeros", **layers)
    for layer in every(net.layers):
        if isinstance(layer, Dense):
            layer.W[:] = (rng.random(layer.W.shape) - 0.5) * 4 / np.sqrt(len(layer.W))
            layer.b[:] = rng.random(layer.b.shape) - 0.5
        elif isinstance(layer, BatchNorm | LayerNorm):
            layer.gamma[:] = rng.random(layer.gamma.shape) + 0.5
            layer.beta[:] = rng.random(layer.beta.shape) - 0.5
    return net


def trained(shape, seed):
    """The losses of every step and the parameters after the last."""
    rng = Mulberry(seed)
    net = network(shape, rng)
    x = (rng.random((ROWS, shape["inputs"])) - 0.5) * 4
    classes = max(2, shape["outputs"])
    y = np.array([int(classes * rng.uniform()) for _ in range(ROWS)])
    loss = losses.binary_cross_entropy if shape["outputs"] == 1 else losses.cross_entropy
    optimizer = RULES[shape["optimizer"]](shape["lr"], shape["decay"])
    state, seen = optimizer.init(net.params), []
    for _ in range(STEPS):
        rows = [int(ROWS * rng.uniform()) for _ in range(BATCH)]
        trace = one_pass(net.layers, x[rows], y[rows], loss, rng)
        seen.append(trace.loss)
        state = optimizer.step(net.params, trace.grads, state)
    return seen, np.concatenate([p.ravel() for p in net.params])


def cases():
    """Every activation with every optimizer, normalization and skip, all else varied around them."""
    every_one = product(activations.ALL, RULES, ("none", "batch", "layer"), (False, True))
    for seed, (activation, optimizer, normalize, skip) in enumerate(every_one):
        shape = {
            "inputs": 2 + seed % 3,
            "outputs": (1, 3)[seed // 2 % 2],
            "depth": 1 + seed % 4,
            "width": 3 + seed % 5 % 3,
            "activation": activation,
            "optimizer": optimizer,
            "lr": RATES[optimizer],
            "decay": (0, 0.05)[seed // 3 % 2],
            "dropout": (0, 0.3)[seed // 5 % 2],
            "normalize": normalize,
            "skip": skip,
        }
        seen, theta = trained(shape, seed)
        yield {**shape, "seed": seed, "losses": seen[::7], "theta": theta.tolist()}


path = Path(__file__).parent.parent / "test" / "engine.json"
path.write_text(json.dumps({"steps": STEPS, "rows": ROWS, "batch": BATCH, "cases": list(cases())}) + "\n")
