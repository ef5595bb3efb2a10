"""Restricted Boltzmann machines: two layers of 0/1 units, each explaining the other.

A machine gives every joint state (v, h) the energy E = -v b - h c - v W h and the probability
exp(-E) / Z (Smolensky 1986, Hinton 2002). Within a layer nothing is connected, so given one layer
the units of the other are independent.

    >>> rbm = RBM.create(np.random.default_rng(0), visible=4, hidden=3)
    >>> rbm.hidden(np.ones((2, 4))).shape, round(rbm.log_likelihood(np.ones((1, 4))), 1)
    ((2, 3), -2.8)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from nnbook.activations import sigmoid, softplus
from nnbook.arrays import Array, Rng
from nnbook.edges import (
    finite,
    real,
    require_a,
    require_number,
    require_rng,
    require_trainable,
    require_whole,
)
from nnbook.layers import Dense, column_sums, product


def draw(rng: Rng, p: Array) -> Array:
    """Ones with probability p, zeros otherwise, in the dtype of p."""
    require_rng(rng)
    return _drawn(rng, real("p", p))


def _drawn(rng: Rng, p: Array) -> Array:
    return (rng.random(p.shape, dtype=np.float32) < p).astype(p.dtype)


def states(n: int) -> Array:
    """All states of n units, (2^n, n), counting up in binary; ValueError for more than 16 units."""
    require_whole("n", n)
    if n > 16:
        raise ValueError(f"only a layer of at most 16 units can be summed over, got {n}")
    return (np.arange(2**n)[:, None] >> np.arange(n)[::-1] & 1).astype(np.float64)


@dataclass(frozen=True, eq=False)
class RBM:
    """Weights W (visible, hidden), visible bias b (visible,), hidden bias c (hidden,).

    Raises ValueError naming the shapes when they do not fit.
    """

    W: Array
    b: Array
    c: Array

    def __post_init__(self) -> None:
        require_trainable(W=self.W, b=self.b, c=self.c)
        if self.W.ndim != 2 or (self.b.shape, self.c.shape) != (self.W.shape[:1], self.W.shape[1:]):
            raise ValueError(
                f"W {self.W.shape}, b {self.b.shape} and c {self.c.shape} do not fit: "
                "(visible, hidden) needs (visible,) and (hidden,)"
            )

    @classmethod
    def create(cls, rng: Rng, visible: int, hidden: int, std: float = 0.01) -> Self:
        """A machine with weights from N(0, std^2) and zero biases, as in Hinton (2012).

        Raises ValueError unless the sizes are positive whole numbers and std is not negative.
        """
        require_rng(rng)
        require_whole("visible", visible)
        require_whole("hidden", hidden)
        require_number("std", std)
        if std < 0:
            raise ValueError(f"std must not be negative, got {std}")
        return cls(rng.normal(0, std, (visible, hidden)), np.zeros(visible), np.zeros(hidden))

    @property
    def params(self) -> list[Array]:
        """W, b, c themselves: what an optimizer changes in place."""
        return [self.W, self.b, self.c]

    def astype(self, dtype: npt.DTypeLike) -> Self:
        """A copy whose parameters have that dtype."""
        return type(self)(*(p.astype(dtype) for p in self.params))

    def hidden(self, v: Array) -> Array:
        """P(h = 1 | v), shape (n, hidden) for v (n, visible)."""
        return sigmoid.f(product(v, self.W) + self.c)

    def visible(self, h: Array) -> Array:
        """P(v = 1 | h), shape (n, visible) for h (n, hidden)."""
        return sigmoid.f(product(h, self.W.T) + self.b)

    def reconstruct(self, v: Array) -> Array:
        """What comes back when v goes up and down again as probabilities, (n, visible)."""
        return self.visible(self.hidden(v))

    def gibbs(self, rng: Rng, v: Array) -> Array:
        """The next states (n, visible) of chains at v: hidden units drawn, then visible ones."""
        return draw(rng, self.visible(draw(rng, self.hidden(v))))

    def chain(self, rng: Rng, v: Array) -> Iterator[Array]:
        """The states that follow v, one Gibbs step after the other, without end."""
        while True:
            v = self.gibbs(rng, v)
            yield v

    def free_energy(self, v: Array) -> Array:
        """F (n,), the hidden units summed out: P(v) = exp(-F) / Z."""
        v = real("v", v)
        energy: Array = -(v @ self.b) - softplus.f(v @ self.W + self.c).sum(axis=-1)
        return energy

    def log_partition(self) -> float:
        """Log Z, summed over all states of the smaller layer; ValueError above 16 units."""
        wide = len(self.b) > len(self.c)
        small = RBM(self.W.T, self.c, self.b) if wide else self
        return float(np.logaddexp.reduce(-small.free_energy(states(len(small.b)))))

    def log_likelihood(self, v: Array) -> float:
        """The exact mean of log P(v), in nats; ValueError when both layers exceed 16 units."""
        return float(-self.free_energy(self.require_rows(v)).mean()) - self.log_partition()

    def require_rows(self, v: Array, name: str = "v") -> Array:
        """v (n, visible) as an array of floats; ValueError when it is none, or not in [0, 1]."""
        v = finite(name, v)
        if v.ndim != 2 or v.shape[1] != len(self.b):
            raise ValueError(f"{name} {v.shape} does not fit W {self.W.shape}: one row per example")
        if v.min() < 0 or v.max() > 1:
            raise ValueError(f"{name} must be in [0, 1], found {v.min()} ... {v.max()}")
        return v

    def to_dense(self) -> Dense:
        """The way up as a layer of a network, with copies of W and c."""
        return Dense(self.W.copy(), self.c.copy())


def contrastive_divergence(rbm: RBM, v: Array, rng: Rng, k: int = 1) -> list[Array]:
    """Gradients of the mean of -log P(v) for W, b, c, by k Gibbs steps from the data.

    Hinton (2002): biased for small k, right as k grows. Raises ValueError for k below 1 and for v
    outside [0, 1].
    """
    require_rng(rng)
    require_whole("k", k)
    require_a("rbm", rbm, RBM)
    return contrast(rbm, rbm.require_rows(v), rng, k, None)[0]


def persistent_contrastive_divergence(
    rbm: RBM, v: Array, rng: Rng, chains: Array, k: int = 1
) -> tuple[list[Array], Array]:
    """Gradients by chains (m, visible) that go on where they stopped, and where they are now.

    Tieleman (2008): start with any 0/1 states, hand the returned ones to the next call. Raises
    ValueError for k below 1 and for v or chains outside [0, 1].
    """
    require_rng(rng)
    require_whole("k", k)
    require_a("rbm", rbm, RBM)
    return contrast(rbm, rbm.require_rows(v), rng, k, rbm.require_rows(chains, "chains"))


def contrast(rbm: RBM, v: Array, rng: Rng, k: int, chains: Array | None) -> tuple[list[Array], Array]:
    """What the two above give, for data that have been looked at; without chains they start at the data."""
    up = rbm.hidden(v)
    h = up if chains is None else rbm.hidden(chains)
    for _ in range(k):
        model = _drawn(rng, rbm.visible(_drawn(rng, h)))
        h = rbm.hidden(model)
    data, fantasy = _means(v, up), _means(model, h)
    return [b - a for a, b in zip(data, fantasy, strict=True)], model


def _means(v: Array, h: Array) -> list[Array]:
    # The means over the rows of v h, v and h: what the gradients compare between data and model.
    h = h / len(v)
    return [product(v.T, h), column_sums(v) / len(v), column_sums(h)]


def exact_gradients(rbm: RBM, v: Array) -> list[Array]:
    """The gradients that the two above estimate; ValueError for more than 16 visible units."""
    require_a("rbm", rbm, RBM)
    v = rbm.require_rows(v)
    model, up = states(len(rbm.b)), rbm.hidden(v)
    down = rbm.hidden(model)
    p = np.exp(-rbm.free_energy(model) - rbm.log_partition())
    return [
        (p * model.T) @ down - v.T @ up / len(v),
        p @ model - v.mean(axis=0),
        p @ down - up.mean(axis=0),
    ]
