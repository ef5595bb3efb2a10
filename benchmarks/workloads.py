"""The eight workloads. Every contender starts from the same weights and sees the same batches.

A contender is a function `prepare() -> (run, loss)`: `run()` is what gets timed, `loss()` says
afterwards how well it went, on all rows, or None where nothing was learned (the products alone).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

import numpy as np

from nnbook import losses
from nnbook.datasets import digits, xor
from nnbook.ensembles import stack
from nnbook.layers import Activate, Dense
from nnbook.network import Network, mlp
from nnbook.optimizers import SGD
from nnbook.pretraining import fit_rbm
from nnbook.rbm import RBM
from nnbook.residual import every
from nnbook.training import fit

Run = Callable[[], Any]
Prepare = Callable[[], tuple[Run, Callable[[], float | None]]]
NNBOOK, WIDE, LIMIT = "nnbook", "nnbook float64", "products alone"
TORCH, SKLEARN, SINGLY = "PyTorch", "scikit-learn", "one after the other"


@dataclass(frozen=True)
class Bar:
    """`fast` needs at least (or, for the limit, at most) `factor` times the speed (time) of `slow`."""

    fast: str
    slow: str
    factor: float

    def ratio(self, times: dict[str, float]) -> float:
        return times[self.fast] / times[LIMIT] if self.slow == LIMIT else times[self.slow] / times[self.fast]

    def met(self, times: dict[str, float]) -> bool:
        ratio = self.ratio(times)
        return ratio <= self.factor if self.slow == LIMIT else ratio >= self.factor


@dataclass(frozen=True)
class Workload:
    name: str
    what: str
    contenders: dict[str, Prepare]
    bars: list[Bar]
    runs: int = 1  # in each round; the fastest one counts
    agree: float = 1e-4
    steps: int = field(default=1)


def training(
    name: str, what: str, net: Network, data: Any, optimizer: SGD, loss: str, bars: Any, **how: Any
) -> Workload:
    """A network trained by `fit`, by PyTorch and, where it has the loss, by scikit-learn."""
    x, y = data
    epochs, batch_size, runs = how["epochs"], how.get("batch_size"), how["runs"]
    arguments = (net, x.astype(np.float32), y, optimizer, loss, epochs, batch_size)

    def ours(dtype: type) -> Prepare:
        def prepare() -> tuple[Run, Callable[[], float]]:
            mine, x_, y_ = net.astype(dtype), x.astype(dtype), y if y.dtype.kind == "i" else y.astype(dtype)

            def run() -> None:
                steps = fit(
                    mine,
                    x_,
                    y_,
                    rng=np.random.default_rng(1),
                    optimizer=optimizer,
                    loss=losses.get(loss),
                    epochs=epochs,
                    batch_size=batch_size,
                )
                for _ in steps:
                    pass

            # As in training: with the statistics of the batch, where batches are normalized.
            return run, lambda: losses.get(loss)(mine(x_, np.random.default_rng(0)), y_)[0]

        return prepare

    contenders = {
        NNBOOK: ours(np.float32),
        WIDE: ours(np.float64),
        LIMIT: products(net, len(x), epochs, batch_size),
    }
    if find_spec("torch"):
        from benchmarks import in_torch

        contenders[TORCH] = in_torch.training(*arguments)
    if loss == "cross_entropy" and all(isinstance(layer, Dense | Activate) for layer in net.layers):
        from benchmarks import in_sklearn

        contenders[SKLEARN] = in_sklearn.training(*arguments)
    steps = epochs * -(-len(x) // (batch_size or len(x)))
    return Workload(name, what, contenders, bars, runs, how.get("agree", 1e-4), steps=steps)


def products(net: Network, n: int, epochs: int = 1, batch_size: int | None = None) -> Prepare:
    """The matrix products of training, as the package writes them, and nothing else."""
    rng = np.random.default_rng(2)
    weights = [layer.W.astype(np.float32) for layer in every(net.layers) if isinstance(layer, Dense)]
    lead = weights[0].shape[:-2]

    def operands(rows: int) -> list[tuple[Any, ...]]:
        def draw(*shape: int) -> Any:
            return rng.normal(size=shape).astype(np.float32)

        first = draw(rows, weights[0].shape[-2])
        inputs = [first] + [draw(*lead, rows, W.shape[-2]) for W in weights[1:]]
        return [(a, W, draw(*lead, rows, W.shape[-1])) for a, W in zip(inputs, weights, strict=True)]

    sizes = [min(batch_size or n, n - start) for start in range(0, n, batch_size or n)]
    by_size = {size: operands(size) for size in sizes}

    def run() -> None:
        for _ in range(epochs):
            for size in sizes:
                layers = by_size[size]
                for a, W, _ in layers:
                    a @ W
                for a, W, d in layers[:0:-1]:
                    a.mT @ d
                    d @ W.mT
                a, _, d = layers[0]
                a.mT @ d

    return lambda: (run, lambda: None)


def real_digits() -> tuple[Any, Any]:
    x, y = digits()
    return x, y


def w1() -> Workload:
    net = mlp(np.random.default_rng(0), [64, 100, 100, 10], "relu", "he")
    bars = [Bar(NNBOOK, LIMIT, 2.0), Bar(NNBOOK, TORCH, 3.5), Bar(WIDE, TORCH, 2.0)]
    return training(
        "w1",
        "64-100-100-10 ReLU, batch 32, SGD, one epoch of the digits",
        net,
        real_digits(),
        SGD(0.1),
        "cross_entropy",
        bars,
        epochs=1,
        batch_size=32,
        runs=20,
    )


def w2() -> Workload:
    rng = np.random.default_rng(0)
    net = mlp(rng, [784, 512, 512, 10], "relu", "he")
    y = rng.integers(0, 10, 10_000)
    x = rng.normal(size=(10_000, 784)) + rng.normal(size=(10, 784))[y] / 4
    bars = [Bar(NNBOOK, LIMIT, 1.15), Bar(NNBOOK, TORCH, 1.0)]
    return training(
        "w2",
        "784-512-512-10 ReLU, batch 128, momentum, one epoch of 10,000 rows",
        net,
        (x, y),
        SGD(0.002, momentum=0.9),
        "cross_entropy",
        bars,
        epochs=1,
        batch_size=128,
        runs=1,
    )


def w3() -> Workload:
    rng = np.random.default_rng(0)
    net = mlp(rng, [100] * 20 + [10], "relu", "he").astype(np.float32)
    x, y = rng.normal(size=(64, 100)).astype(np.float32), rng.integers(0, 10, 64)

    def ours() -> tuple[Run, Callable[[], float]]:
        return lambda: net.trace(x, y, losses.cross_entropy), lambda: losses.cross_entropy(net(x), y)[0]

    contenders: dict[str, Prepare] = {NNBOOK: ours, LIMIT: products(net, len(x))}
    if find_spec("torch"):
        from benchmarks import in_torch

        contenders[TORCH] = in_torch.trace(net, x, y)
    return Workload(
        "w3", "depth 20 x width 100, batch 64, one trace", contenders, [Bar(NNBOOK, LIMIT, 1.35)], runs=60
    )


def w4() -> Workload:
    net = mlp(np.random.default_rng(3), [2, 3, 1], "sigmoid", "xavier")
    return training(
        "w4",
        "2-3-1 sigmoid, XOR, 2,000 full-batch steps",
        net,
        xor(),
        SGD(1.0),
        "binary_cross_entropy",
        [Bar(NNBOOK, TORCH, 10.0)],
        epochs=2000,
        runs=2,
    )


def w5() -> Workload:
    from benchmarks import in_sklearn

    v = real_digits()[0].astype(np.float32)
    start = RBM.create(np.random.default_rng(0), 64, 128).astype(np.float32)

    def ours() -> tuple[Run, Callable[[], float]]:
        rbm = start.astype(np.float32)

        def run() -> None:
            for _ in fit_rbm(
                rbm,
                v,
                rng=np.random.default_rng(1),
                optimizer=SGD(0.1),
                epochs=1,
                batch_size=32,
                sample_data=False,
            ):
                pass

        return run, lambda: float(((rbm.reconstruct(v) - v) ** 2).mean())

    contenders = {NNBOOK: ours, SKLEARN: in_sklearn.rbm(start, v, lr=0.1, batch_size=32)}
    what = "RBM 64-128, batch 32, one epoch of the digits; CD-1, against BernoulliRBM's persistent CD-1"
    # Their chains start elsewhere and have not met after one epoch: the errors can only be of one size.
    return Workload("w5", what, contenders, [Bar(NNBOOK, SKLEARN, 1.75)], runs=5, agree=0.1, steps=57)


def w6() -> Workload:
    x, y = real_digits()
    x = x.astype(np.float32)
    nets = [
        mlp(np.random.default_rng(seed), [64, 100, 10], "relu", "he").astype(np.float32) for seed in range(10)
    ]

    def train(net: Network) -> None:
        for _ in fit(net, x, y, rng=np.random.default_rng(1), optimizer=SGD(0.1), epochs=1, batch_size=32):
            pass

    def together() -> tuple[Run, Callable[[], float]]:
        net = stack(nets)
        return lambda: train(net), lambda: losses.cross_entropy(net(x), y)[0] / 10

    def singly() -> tuple[Run, Callable[[], float]]:
        mine = [net.copy() for net in nets]
        loss = lambda: sum(losses.cross_entropy(net(x), y)[0] for net in mine) / 10  # noqa: E731
        return lambda: [train(net) for net in mine], loss

    contenders = {NNBOOK: together, SINGLY: singly, LIMIT: products(stack(nets), len(x), 1, 32)}
    bars = [Bar(NNBOOK, LIMIT, 2.1), Bar(NNBOOK, SINGLY, 2.5)]
    return Workload(
        "w6", "ten 64-100-10 members trained together, batch 32", contenders, bars, runs=4, steps=57
    )


def deep(name: str, normalize: str, agree: float = 1e-4) -> Workload:
    net = mlp(
        np.random.default_rng(0), [64] + [100] * 20 + [10], "relu", "he", normalize=normalize, skip=True
    )
    return training(
        name,
        f"64-20x100-10 ReLU, residual, {normalize} normalization, batch 64, SGD, one epoch of the digits",
        net,
        real_digits(),
        SGD(0.02),
        "cross_entropy",
        [Bar(NNBOOK, TORCH, 1.0)],
        epochs=1,
        batch_size=64,
        runs=3,
        agree=agree,
    )


def w7() -> Workload:
    return deep("w7", "batch")


def w8() -> Workload:
    # In float64 the losses of all steps agree with PyTorch's to 1e-15; its float32 layer norm strays.
    return deep("w8", "layer", agree=1e-2)


ALL = [w1, w2, w3, w4, w5, w6, w7, w8]
