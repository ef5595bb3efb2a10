"""Chapter 07: is the sum of some handwritten digits odd? A task on which depth wins."""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch07.kinds import KINDS
from nnbook.edges import require_known
from nnbook.ensembles import stack
from nnbook.experiments.rates import digit_parts
from nnbook.experiments.sweeps import stored
from nnbook.losses import binary_cross_entropy
from nnbook.network import mlp
from nnbook.optimizers import Adam
from nnbook.training import fit

BUDGET, EXAMPLES, EPOCHS, BATCH = 10_000, 30_000, 10, 100
WIDE = 4 * BUDGET
PARTS = ("train", "validation", "test")
PARITY_RATES = [0.002, 0.008]
PARITY_AXES: dict[str, list[Any]] = {
    "digits": [2, 3, 4],
    "depth": [1, 2, 4, 8],
    "kind": ["plain", "both"],
}
SEEDS, CHOOSERS = range(10), range(100, 102)


def digit_sums(*, digits: int, examples: int, part: str, seed: int) -> tuple[Array, Array]:
    """Pictures of `digits` digits side by side (examples, 64 * digits), and whether their sum is odd (n, 1).

    `part` is "train", "validation" or "test": whose digits are drawn, each as often as it comes.
    """
    require_known("part", part, PARTS)
    x, y = dict(zip(PARTS, digit_parts(), strict=True))[part]
    rows = np.random.default_rng(seed).integers(0, len(x), (examples, digits))
    odd = y[rows].sum(axis=1, keepdims=True) % 2
    return x[rows].reshape(examples, -1).astype(np.float32), odd.astype(np.float32)


def parity_width(*, inputs: int, depth: int, budget: int = BUDGET) -> int:
    """The largest width at which `depth` layers between the inputs and one output keep to the budget."""
    w = np.arange(1, budget)
    sizes = (inputs + 1) * w + (depth - 1) * (w * w + w) + w + 1
    return int(w[sizes <= budget][-1])


def parity_right(
    *, digits: int, depth: int, kind: str, lr: float, seeds: Sequence[int], budget: int = BUDGET
) -> Array:
    """The shares right (3, seeds): of 2,000 sums of the digits that were trained on, to choose by, to judge.

    ReLU units from He's start, Adam, the same batches for all.
    """
    width = parity_width(inputs=64 * digits, depth=depth, budget=budget)
    sizes = [64 * digits, *[width] * depth, 1]
    nets = [mlp(np.random.default_rng(s), sizes, "relu", "he", **KINDS[kind]) for s in seeds]
    net, (x, y) = stack(nets).astype(np.float32), _sums(digits, EXAMPLES, "train", 1)
    steps = fit(
        net, x, y, rng=np.random.default_rng(0), optimizer=Adam(lr), loss=binary_cross_entropy,
        epochs=EPOCHS, batch_size=BATCH,
    )  # fmt: skip
    for _ in steps:
        pass
    net = net.settled(x[:5000])
    parts = [_sums(digits, 2000, part, 2) for part in PARTS]
    return np.array([((net(x) > 0) == (y > 0)).mean(axis=(-2, -1)) for x, y in parts])


@cache
def _sums(digits: int, examples: int, part: str, seed: int) -> tuple[Array, Array]:
    return digit_sums(digits=digits, examples=examples, part=part, seed=seed)


def parity_at_best(*, digits: int, depth: int, kind: str, budget: int = BUDGET) -> Array:
    """`parity_right` (3, seeds) at the rate that other starts did best with on the digits to choose by."""
    run = partial(parity_right, digits=digits, depth=depth, kind=kind, budget=budget)
    tried = [run(lr=lr, seeds=CHOOSERS)[1].mean() for lr in PARITY_RATES]
    return run(lr=PARITY_RATES[int(np.argmax(tried))], seeds=SEEDS)


def parity_table(part: str = "test") -> dict[str, Array]:
    """The shares right as stored (digits, seeds), of every depth and kind, such as "4 layers, both".

    "1 layer, wide" has four times the parameters of all others.
    """
    require_known("part", part, PARTS)
    place = PARTS.index(part)
    right, wide = stored("digit_parity", "right"), stored("digit_parity", "wide")
    found = {
        f"{depth} layer{'s' * (depth > 1)}, {kind}": right.at(depth=depth, kind=kind)[:, place]
        for kind in PARITY_AXES["kind"]
        for depth in PARITY_AXES["depth"]
    }
    return {"1 layer, wide": wide.values[:, place], **found}
