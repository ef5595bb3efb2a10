"""Chapter 03: the lecture's deep network on XOR, with many starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from nnbook.arrays import Array, Labels
from nnbook.datasets import xor
from nnbook.ensembles import stack
from nnbook.initializers import Initializer
from nnbook.losses import binary_cross_entropy
from nnbook.network import mlp
from nnbook.optimizers import SGD
from nnbook.training import fit

# Eleven weight matrices, W1 to W11: nine of them, W2 to W10, lie between hidden layers.
LAB = (2, *[5] * 10, 1)


@dataclass(frozen=True, eq=False)
class DeepXor:
    """Networks on XOR: their losses (t, inits, seeds) after `steps` (t,) updates, and the end.

    `right` (inits, seeds) counts the rows on the wanted side of 1/2; `constant` (inits, seeds) tells
    the networks that answer the same on all four rows, to a billionth, and `born` those that did so before
    the first step.
    """

    steps: Labels
    losses: Array
    right: Labels
    constant: npt.NDArray[np.bool_]
    born: npt.NDArray[np.bool_]


@lru_cache(maxsize=16)
def deep_xor(
    *,
    activation: str,
    inits: Sequence[Initializer | str],
    sizes: Sequence[int] = LAB,
    seeds: int = 40,
    steps: int = 2000,
    lr: float = 0.1,
    every: int = 100,
) -> DeepXor:
    """The lecture's lab, all inits and seeds side by side: full batch, plain gradient descent.

    Arguments are hashable (tuples, not lists): what was computed once is remembered.
    """
    x, y = xor()
    rngs = [np.random.default_rng(seed) for _ in inits for seed in range(seeds)]
    starts = [init for init in inits for _ in range(seeds)]
    net = stack([mlp(r, sizes, activation, i) for r, i in zip(rngs, starts, strict=True)])
    run = fit(net, x, y, rng=rngs[0], optimizer=SGD(lr), loss=binary_cross_entropy, epochs=steps)
    logits = [s.trace.layers[-1].output for s in run if s.index % every == 0]
    logits.append(net(x))
    losses = [binary_cross_entropy.per_member(z, y) for z in logits]
    z, shape = logits[-1], (len(inits), seeds)
    return DeepXor(
        steps=np.array([*range(0, steps, every), steps]),
        losses=np.reshape(losses, (-1, *shape)),
        right=((z > 0) == (y > 0.5)).sum(axis=(1, 2)).reshape(shape),
        constant=_constant(z).reshape(shape),
        born=_constant(logits[0]).reshape(shape),
    )


def _constant(logits: Array) -> npt.NDArray[np.bool_]:
    same: npt.NDArray[np.bool_] = np.ptp(logits, axis=(1, 2)) < 1e-9
    return same
