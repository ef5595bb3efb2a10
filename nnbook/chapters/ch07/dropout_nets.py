"""Chapter 07: networks trained with dropout before batch normalization, to be settled in two ways."""

import numpy as np

from nnbook.ensembles import stack
from nnbook.experiments.rates import digit_parts
from nnbook.network import Network, mlp
from nnbook.optimizers import SGD
from nnbook.training import fit


def dropout_nets(*, rate: float, seeds: int = 10, epochs: int = 10) -> Network:
    """A stack of networks 64 - 64 - 64 - 64 - 10, trained on 1,200 digits, not settled yet."""
    (x, y), *_ = digit_parts()
    rngs, sizes = map(np.random.default_rng, range(seeds)), [64, 64, 64, 64, 10]
    net = stack([mlp(rng, sizes, "relu", "he", dropout=rate, normalize="batch") for rng in rngs])
    rng = np.random.default_rng(0)
    for _ in fit(net, x, y, rng=rng, optimizer=SGD(0.05, 0.9), epochs=epochs, batch_size=32):
        pass
    return net
