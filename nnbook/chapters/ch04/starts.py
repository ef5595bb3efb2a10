"""Chapter 04: the same deep networks from nine starts, and how they learn from there."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cache

import numpy as np

from nnbook import activations, initializers
from nnbook.arrays import Array, Labels
from nnbook.ensembles import stack
from nnbook.experiments.digits import split_digits
from nnbook.initializers import variance_scaling
from nnbook.layers import Activate
from nnbook.network import Network, mlp
from nnbook.optimizers import SGD
from nnbook.pretraining import pretrain, to_network
from nnbook.rbm import RBM
from nnbook.training import fit

WIDTH, SEEDS, IMAGES, TEST = 64, 10, 1000, 597
HELD_OUT = (200, TEST)
BATCH, STEPS = 50, 600
RECORDS: tuple[int, ...] = (0, 10, 20, 40, 60, 80, 100, 140, 180, 220, 260, 300, 360, 420, 480, 540, STEPS)


def start_nets(
    *, activation: str, start: str, depth: int, examples: int, seeds: Sequence[int] = range(SEEDS)
) -> Network:
    """A stack of networks 64 - depth times 64 - 10 from that start, one per seed, in float32.

    "rbm" is pre-trained on the same `examples` that the labels are for, "rbm_all" on all 1,000;
    "xavier_4" is Xavier with weights four times as large, to make up for the sigmoid's slope of 1/4.
    """
    return stack([_one(activation, start, depth, examples, seed) for seed in seeds])


def _one(activation: str, start: str, depth: int, examples: int, seed: int) -> Network:
    rng = np.random.default_rng(100 + seed)
    if start not in ("rbm", "rbm_all"):
        init = variance_scaling(16, "avg") if start == "xavier_4" else initializers.get(start)
        return mlp(rng, [64, *[WIDTH] * depth, 10], activation, init).astype(np.float32)
    rbms = rbm_stack(seed, examples if start == "rbm" else IMAGES)[:depth]
    net = to_network(rng, rbms, 10, initializers.xavier_normal)
    function = Activate(activations.get(activation))
    return Network(function if isinstance(layer, Activate) else layer for layer in net.layers)


@cache
def rbm_stack(seed: int, examples: int, layers: int = 6) -> tuple[RBM, ...]:
    """Machines trained one on top of the other, 1,000 updates of CD-1 each, on the first `examples`."""
    (x, _), _ = split_digits(test=TEST, dtype=np.float32)
    epochs = 20 * IMAGES // examples
    rng = np.random.default_rng(seed)
    sizes, optimizer = [WIDTH] * layers, SGD(0.1, 0.5)
    return tuple(pretrain(rng, x[:examples], sizes, optimizer=optimizer, epochs=epochs, batch_size=20))


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
    momentum 0.9 on the first `examples` digits, 50 a batch, the same for every network. From where
    a loss was no longer finite, all members of the stack count as guessing: 0.1.
    """
    (x, y), test = split_digits(test=TEST, dtype=np.float32)
    held_out = (x[IMAGES:], y[IMAGES:]), test
    net = start_nets(activation=activation, start=start, depth=depth, examples=examples, seeds=seeds)
    right = np.full((len(RECORDS), len(seeds), 2), 0.1)
    right[0] = _right(net, held_out)
    rng, opt = np.random.default_rng(examples), SGD(lr, 0.9)
    epochs = STEPS * BATCH // examples
    run = fit(net, x[:examples], y[:examples], rng=rng, optimizer=opt, epochs=epochs, batch_size=BATCH)
    with np.errstate(over="ignore", invalid="ignore"), suppress(FloatingPointError):
        for step in run:
            if step.index + 1 in RECORDS:
                right[RECORDS.index(step.index + 1)] = _right(net, held_out)
    return right


def _right(net: Network, parts: Sequence[tuple[Array, Labels]]) -> Array:
    return np.stack([(net(x).argmax(axis=-1) == y).mean(axis=-1) for x, y in parts], axis=-1)
