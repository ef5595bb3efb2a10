"""What the floor's engine did, done again by nnbook: from the log of what was turned, after how many steps.

Written from frontend/src/engine: the generator and its streams, the data, the starts, the order of batches.
Forward, backward, loss, optimizers, dropout, normalization and skips are nnbook's own.
"""

from functools import cache
from math import cos, floor, log, pi, sin, sqrt

import numpy as np

from nnbook import datasets, losses
from nnbook.layers import Activate, Dense, Dropout
from nnbook.network import mlp
from nnbook.normalization import BatchNorm, LayerNorm
from nnbook.optimizers import SGD, Adam
from nnbook.residual import every
from nnbook.tracing import one_pass

WEIGHTS, MASKS, ORDER, DATA, UNSEEN, LABELS = range(6)
RULES = {"sgd": SGD, "momentum": lambda lr, **more: SGD(lr, momentum=0.9, **more), "adam": Adam}


class Stream:
    """The engine's generator "mulberry32", one of its streams for a seed."""

    def __init__(self, seed, stream):
        self.state = ((seed + 1) * 0x9E3779B1 ^ stream * 0x85EBCA6B) & 0xFFFFFFFF

    def uniform(self):
        self.state = self.state + 0x6D2B79F5 & 0xFFFFFFFF
        s = self.state
        t = (s ^ s >> 15) * (1 | s) & 0xFFFFFFFF
        t = (t + ((t ^ t >> 7) * (61 | t) & 0xFFFFFFFF) & 0xFFFFFFFF) ^ t
        return (t ^ t >> 14) / 2**32

    def normal(self):
        radius = sqrt(-2 * log(1 - self.uniform()))
        return radius * cos(2 * pi * self.uniform())

    def permutation(self, n):
        order = list(range(n))
        for i in range(n - 1, 0, -1):
            j = floor(self.uniform() * (i + 1))
            order[i], order[j] = order[j], order[i]
        return order

    def random(self, shape, dtype=None):
        """Numbers as dropout asks for them, row after row."""
        return np.array([self.uniform() for _ in range(int(np.prod(shape)))]).reshape(shape)


def _polar(radius, angle, y):
    return radius * cos(angle), radius * sin(angle), y


def _moons(rng, i):
    y, angle = i % 2, pi * rng.uniform()
    side = 1 - 2 * y
    return y + side * cos(angle) - 0.5, y / 2 + side * sin(angle) - 0.25, y


def _spirals(rng, i):
    radius = sqrt(0.01 + 0.99 * rng.uniform())
    return _polar(radius, 2 * pi * (1.5 * radius + (i % 2) / 2), i % 2)


def _sawtooth(rng, i):
    x, y = 2 * rng.uniform() - 1, 2 * rng.uniform() - 1
    phase = (x + 1) / 2 * 4
    return x, y, int(y > 1 - 2 * abs(2 * (phase - floor(phase)) - 1))


POINTS = {
    "xor": lambda _, i: ((i & 2) - 1, 2 * (i & 1) - 1, (0, 1, 1, 0)[i & 3]),
    "moons": _moons,
    "circles": lambda rng, i: _polar(1 - (i % 2) / 2, 2 * pi * rng.uniform(), i % 2),
    "spirals": _spirals,
    "blobs": lambda _, i: _polar(1, 2 * pi * (i % 3) / 3, i % 3),
    "sawtooth": _sawtooth,
}


@cache
def training_data(data, noise, examples, relabel, seed):
    """The training rows and their labels."""
    rng, labels = Stream(seed, DATA), Stream(seed, LABELS)
    if data == "digits":
        pixels, known = datasets.digits()
        rows = rng.permutation(len(known))[600 : 600 + examples]
        x = (pixels[rows] - 0.30526028624) / 0.3760492218
        x = x + noise * np.array([rng.normal() for _ in range(x.size)]).reshape(x.shape)
        y, classes = known[rows].copy(), 10
    else:
        made = []
        for i in range(examples):
            a, b, label = POINTS[data](rng, i)
            made.append((a + noise * rng.normal(), b + noise * rng.normal(), label))
        x, y = np.array([one[:2] for one in made]), np.array([one[2] for one in made])
        classes = 3 if data == "blobs" else 2
    for i in range(len(y)):
        if labels.uniform() < relabel:
            y[i] = floor(classes * labels.uniform())
    return x, y, classes


def start(name, rng, fan_in, fan_out):
    """The weights of a layer, drawn as the engine draws them."""
    if name == "orthogonal":
        return _orthogonal(rng, fan_in, fan_out)
    shape = (fan_in, fan_out)
    if name in ("zeros", "constant"):
        return np.full(shape, 0.5 if name == "constant" else 0.0)
    if name == "uniform":
        return 2 * rng.random(shape) - 1
    total = fan_in + fan_out
    variance = {"small": 1e-4, "large": 1, "xavier": 2 / total, "he": 2 / fan_in, "xavier_4": 32 / total}[
        name
    ]
    return sqrt(variance) * np.array([rng.normal() for _ in range(fan_in * fan_out)]).reshape(shape)


def _orthogonal(rng, fan_in, fan_out):
    long, short = max(fan_in, fan_out), min(fan_in, fan_out)
    vectors = np.array([[rng.normal() for _ in range(long)] for _ in range(short)])
    for i, vector in enumerate(vectors):
        for other in [*vectors[:i], *vectors[:i]]:
            vector -= (vector @ other) * other
        vector /= sqrt(vector @ vector)
    return vectors.T if fan_in >= fan_out else vectors


class Lane:
    """One network of the floor, in training by nnbook, with an error of `jitter`.

    By that share its weights are drawn off, and by that much each gradient of each step: where a unit is
    saturated or a row right with certainty a gradient is rounding alone, and Adam steps at full length on it.
    """

    def __init__(self, letter, position, inputs, outputs, jitter):
        own = {name[2:]: value for name, value in position.items() if name.startswith(f"{letter}_")}
        sizes = [inputs, *[own["width"]] * own["depth"], outputs]
        normalize = None if own["normalize"] == "none" else own["normalize"]
        layers = {"dropout": 0.5, "normalize": normalize, "skip": own["skip"] == "on"}
        self.net = mlp(np.random.default_rng(0), sizes, own["activation"], "zeros", **layers)
        self.letter, self.jitter = letter, jitter
        self.masks = Stream(position["seed"], MASKS)
        self.drawn = self.rule = self.failed = None

    def turn(self, position):
        """Take what can be changed on the way; another start draws the weights anew."""
        own = {name: position[f"{self.letter}_{name}"] for name in ("start", "centered", "dropout", "decay")}
        if self.drawn != (own["start"], own["centered"]):
            self.drawn = own["start"], own["centered"]
            self._draw(Stream(position["seed"], WEIGHTS), *self.drawn)
        self.optimizer = position["optimizer"], position["lr"], own["decay"]
        for layer in every(self.net.layers):
            if isinstance(layer, Dropout):
                object.__setattr__(layer, "rate", own["dropout"])

    def _draw(self, rng, name, centered):
        layers = list(every(self.net.layers))
        activation = next(layer.activation for layer in layers if isinstance(layer, Activate))
        rest = float(activation.f(np.zeros(1))[0]) if centered == "on" else 0.0
        for i, layer in enumerate(layer for layer in layers if isinstance(layer, Dense)):
            layer.W[:] = start(name, rng, *layer.W.shape) * (1 + self._error(layer.W.shape))
            layer.b[:] = -rest * layer.W.sum(axis=0) if i else 0
        for layer in layers:
            if isinstance(layer, BatchNorm | LayerNorm):
                layer.gamma[:], layer.beta[:] = 1, 0
        self.rule = self.failed = None

    def step(self, x, y, loss, number):
        """One step on a batch; none where the loss is no number any more."""
        if self.failed is not None:
            return
        trace = one_pass(self.net.layers, x, y, loss, self.masks)
        if not np.isfinite(trace.loss):
            self.failed = number
            return
        name, lr, decay = self.optimizer
        optimizer = RULES[name](lr, weight_decay=decay)
        if self.rule != name:
            self.rule, self.state = name, optimizer.init(self.net.params)
        grads = [grad + self._error(grad.shape) for grad in trace.grads]
        self.state = optimizer.step(self.net.params, grads, self.state)

    def _error(self, shape):
        """No two numbers alike: twins must not stay twins."""
        return self.jitter * np.cos(np.arange(np.prod(shape))).reshape(shape)

    @property
    def theta(self):
        return np.concatenate([p.ravel() for p in self.net.params])


@np.errstate(all="ignore")  # a network may run away: that is one of the things to compare
def replayed(entries, steps, jitter=0.0):
    """The lanes after `steps` steps, turned as the entries of the floor's log say."""
    first = entries[0]["position"]
    x, y, classes = training_data(*(first[name] for name in ("data", "noise", "examples", "relabel", "seed")))
    outputs = 1 if classes == 2 else classes
    loss = losses.binary_cross_entropy if classes == 2 else losses.cross_entropy
    lanes = [Lane(letter, first, x.shape[1], outputs, jitter) for letter in "ab"[: first["lanes"]]]
    shuffle = Stream(first["seed"], ORDER)
    order, at, left = shuffle.permutation(len(y)), 0, list(entries)
    for number in range(steps + 1):
        while left and left[0]["step"] == number:
            position = left.pop(0)["position"]
            for lane in lanes:
                lane.turn(position)
        if number == steps:
            return lanes
        if at >= len(y):
            order, at = shuffle.permutation(len(y)), 0
        rows = order[at : at + position["batch"]]
        at += len(rows)
        for lane in lanes:
            lane.step(x[rows], y[rows], loss, number)
    raise AssertionError("the log is longer than the training")
