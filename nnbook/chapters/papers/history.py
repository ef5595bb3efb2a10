"""The papers' table: what no chapter has as an experiment of its own."""

import numpy as np

from nnbook.arrays import Array
from nnbook.datasets import digits
from nnbook.experiments.training_xor import half_squares, train_xor, xor_stack
from nnbook.gradcheck import numerical_gradient
from nnbook.graph import Value
from nnbook.optimizers import SGD


def rumelhart_failures(*, lr: float, seeds: int = 300) -> tuple[int, float]:
    """How many 2-2-1 networks fail on XOR with the recipe of 1986, and the median sweeps of the others.

    Momentum 0.9, half the sum of squares, starts from U(-1/2, 1/2), at most 3,000 sweeps.
    """
    nets = xor_stack(seeds=range(seeds), width=2, activation="sigmoid", init="U(-1/2, 1/2)")
    runs = train_xor(nets, frames=(3000,), optimizer=SGD(lr, momentum=0.9), loss=half_squares)
    solved = runs.right[-1] == 4
    return int((~solved).sum()), float(np.median(runs.solved_at[solved]))


def tutorial_gradients(*, seed: int = 0) -> tuple[float, float, float]:
    """The step of NumPy's MNIST tutorial beside central differences, on one small digit.

    Ratios true / theirs of dL/dW1 (units that are on) and of dL/dW2, and the largest |dL/dW1| that the
    tutorial hands to a unit that is off, where the true one is 0.
    """
    rng = np.random.default_rng(seed)
    x, target = digits()[0][seed], np.eye(10)[digits()[1][seed]]
    W1, W2 = (0.2 * rng.random(shape) - 0.1 for shape in ((64, 20), (20, 10)))
    mask = rng.integers(2, size=20)

    def hidden() -> Array:
        out: Array = np.maximum(x @ W1, 0) * mask * 2
        return out

    def loss(_: Array) -> float:
        return float(((target - hidden() @ W2) ** 2).sum() / 2)

    h = hidden()
    delta_2 = target - h @ W2
    # As in the tutorial: the slope is asked of the output, with >=, and the mask comes without its 2.
    delta_1 = (W2 @ delta_2) * (h >= 0) * mask
    theirs_1, theirs_2 = -np.outer(x, delta_1), -np.outer(h, delta_2)
    true_1, true_2 = numerical_gradient(loss, W1), numerical_gradient(loss, W2)
    on, off = np.abs(true_1).max(axis=0) > 0, (x @ W1 <= 0) & (mask == 1)
    used_1, used_2 = np.ix_(x > 0, on), h > 0
    return (
        float(np.median(true_1[used_1] / theirs_1[used_1])),
        float(np.median(true_2[used_2] / theirs_2[used_2])),
        float(np.abs(theirs_1[:, off]).max()),
    )


def handed_back(*, steps: int = 200) -> tuple[float, int, int]:
    """Derivatives of a system that is no network: how far from the exact ones, edges walked, numbers in it.

    A population x that grows as x + r x (1 - x / K), step by step, from 0.1: its end by r and by K, once
    handed back in one walk and once carried forward with the population, in the arithmetic of the rule.
    """
    r, limit = Value(0.05, "r"), Value(2.0, "K")
    x = Value(0.1, "x")
    by_r = by_limit = 0.0
    for _ in range(steps):
        crowd = x.data / limit.data
        slope = 1 + r.data * (1 - 2 * crowd)
        by_r = slope * by_r + x.data * (1 - crowd)
        by_limit = slope * by_limit + r.data * crowd**2
        x = x + r * x * (1 - x / limit)
    x.backward()
    nodes = x.order()
    off = max(abs(r.grad / by_r - 1), abs(limit.grad / by_limit - 1))
    return off, sum(len(node.edges) for node in nodes), len(nodes)
