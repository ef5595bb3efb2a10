"""Chapter 02: many small networks learning XOR side by side, and how often they succeed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from nnbook import activations, initializers
from nnbook.activations import sigmoid
from nnbook.arrays import Array
from nnbook.datasets import xor
from nnbook.edges import require_known
from nnbook.ensembles import stack
from nnbook.layers import Activate, Dense
from nnbook.losses import Loss, binary_cross_entropy
from nnbook.network import Network
from nnbook.optimizers import SGD, Optimizer
from nnbook.training import fit

# With the first two the biases are drawn like the weights, with the others they start at zero.
INITS = {
    "N(0, 1)": initializers.normal(1.0),
    "U(-1/2, 1/2)": initializers.uniform(0.5),
    "Xavier": initializers.xavier_normal,
    "He": initializers.he_normal,
}
BIASES_DRAWN = ("N(0, 1)", "U(-1/2, 1/2)")
STEPS = 10_001
LAB = SGD(0.1)


def xor_net(*, width: int, activation: str, init: str, seed: int) -> Network:
    """A 2-width-1 network with one logit, drawn from the seed.

    Raises ValueError for unknown names.
    """
    require_known("init", init, INITS)
    rng, draw, layers = np.random.default_rng(seed), INITS[init], []
    for fan_in, fan_out in ((2, width), (width, 1)):
        W = draw(rng, fan_in, fan_out)
        b = draw(rng, 1, fan_out)[0] if init in BIASES_DRAWN else np.zeros(fan_out)
        layers.append(Dense(W, b))
    return Network([layers[0], Activate(activations.get(activation)), layers[1]])


def xor_stack(*, seeds: Sequence[int], width: int, activation: str, init: str) -> Network:
    """The `xor_net` of every seed, side by side."""
    return stack([xor_net(width=width, activation=activation, init=init, seed=s) for s in seeds])


@dataclass(frozen=True, eq=False)
class XorRuns:
    """A stack of networks trained on XOR, seen after some numbers of updates (`steps`).

    `nets` has the stack as it then was, `logits` (frames, members, 4) what it said. `solved_at`
    (members,) is the first number of updates with all four outputs near enough to the wanted ones, inf for
    never.
    """

    steps: tuple[int, ...]
    nets: tuple[Network, ...]
    logits: Array
    solved_at: Array

    @property
    def losses(self) -> Array:
        """The mean cross-entropies (frames, members)."""
        return binary_cross_entropy.per_member(self.logits[..., None], xor()[1])

    @property
    def right(self) -> Array:
        """How many of the four rows are on the wanted side of 1/2, (frames, members)."""
        count: Array = _rows_right(self.logits).sum(axis=-1)
        return count


def train_xor(
    net: Network,
    *,
    frames: Sequence[int] = (STEPS,),
    optimizer: Optimizer = LAB,
    loss: Loss = binary_cross_entropy,
    within: float = 0.5,
) -> XorRuns:
    """Full-batch training of a stack, in place, and what it was after `frames` updates (rising).

    XOR counts as solved when every output is within `within` of the wanted one: 1/2 is the right side.
    """
    x, y = xor()
    rng = np.random.default_rng(0)  # fit wants one; full batches draw nothing from it
    seen = {0: (net.copy(), net(x))} if 0 in frames else {}
    solved_at = np.full(len(net.params[0]), inf)
    for step in fit(net, x, y, rng=rng, optimizer=optimizer, loss=loss, epochs=frames[-1]):
        # The trace shows the networks before their update; the networks themselves are past it.
        _mark(solved_at, step.trace.layers[-1].output, step.index, within)
        if step.index + 1 in frames:
            seen[step.index + 1] = net.copy(), net(x)
    _mark(solved_at, net(x), frames[-1], within)
    logits = np.array([output[..., 0] for _, output in seen.values()])
    return XorRuns(tuple(seen), tuple(then for then, _ in seen.values()), logits, solved_at)


def _mark(solved_at: Array, output: Array, updates: int, within: float) -> None:
    # The sigmoid is within that distance of 1, or of 0, beyond this logit.
    enough = np.log1p(-within) - np.log(within)
    wanted = np.where(xor()[1][:, 0] > 0.5, 1, -1)
    solved = (wanted * output[..., 0] > enough).all(axis=-1)
    solved_at[solved & (solved_at == inf)] = updates


def _rows_right(logits: Array) -> Array:
    right: Array = (logits > 0) == (xor()[1][:, 0] > 0.5)
    return right


def _half_squares(output: Array, target: Array) -> tuple[Array, Array]:
    p = sigmoid.f(output)
    difference = p - target
    return (difference**2).sum(axis=(-2, -1)) / 2, difference * sigmoid.df(output, p)


half_squares = Loss("half_squares", _half_squares, binary_cross_entropy.check)
"""Half the squared differences, summed over the rows: the loss of Rumelhart et al. (1986).

Like the other losses it takes logits (n, 1); the sigmoid is in it.
"""
