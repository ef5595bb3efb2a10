"""Chapter 07: the four kinds of deep network, plain, with skips, with normalization, and with both."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.datasets import Examples
from nnbook.edges import named, require_known
from nnbook.ensembles import stack
from nnbook.experiments.rates import GUESSING, digit_parts
from nnbook.network import Network, mlp
from nnbook.optimizers import Optimizer
from nnbook.training import fit

DEEP_STARTS = ("zeros", "small", "large", "xavier", "he")
# What each kind asks of `mlp`.
KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "normalized": {"normalize": "batch"},
    "skip": {"skip": True},
    "both": {"normalize": "batch", "skip": True},
}


def deep_kind(seed: int, depth: int, width: int, activation: str, init: str, kind: str) -> Network:
    """One network 64 - depth times width - 10 of one of `KINDS`, drawn with the seed.

    With skips every layer but the first and the last has the identity beside it. Raises ValueError for a
    start that is none of `DEEP_STARTS`, and for another kind.
    """
    require_known("init", init, DEEP_STARTS)
    options = named("kind", kind, KINDS)
    return mlp(np.random.default_rng(seed), [64, *[width] * depth, 10], activation, init, **options)


@cache
def float32_parts() -> tuple[Examples, Examples, Examples]:
    """`digit_parts` in float32."""
    trained, chosen_by, judged = ((x.astype(np.float32), y) for x, y in digit_parts())
    return trained, chosen_by, judged


def shares_right(nets: Sequence[Network], optimizer: Optimizer, *, epochs: int, batch_size: int) -> Array:
    """The shares of digits right (2, nets): of 237 to choose a rate by, and of 360 to judge.

    All learn from the same batches, in copies. A network whose loss is no longer finite guesses.
    """
    (x, y), *others = float32_parts()
    # A copy of each: who trains alone after all starts where it would have started.
    net, rng = stack(nets), np.random.default_rng(0)
    try:
        with np.errstate(all="ignore"):
            for _ in fit(net, x, y, rng=rng, optimizer=optimizer, epochs=epochs, batch_size=batch_size):
                pass
            net = net.settled(x)
            return np.array([(net(x).argmax(axis=-1) == y).mean(axis=-1) for x, y in others])
    except FloatingPointError:
        if len(nets) == 1:
            return np.full((2, 1), GUESSING)
        # One member that explodes stops its stack, not the others' learning.
        alone = [shares_right([one], optimizer, epochs=epochs, batch_size=batch_size) for one in nets]
        return np.concatenate(alone, axis=1)
