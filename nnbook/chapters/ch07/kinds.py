"""Chapter 07: the four kinds of deep network, plain, with skips, with normalization, and with both."""

from typing import Any

import numpy as np

from nnbook.edges import named, require_known
from nnbook.network import Network, mlp

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
