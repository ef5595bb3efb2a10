"""An initialization that looks at the data: layer-sequential unit variance.

>>> from nnbook.network import mlp
>>> rng = np.random.default_rng(0)
>>> x = rng.normal(size=(100, 20))
>>> net = lsuv(mlp(rng, (20, 30, 30, 5), "relu", "orthogonal"), x)
>>> abs(float(net(x).std()) - 1) < 0.01
True
"""

import numpy as np

from nnbook.arrays import Array
from nnbook.edges import require_a, require_positive, require_whole
from nnbook.layers import Dense, Layer
from nnbook.network import Network


def lsuv(net: Network, x: Array, *, tolerance: float = 0.01, tries: int = 10) -> Network:
    """A copy whose Dense layers, first to last, each put out variance 1 over the batch x.

    Mishkin & Matas (2016) start from orthogonal weights: `lsuv(mlp(..., "orthogonal"), x)`. Each
    weight matrix is divided by the standard deviation of what its layer puts out, until that is
    within `tolerance` of 1 (with zero biases the first time); in a stack each member has its own.
    Raises ValueError when x does not fit, for a layer that puts out the same everywhere, or one that
    is not there after `tries` divisions.
    """
    require_a("net", net, Network)
    require_positive("tolerance", tolerance)
    require_whole("tries", tries)
    x = net.require_input(x)
    layers: list[Layer] = []
    for layer in net.layers:
        if isinstance(layer, Dense):
            layer = _scaled(layer, x, tolerance, tries)
        layers.append(layer)
        x, _ = layer.forward(x)
    return Network(layers)


def _scaled(layer: Dense, x: Array, tolerance: float, tries: int) -> Dense:
    W, b = layer.W.copy(), layer.b.copy()
    for _ in range(tries + 1):
        std = (x @ W + b).std(axis=(-2, -1), keepdims=True)
        if np.abs(std - 1).max() <= tolerance:
            return Dense(W, b)
        if not std.min() > 0:
            raise ValueError(f"W {W.shape} puts out the same everywhere: no scale gives variance 1")
        W /= std
    off = std.flat[np.abs(std - 1).argmax()]
    raise ValueError(f"W {W.shape} still puts out {off:.3g}, not 1, after {tries} divisions")
