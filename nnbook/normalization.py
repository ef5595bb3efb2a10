"""Layers that keep the scale of what passes through them: batch and layer normalization.

Both shift and scale to mean 0 and variance 1, then give the network back the freedom that took:
y = gamma x_hat + beta. They differ in what they average over: the rows of a batch, or the units of a row.

    >>> x = np.array([[1.0, 10.0], [3.0, 30.0]])
    >>> rng = np.random.default_rng(0)
    >>> BatchNorm.create(2).forward(x, rng)[0].round(3).tolist()
    [[-1.0, -1.0], [1.0, 1.0]]
    >>> LayerNorm.create(2).forward(x)[0].round(3).tolist()
    [[-1.0, 1.0], [-1.0, 1.0]]
"""

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from nnbook.arrays import Array, Rng
from nnbook.edges import real, require_positive, require_trainable, require_whole
from nnbook.layers import column_sums


def _require_pair(gamma: Array, beta: Array, eps: float) -> None:
    require_trainable(gamma=gamma, beta=beta)
    require_positive("eps", eps)
    if gamma.shape != beta.shape or gamma.ndim not in (1, 3):
        raise ValueError(f"gamma {gamma.shape} and beta {beta.shape} do not fit: both must be (units,)")


@dataclass(frozen=True, eq=False)
class BatchNorm:
    """Every unit at mean 0 and variance 1 over the rows, times gamma, plus beta (Ioffe & Szegedy 2015).

    In training (with rng) mean and variance are those of the batch. In use they are the layer's own
    `mean` and `var`, which `Network.settled` measures once on training data; until then there is no answer
    without rng. Raises ValueError for shapes that do not fit.
    """

    gamma: Array
    beta: Array
    mean: Array | None = None
    var: Array | None = None
    eps: float = 1e-5

    def __post_init__(self) -> None:
        _require_pair(self.gamma, self.beta, self.eps)
        for name, settled in (("mean", self.mean), ("var", self.var)):
            if settled is not None and settled.shape != self.gamma.shape:
                raise ValueError(f"{name} {settled.shape} does not fit gamma {self.gamma.shape}")
        if (self.mean is None) != (self.var is None):
            raise ValueError("mean and var are settled together, or not at all")

    @classmethod
    def create(cls, units: int) -> Self:
        """A layer with gamma 1 and beta 0; ValueError unless units is a positive whole number."""
        require_whole("units", units)
        return cls(np.ones(units), np.zeros(units))

    @property
    def params(self) -> dict[str, Array]:
        """gamma and beta."""
        return {"gamma": self.gamma, "beta": self.beta}

    @property
    def widths(self) -> tuple[int, int]:
        """As many units as come in go out."""
        return self.gamma.shape[-1], self.gamma.shape[-1]

    def settled(self, x: Array) -> Self:
        """The layer with the mean and the variance over the rows of x for its own."""
        x = real("x", x)
        mean = column_sums(x) / x.shape[-2]
        var = column_sums((x - mean) ** 2) / x.shape[-2]
        like = self.gamma
        return replace(self, mean=np.broadcast_to(mean, like.shape).astype(like.dtype),
                       var=np.broadcast_to(var, like.shape).astype(like.dtype))  # fmt: skip

    def forward(self, x: Array, rng: Rng | None = None) -> tuple[Array, Any]:
        """gamma x_hat + beta, the same shape."""
        n = x.shape[-2]
        if rng is not None:
            x_hat = x - column_sums(x) / n
            scale = 1 / np.sqrt(column_sums(x_hat * x_hat) / n + self.eps)
        elif self.mean is not None and self.var is not None:
            x_hat, scale = x - self.mean, 1 / np.sqrt(self.var + self.eps)
        else:
            raise ValueError(
                "a BatchNorm has no statistics for use yet: take net.settled(x), x the training data"
            )
        x_hat = x_hat * scale
        return self.gamma * x_hat + self.beta, (x_hat, scale, rng is not None)

    def backward(self, dy: Array, cache: Any, need_dx: bool = True) -> tuple[Array | None, dict[str, Array]]:
        """dx along three paths: straight, through the mean, and through the variance."""
        x_hat, scale, of_batch = cache
        grads = {"gamma": column_sums(dy * x_hat), "beta": column_sums(dy)}
        if not need_dx:
            return None, grads
        if of_batch:
            n = dy.shape[-2]
            dy = dy - grads["beta"] / n - x_hat * (grads["gamma"] / n)
        return self.gamma * scale * dy, grads


@dataclass(frozen=True, eq=False)
class LayerNorm:
    """Every row at mean 0 and variance 1 over its units, times gamma, plus beta (Ba et al. 2016).

    Training and use are the same, for no row knows of the others. Raises ValueError for shapes that do
    not fit.
    """

    gamma: Array
    beta: Array
    eps: float = 1e-5

    def __post_init__(self) -> None:
        _require_pair(self.gamma, self.beta, self.eps)

    @classmethod
    def create(cls, units: int) -> Self:
        """A layer with gamma 1 and beta 0; ValueError unless units is a positive whole number."""
        require_whole("units", units)
        return cls(np.ones(units), np.zeros(units))

    @property
    def params(self) -> dict[str, Array]:
        """gamma and beta."""
        return {"gamma": self.gamma, "beta": self.beta}

    @property
    def widths(self) -> tuple[int, int]:
        """As many units as come in go out."""
        return self.gamma.shape[-1], self.gamma.shape[-1]

    def forward(self, x: Array, rng: Rng | None = None) -> tuple[Array, tuple[Array, Array]]:
        """gamma x_hat + beta, the same shape."""
        x_hat = x - x.mean(axis=-1, keepdims=True)
        scale = 1 / np.sqrt((x_hat * x_hat).mean(axis=-1, keepdims=True) + self.eps)
        x_hat = x_hat * scale
        return self.gamma * x_hat + self.beta, (x_hat, scale)

    def backward(
        self, dy: Array, cache: tuple[Array, Array], need_dx: bool = True
    ) -> tuple[Array | None, dict[str, Array]]:
        """dx along three paths: straight, through the mean, and through the variance."""
        x_hat, scale = cache
        grads = {"gamma": column_sums(dy * x_hat), "beta": column_sums(dy)}
        if not need_dx:
            return None, grads
        d = dy * self.gamma
        through_mean, through_var = d.mean(axis=-1, keepdims=True), (d * x_hat).mean(axis=-1, keepdims=True)
        return scale * (d - through_mean - x_hat * through_var), grads


NORMS: dict[str, type[BatchNorm] | type[LayerNorm]] = {"batch": BatchNorm, "layer": LayerNorm}
