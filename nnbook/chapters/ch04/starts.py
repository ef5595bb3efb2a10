"""Chapter 04: the same deep networks from many starts, and how they learn from there."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cache

import numpy as np

from nnbook import activations, initializers
from nnbook.arrays import Array, Labels
from nnbook.ensembles import stack
from nnbook.experiments.flow import sigmoid_twin
from nnbook.experiments.stacks import train_stack
from nnbook.experiments.tasks import IMAGES, TEST, VALIDATION, Task, digits_task
from nnbook.initializers import variance_scaling
from nnbook.layers import Activate
from nnbook.network import Network, mlp
from nnbook.optimizers import SGD
from nnbook.pretraining import pretrain, to_network
from nnbook.rbm import RBM

WIDTH, SEEDS = 64, 10
HELD_OUT = (VALIDATION, TEST)
BATCH, STEPS = 50, 600
# Xavier's weights times four, for the sigmoid's slope of 1/4, and U(+-1/sqrt n), the habit before 2010.
MORE = {"xavier_4": variance_scaling(16, "avg"), "usual": variance_scaling(1 / 3, "in", "uniform")}
RECORDS: tuple[int, ...] = (0, 10, 20, 40, 60, 80, 100, 140, 180, 220, 260, 300, 360, 420, 480, 540, STEPS)


def start_nets(
    *,
    activation: str,
    start: str,
    depth: int,
    examples: int,
    seeds: Sequence[int] = range(SEEDS),
) -> Network:
    """A stack of networks 64 - depth times 64 - 10 from that start, one per seed, in float32.

    "rbm" is pre-trained on the same `examples` of the seed that the labels are for, "rbm_all" on all its
    1,000. "xavier_4" and "usual" are those of `MORE`; "centered" are sigmoids that compute what tanh units
    from Xavier's start do.
    """
    return stack([_one(activation, start, depth, examples, seed) for seed in seeds])


def _one(activation: str, start: str, depth: int, examples: int, seed: int) -> Network:
    rng, sizes = np.random.default_rng(100 + seed), [64, *[WIDTH] * depth, 10]
    if start == "centered":
        return sigmoid_twin(mlp(rng, sizes, "tanh", "xavier")).astype(np.float32)
    if start not in ("rbm", "rbm_all"):
        init = MORE[start] if start in MORE else initializers.get(start)
        return mlp(rng, sizes, activation, init).astype(np.float32)
    rbms = rbm_stack(seed, examples if start == "rbm" else IMAGES)[:depth]
    net = to_network(rng, rbms, 10, initializers.xavier_normal)
    function = Activate(activations.get(activation))
    return Network(function if isinstance(layer, Activate) else layer for layer in net.layers)


@cache
def rbm_stack(seed: int, examples: int, layers: int = 6) -> tuple[RBM, ...]:
    """Machines one on top of the other, 1,000 updates of CD-1 each, on the seed's first `examples`."""
    epochs = 20 * IMAGES // examples
    rng = np.random.default_rng(seed)
    sizes, optimizer = [WIDTH] * layers, SGD(0.1, 0.5)
    task = _task(examples, "test")
    v = task.x[task.train[seed]]
    return tuple(pretrain(rng, v, sizes, optimizer=optimizer, epochs=epochs, batch_size=20))


@cache
def _task(examples: int, part: str) -> Task:
    return digits_task(examples=examples, seeds=SEEDS, part=part)


def start_curve(
    *,
    activation: str,
    start: str,
    depth: int,
    examples: int,
    lr: float,
    seeds: Sequence[int] = range(SEEDS),
) -> Array:
    """The share of digits right before the steps of `RECORDS`, (records, seeds, 2).

    The last axis: 200 digits to choose the learning rate with, then the 597 of the test. SGD with
    momentum 0.9, 50 digits a batch, every seed on digits of its own. From where a loss was no longer
    finite, all members of the stack count as guessing: 0.1.
    """
    net = start_nets(activation=activation, start=start, depth=depth, examples=examples, seeds=seeds)
    parts = [_task(examples, part) for part in ("validation", "test")]
    held_out = [(task.x[task.test[list(seeds)]], task.y[task.test[list(seeds)]]) for task in parts]
    right = np.full((len(RECORDS), len(seeds), 2), 0.1)
    right[0] = _right(net, held_out)
    rng, rule, task = np.random.default_rng(examples), SGD(lr, 0.9), parts[0]
    rows = task.train[list(seeds)]
    run = train_stack(net, task.x, task.y, rows, rng=rng, optimizer=rule, steps=STEPS, batch=BATCH)
    with np.errstate(over="ignore", invalid="ignore"), suppress(FloatingPointError):
        for done in run:
            if done in RECORDS:
                right[RECORDS.index(done)] = _right(net, held_out)
    return right


def _right(net: Network, parts: Sequence[tuple[Array, Labels]]) -> Array:
    return np.stack([(net(x).argmax(axis=-1) == y).mean(axis=-1) for x, y in parts], axis=-1)
