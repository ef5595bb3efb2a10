"""Writes test/engine.json: networks of every kind, and where nnbook trains them to.

Run from the repository's root: `python frontend/dev/engine_fixture.py`. Everything random comes from one
small generator that the engine has too (src/engine/random.ts), so that the file holds only what came out.
"""

import json
from itertools import product
from pathlib import Path

import numpy as np

from nnbook import activations, losses
from nnbook.layers import Activate, Dense, Dropout
from nnbook.network import Network
from nnbook.optimizers import SGD, Adam

STEPS, ROWS, BATCH = 50, 24, 7
RULES = {
    "sgd": lambda lr, decay: SGD(lr, weight_decay=decay),
    "momentum": lambda lr, decay: SGD(lr, momentum=0.9, weight_decay=decay),
    "adam": lambda lr, decay: Adam(lr, weight_decay=decay),
}
RATES = {"sgd": 0.1, "momentum": 0.02, "adam": 0.01}


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

    def dense(fan_in, fan_out):
        draw = (rng.random((fan_in, fan_out)) - 0.5) * 4 / np.sqrt(fan_in)
        return Dense(draw, rng.random(fan_out) - 0.5)

    layers, fan_in = [], shape["inputs"]
    for _ in range(shape["depth"]):
        layers += [dense(fan_in, shape["width"]), Activate(activations.get(shape["activation"]))]
        if shape["dropout"]:
            layers.append(Dropout(shape["dropout"]))
        fan_in = shape["width"]
    return Network([*layers, dense(fan_in, shape["outputs"])])


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
        trace = net.trace(x[rows], y[rows], loss, rng)
        seen.append(trace.loss)
        state = optimizer.step(net.params, trace.grads, state)
    return seen, np.concatenate([p.ravel() for p in net.params])


def cases():
    """Every activation with every optimizer, all else varied around them."""
    for seed, (activation, optimizer) in enumerate(product(activations.ALL, RULES)):
        shape = {
            "inputs": 2 + seed % 3,
            "outputs": (1, 3)[seed % 2],
            "depth": 1 + seed % 4,
            "width": 3 + seed % 5,
            "activation": activation,
            "optimizer": optimizer,
            "lr": RATES[optimizer],
            "decay": (0, 0.05)[seed // 3 % 2],
            "dropout": (0, 0.3)[seed % 2],
            "normalize": "none",
            "skip": False,
        }
        seen, theta = trained(shape, seed)
        yield {**shape, "seed": seed, "losses": seen, "theta": theta.tolist()}


path = Path(__file__).parent.parent / "test" / "engine.json"
path.write_text(json.dumps({"steps": STEPS, "rows": ROWS, "batch": BATCH, "cases": list(cases())}) + "\n")
