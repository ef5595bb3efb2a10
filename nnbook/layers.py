"""The parts of a network. A layer is two pure methods, one the chain rule of the other.

`forward(x, rng=None) -> (y, cache)` computes the output and whatever backward will need; it stores
nothing, so a network can be evaluated between the two without spoiling a gradient. Passing an rng
means training, no rng means evaluation. `backward(dy, cache) -> (dx, grads)` takes dL/dy and hands
back dL/dx and the gradients of the layer's own parameters, keyed like `params`.

    >>> layer = Dense(np.array([[1.0], [2.0]]), np.array([0.5]))
    >>> z, cache = layer.forward(np.array([[3.0, 4.0]]))
    >>> dx, grads = layer.backward(np.ones((1, 1)), cache)
    >>> z.item(), dx.tolist(), grads["W"].tolist(), grads["b"].tolist()
    (11.5, [[1.0, 2.0]], [[3.0], [4.0]], [1.0])
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, Self

import numpy as np

from nnbook import initializers
from nnbook.activations import Activation
from nnbook.arrays import Array, Rng
from nnbook.edges import real, require_rate, require_rng, require_trainable, require_whole
from nnbook.initializers import Initializer


def product(a: Array, b: Array) -> Array:
    """The matrix product a @ b, of each member of a stack."""
    # `dot` knows no stacks, but starts in a third of the time of `@`: 8 % of a step of twelve layers.
    c: Array = a.dot(b) if b.ndim == 2 else a @ b
    return c


def column_sums(dy: Array) -> Array:
    """What a bias receives: dy.sum(axis=0), and for a stack dy.sum(axis=-2, keepdims=True)."""
    # With ones at hand, a product adds up rows in half the time of a sum: 5 % of a step of twelve layers.
    sums: Array = _ones(len(dy), dy.dtype).dot(dy) if dy.ndim == 2 else dy.sum(axis=-2, keepdims=True)
    return sums


@lru_cache
def _ones(n: int, dtype: np.dtype[Any]) -> Array:
    return np.ones(n, dtype)


class Layer(Protocol):
    """What a network needs of a layer."""

    @property
    def params(self) -> dict[str, Array]:
        """The trainable arrays by name, empty where there are none."""

    def forward(self, x: Array, rng: Rng | None = None) -> tuple[Array, Any]:
        """The output for a batch x, and what backward needs."""

    def backward(self, dy: Array, cache: Any, need_dx: bool = True) -> tuple[Array | None, dict[str, Array]]:
        """dL/dx (None unless needed) and the gradients of the parameters."""


@dataclass(frozen=True, eq=False)
class Dense:
    """z = x @ W + b, with W of shape (fan_in, fan_out) and b of shape (fan_out,).

    A stack of k such layers has W of shape (k, fan_in, fan_out) and b of shape (k, 1, fan_out).
    Raises ValueError naming both shapes when they do not fit, or both dtypes when one is neither float32
    nor float64.
    """

    W: Array
    b: Array

    def __post_init__(self) -> None:
        require_trainable(W=self.W, b=self.b)
        fits = self.b.shape == self.W.shape[:-2] + (1,) * (self.W.ndim - 2) + self.W.shape[-1:]
        if self.W.ndim not in (2, 3) or not fits:
            raise ValueError(
                f"W {self.W.shape} and b {self.b.shape} do not fit: (fan_in, fan_out) needs (fan_out,)"
            )

    @classmethod
    def create(cls, rng: Rng, fan_in: int, fan_out: int, init: str | Initializer) -> Self:
        """A layer with weights from `init`, a name or an initializer, and zero biases.

        Raises ValueError for an unknown name and unless both sizes are positive whole numbers.
        """
        require_rng(rng)
        require_whole("fan_in", fan_in)
        require_whole("fan_out", fan_out)
        return cls(initializers.get(init)(rng, fan_in, fan_out), np.zeros(fan_out))

    @property
    def params(self) -> dict[str, Array]:
        """W and b."""
        return {"W": self.W, "b": self.b}

    @property
    def widths(self) -> tuple[int, int]:
        """fan_in and fan_out."""
        return self.W.shape[-2], self.W.shape[-1]

    def forward(self, x: Array, rng: Rng | None = None) -> tuple[Array, Array]:
        """z (n, fan_out) for x (n, fan_in)."""
        z = product(x, self.W)
        z += self.b
        return z, x

    def backward(
        self, dy: Array, cache: Array, need_dx: bool = True
    ) -> tuple[Array | None, dict[str, Array]]:
        """dx = dy @ W^T, dW = x^T @ dy, db = the column sums of dy."""
        x = cache
        dx = product(dy, self.W.mT) if need_dx else None
        return dx, {"W": product(x.mT, dy), "b": column_sums(dy)}


@dataclass(frozen=True)
class Activate:
    """a = f(z), element by element."""

    activation: Activation

    @property
    def params(self) -> dict[str, Array]:
        """Nothing to train."""
        return {}

    def forward(self, x: Array, rng: Rng | None = None) -> tuple[Array, tuple[Array, Array]]:
        """f(x), the same shape."""
        y = self.activation.f(x)
        return y, (x, y)

    def backward(
        self, dy: Array, cache: tuple[Array, Array], need_dx: bool = True
    ) -> tuple[Array, dict[str, Array]]:
        """dx = dy * f'(x)."""
        return dy * self.activation.df(*cache), {}


@dataclass(frozen=True)
class Dropout:
    """Training: each value is dropped with probability `rate`, the rest divided by 1 - rate.

    Evaluation (no rng): the identity, because the division has kept the mean where it was
    (Srivastava et al. 2014, the "inverted" form). Raises ValueError for a rate outside [0, 1).
    """

    rate: float

    def __post_init__(self) -> None:
        require_rate("rate", self.rate)

    @property
    def params(self) -> dict[str, Array]:
        """Nothing to train."""
        return {}

    def forward(self, x: Array, rng: Rng | None = None) -> tuple[Array, Array | None]:
        """x times a fresh random mask with values 0 and 1 / (1 - rate); x itself without rng."""
        if rng is None or self.rate == 0:
            return x, None
        x = real("x", x)  # 1 / (1 - rate) is no whole number
        kept = rng.random(x.shape, dtype=np.float32) >= self.rate
        mask = kept * x.dtype.type(1 / (1 - self.rate))
        return x * mask, mask

    def backward(
        self, dy: Array, cache: Array | None, need_dx: bool = True
    ) -> tuple[Array, dict[str, Array]]:
        """dx = dy times the mask of the forward pass."""
        return (dy if cache is None else dy * cache), {}
