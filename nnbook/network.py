"""Layers in a row, and the record of one pass forwards and back.

>>> net = mlp(np.random.default_rng(0), (2, 3, 1), "tanh", "xavier")
>>> net
Network(2x3, tanh, 3x1)
>>> net.predict_proba(np.zeros((5, 2))).shape, [p.shape for p in net.params]
((5, 1), [(2, 3), (3,), (3, 1), (1,)])
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from nnbook import activations, initializers, losses
from nnbook.activations import Activation, sigmoid
from nnbook.arrays import Array, Labels, Rng
from nnbook.edges import finite, named, plain, require_a, require_rate, require_rng, require_whole
from nnbook.initializers import Initializer
from nnbook.layers import Activate, Dense, Dropout, Layer
from nnbook.losses import Loss, softmax
from nnbook.mapping import mapped
from nnbook.normalization import NORMS
from nnbook.residual import ANY, Residual, describe, passes_any, require_chain, settle
from nnbook.targets import row_labels
from nnbook.tracing import Trace, one_pass


class Network:
    """Layers in a row; the last one's output is the logits.

    Raises ValueError when there is no layer, or two Dense layers do not chain.
    """

    def __init__(self, layers: Iterable[Layer]) -> None:
        self.layers = tuple(layers)
        if not self.layers:
            raise ValueError("layers is empty: a network needs at least one layer")
        require_chain(self.layers)

    @property
    def params(self) -> list[Array]:
        """The trainable arrays themselves: what an optimizer changes in place."""
        return [p for layer in self.layers for p in layer.params.values()]

    def astype(self, dtype: npt.DTypeLike) -> Self:
        """A copy whose arrays have that dtype, float32 or float64; it shares none with the original."""
        if np.dtype(dtype).char not in "fd":
            raise ValueError(f"dtype must be float32 or float64, got {np.dtype(dtype)}")
        return self._with(lambda p: p.astype(dtype) if p.dtype.char in "fd" else p.copy())

    def copy(self) -> Self:
        """The same network with arrays of its own."""
        return self._with(np.copy)

    def settled(self, x: Array, rng: Rng | None = None) -> Self:
        """A copy ready for use: each BatchNorm has the mean and variance that reach it from the rows x.

        With an rng other layers work as in training, dropout on; without one, as in use.
        """
        return type(self)(settle(self.copy().layers, self.require_input(x, rng), rng)[0])

    def _with(self, f: Callable[[Array], Array]) -> Self:
        # By the layer itself: one that works at two places still does.
        new = {id(layer): mapped(lambda _, p: f(p), layer) for layer in self.layers}
        return type(self)(new[id(layer)] for layer in self.layers)

    def __call__(self, x: Array, rng: Rng | None = None) -> Array:
        """The logits (n, outputs) for a batch x (n, inputs); with an rng, dropout is on."""
        x = self.require_input(x, rng)
        for layer in self.layers:
            x, _ = layer.forward(x, rng)
        return x

    def predict_proba(self, x: Array, rng: Rng | None = None) -> Array:
        """Probabilities: the sigmoid of a single logit (n, 1), the softmax of several (n, c)."""
        logits = self(x, rng)
        return sigmoid.f(logits) if logits.shape[-1] == 1 else softmax(logits)

    def trace(self, x: Array, target: Any, loss: Loss, rng: Rng | None = None) -> Trace:
        """Forwards, the loss, and back: everything that happened, layer by layer.

        Raises ValueError when x does not fit the first layer or the target not the output.
        """
        return one_pass(self.layers, self.require_input(x, rng), target, losses.get(loss), rng)

    def require_input(self, x: Array, rng: Rng | None = None) -> Array:
        """x as an array of floats.

        Raises ValueError when it is none, not finite or does not fit the first Dense layer, and for an rng
        that is no Generator.
        """
        if rng is not None:
            require_rng(rng)
        x = finite("x", x)
        first: Any = next((layer for layer in self.layers if not passes_any(layer)), None)
        takes = getattr(first, "widths", ANY)[0]
        if takes is not None and (x.ndim < 2 or x.shape[-1] != takes):
            what = f"'s W {first.W.shape}" if isinstance(first, Dense) else f", which takes {takes} units"
            raise ValueError(f"x {x.shape} does not fit the first layer{what}")
        if x.ndim < 2:
            raise ValueError(f"x must be a batch (n, inputs), got shape {x.shape}")
        return x

    def __repr__(self) -> str:
        return f"Network({', '.join(map(describe, self.layers))})"


def mlp(
    rng: Rng,
    sizes: Sequence[int],
    activation: str | Activation,
    init: str | Initializer,
    dropout: float = 0.0,
    normalize: str | None = None,
    skip: bool = False,
) -> Network:
    """A multilayer perceptron: Dense layers of the given sizes, the activation after all but the last.

    `dropout` is the probability of dropping a hidden unit; `normalize`, "batch" or "layer", comes before
    each activation. With `skip`, what lies between two Dense layers, and the second of them, has the
    identity beside it wherever the width stays (He et al. 2016). Raises ValueError for unknown names,
    fewer than two sizes, a size below 1 or a rate outside [0, 1).
    """
    require_rng(rng)
    sizes = list(sizes)
    if len(sizes) < 2:
        raise ValueError(f"sizes needs inputs and outputs at least, got {sizes}")
    for size in sizes:
        require_whole("each of sizes", size)
    require_rate("dropout", dropout)
    require_a("skip", skip, bool)
    act, start = activations.get(activation), initializers.get(init)
    norm = None if normalize is None else named("normalize", normalize, NORMS)
    layers: list[Layer] = [Dense.create(rng, sizes[0], sizes[1], start)]
    for fan_in, fan_out in pairwise(sizes[1:]):
        part: list[Layer] = [norm.create(fan_in)] if norm else []
        part += [Activate(act), *([Dropout(dropout)] if dropout else [])]
        part.append(Dense.create(rng, fan_in, fan_out, start))
        layers += [Residual(tuple(part))] if skip and fan_in == fan_out else part
    return Network(layers)


def accuracy(net: Network, x: Array, y: Labels) -> float:
    """The fraction of rows whose most likely class is y; a single logit means class 1 above 1/2.

    For a stack of networks, the mean over its members. Raises ValueError unless y holds one label per
    row, in the range of the classes.
    """
    require_a("net", net, Network)
    logits, right = net(x), plain("y", y)
    n, classes = logits.shape[-2], max(logits.shape[-1], 2)
    if right.shape == (n, 1):
        right = right[:, 0]
    # 0.0 and 1.0, as the gates have them, and True and False are labels too.
    if right.dtype.kind in "bf" and np.isin(right, range(classes)).all():
        right = right.astype(np.intp)
    guess = logits[..., 0] > 0 if logits.shape[-1] == 1 else logits.argmax(axis=-1)
    return float((guess == row_labels("y", right, (n, classes))).mean())
