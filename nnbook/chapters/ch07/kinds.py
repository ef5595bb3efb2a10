"""Chapter 07: the four kinds of deep network, plain, with skips, with normalization, and with both."""

import numpy as np

from nnbook import initializers
from nnbook.edges import require_known
from nnbook.network import Network, mlp

DEEP_STARTS = ("zeros", "small", "large", "xavier", "he")
# Normalized or not, with skips or not.
KINDS = {
    "plain": (False, False),
    "normalized": (True, False),
    "skip": (False, True),
    "both": (True, True),
}


def deep_kind(
    seed: int,
    depth: int,
    width: int,
    activation: str,
    init: str,
    *,
    normalize: bool = False,
    skip: bool = False,
) -> Network:
    """One network 64 - depth times width - 10 drawn with the seed, batch-normalized or with skips as said.

    With skips every layer but the first and the last has the identity beside it. Raises ValueError for a
    start that is none of `DEEP_STARTS`.
    """
    require_known("init", init, DEEP_STARTS)
    rng, norm = np.random.default_rng(seed), "batch" if normalize else None
    start = initializers.get(init)
    return mlp(rng, [64, *[width] * depth, 10], activation, start, normalize=norm, skip=skip)
