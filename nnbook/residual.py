"""A row of layers with an identity beside it: y = x + f(x).

>>> import numpy as np
>>> from nnbook.layers import Dense
>>> block = Residual((Dense(np.zeros((2, 2)), np.zeros(2)),))
>>> y, cache = block.forward(np.array([[1.0, 2.0]]))
>>> y.tolist(), block.backward(np.array([[3.0, 4.0]]), cache)[0].tolist()
([[1.0, 2.0]], [[3.0, 4.0]])
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from nnbook.arrays import Array, Rng
from nnbook.layers import Activate, Dense, Dropout, Layer
from nnbook.mapping import require_layer
from nnbook.normalization import BatchNorm, LayerNorm

# The widths of what takes and gives any number of units.
ANY = (None, None)


@dataclass(frozen=True, eq=False)
class Residual:
    """y = x + f(x), f a row of layers: what comes back is dy + df^T dy, so dy passes whole (He et al. 2016).

    Raises ValueError when there are no layers, or f gives another number of units than it takes.
    """

    layers: tuple[Layer, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        if not self.layers:
            raise ValueError("layers is empty: a block needs at least one")
        require_chain(self.layers)
        takes, gives = self.widths
        if takes != gives:
            raise ValueError(f"layers takes {takes} units and gives {gives}: x + f(x) needs as many")

    @property
    def params(self) -> dict[str, Array]:
        """The parameters of all layers, "0.W" for the W of the first."""
        return {f"{i}.{name}": p for i, layer in enumerate(self.layers) for name, p in layer.params.items()}

    @property
    def widths(self) -> tuple[int | None, int | None]:
        """How many units go in and come out, None where any number may."""
        known = _of_known_width(self.layers)
        return (known[0].widths[0], known[-1].widths[1]) if known else ANY

    def forward(self, x: Array, rng: Rng | None = None) -> tuple[Array, list[Any]]:
        """x + f(x), the same shape."""
        y, caches = x, []
        for layer in self.layers:
            y, cache = layer.forward(y, rng)
            caches.append(cache)
        return x + y, caches

    def backward(
        self, dy: Array, cache: list[Any], need_dx: bool = True
    ) -> tuple[Array | None, dict[str, Array]]:
        """dx = dy + what comes back through f."""
        d: Any = dy
        parts: list[dict[str, Array]] = []
        for i in reversed(range(len(self.layers))):
            d, grads = self.layers[i].backward(d, cache[i], need_dx=need_dx or i > 0)
            parts.append(grads)
        named = {f"{i}.{name}": g for i, part in enumerate(reversed(parts)) for name, g in part.items()}
        return dy + d if need_dx else None, named


def require_chain(layers: Sequence[Any]) -> None:
    """Raise ValueError unless all are layers, and each takes as many units as the one before it gives."""
    for i, layer in enumerate(layers):
        require_layer(i, layer)
    for a, b in pairwise(_of_known_width(layers)):
        if isinstance(a, Dense) and isinstance(b, Dense):
            if a.W.shape[-1] != b.W.shape[-2] or a.W.shape[:-2] != b.W.shape[:-2]:
                raise ValueError(f"layers do not chain: W {a.W.shape} is followed by {b.W.shape}")
        elif a.widths[1] != b.widths[0]:
            raise ValueError(
                f"layers do not chain: {a.widths[1]} units are followed by {b!r}, which takes {b.widths[0]}"
            )


def passes_any(layer: Layer) -> bool:
    """Whether it is known to pass on any number of units: an activation, dropout, a block of nothing else."""
    return isinstance(layer, Activate | Dropout) or getattr(layer, "widths", None) == ANY


def _of_known_width(layers: Sequence[Any]) -> list[Any]:
    """Without those that pass on any number of units, or do not say."""
    return [layer for layer in layers if getattr(layer, "widths", ANY) != ANY]


def every(layers: Sequence[Layer]) -> Iterator[Layer]:
    """The layers, and those within blocks, in the order in which they work."""
    for layer in layers:
        yield layer
        if isinstance(layer, Residual):
            yield from every(layer.layers)


def settle(layers: Sequence[Layer], x: Array, rng: Rng | None) -> tuple[tuple[Layer, ...], Array]:
    """The layers, those that normalize batches with the statistics of x for their own, and what comes out."""
    done: list[Layer] = []
    for layer in layers:
        if isinstance(layer, Residual):
            inner, y = settle(layer.layers, x, rng)
            layer, y = Residual(inner), x + y
        else:
            layer = layer.settled(x) if isinstance(layer, BatchNorm) else layer
            y, _ = layer.forward(x, rng)
        done.append(layer)
        x = y
    return tuple(done), x


def describe(layer: Layer) -> str:
    """A layer in a word or two, as a network's repr shows it."""
    match layer:
        case Dense(W=W):
            return "x".join(map(str, W.shape))
        case Activate(activation):
            return activation.name
        case BatchNorm() | LayerNorm():
            return type(layer).__name__
        case Residual(layers):
            return f"Residual({', '.join(map(describe, layers))})"
    return repr(layer)
