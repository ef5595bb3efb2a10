"""Several networks asked at once: their average, and how they can be trained side by side.

>>> from nnbook.network import mlp
>>> nets = [mlp(np.random.default_rng(seed), (2, 4, 3), "relu", "he") for seed in range(5)]
>>> x = np.ones((10, 2))
>>> Ensemble(nets).predict_proba(x).shape, stack(nets)(x).shape
((10, 3), (5, 10, 3))
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np

from nnbook.arrays import Array, Rng
from nnbook.edges import plain, require_a, require_rng, require_whole
from nnbook.layers import Dropout
from nnbook.mapping import mapped
from nnbook.network import Network
from nnbook.residual import every


class Classifier(Protocol):
    """Anything that turns a batch into probabilities: a Network, an Ensemble."""

    def predict_proba(self, x: Array) -> Array:
        """P(class | row), shape (n, classes), or (n, 1) for the probability of class 1."""


@dataclass(frozen=True)
class Ensemble:
    """Several classifiers that answer together (Hansen & Salamon 1990).

    Raises ValueError when there are none.
    """

    members: Sequence[Classifier]

    def __post_init__(self) -> None:
        # A generator would be used up.
        object.__setattr__(self, "members", tuple(_listed("members", self.members)))
        if not self.members:
            raise ValueError("members is empty: an ensemble needs at least one")
        for member in self.members:
            if not hasattr(member, "predict_proba"):
                raise ValueError(f"members must have predict_proba, got {member!r}")

    def each(self, x: Array) -> Array:
        """The probabilities of every member, (members, n, classes)."""
        answers = [member.predict_proba(x) for member in self.members]
        if len(shapes := {p.shape for p in answers}) > 1:
            raise ValueError(f"members must answer in one shape, got {sorted(shapes)}")
        return np.stack(answers)

    def predict_proba(self, x: Array) -> Array:
        """The mean of the members' probabilities, (n, classes)."""
        mean: Array = self.each(x).mean(axis=0)
        return mean

    def votes(self, x: Array) -> Array:
        """The share of members for which each class is the most likely one, (n, classes).

        For a single output (n, 1): the share of members that say class 1.
        """
        p = self.each(x)
        classes = p.shape[-1]
        chosen = p > 0.5 if classes == 1 else p.argmax(axis=-1)[..., None] == np.arange(classes)
        share: Array = chosen.mean(axis=0)
        return share


@dataclass(frozen=True)
class MonteCarloDropout:
    """One network asked `samples` times with its dropout left on (Gal & Ghahramani 2016).

    Each call takes fresh masks from the rng. Raises ValueError for samples below 2, or a network
    without dropout: its answers would all be the same.
    """

    net: Network
    rng: Rng
    samples: int = 100

    def __post_init__(self) -> None:
        require_a("net", self.net, Network)
        require_rng(self.rng)
        require_whole("samples", self.samples, least=2)
        if not any(isinstance(layer, Dropout) and layer.rate for layer in every(self.net.layers)):
            raise ValueError(f"net has no dropout to sample: {self.net}")

    def each(self, x: Array) -> Array:
        """The probabilities under each mask, (samples, n, classes)."""
        return np.stack([self.net.predict_proba(x, self.rng) for _ in range(self.samples)])

    def predict_proba(self, x: Array) -> Array:
        """The mean over the masks, (n, classes)."""
        return self.mean_and_spread(x)[0]

    def mean_and_spread(self, x: Array) -> tuple[Array, Array]:
        """Mean and standard deviation over the same masks, each (n, classes)."""
        p = self.each(x)
        return p.mean(axis=0), p.std(axis=0)


def bagging(
    rng: Rng, x: Array, y: Any, fit_one: Callable[[Rng, Array, Any], Classifier], size: int
) -> Ensemble:
    """`size` classifiers, each from `fit_one(rng, x, y)` on rows drawn with replacement (Breiman 1996).

    Raises ValueError when size is below 1, x and y differ in length, or there are no rows.
    """
    require_rng(rng)
    require_whole("size", size)
    x, y = plain("x", x), plain("y", y)
    if x.shape[:1] != y.shape[:1] or not x.size:
        raise ValueError(f"x {x.shape} and y {y.shape} must have the same number of rows, and some")

    def member() -> Classifier:
        rows = rng.integers(len(x), size=len(x))
        return fit_one(rng, x[rows], y[rows])

    return Ensemble([member() for _ in range(size)])


def stack(nets: Sequence[Network]) -> Network:
    """One network that is k networks side by side: W (k, fan_in, fan_out), b (k, 1, fan_out).

    It trains with `fit` as the members would alone on the same batches, with one batched product
    per layer; its output is (k, n, classes). The members' arrays are copied. Raises ValueError when
    there are no networks or their layers differ.
    """
    nets = _listed("nets", nets)
    if not nets:
        raise ValueError("nets is empty: a stack needs at least one network")
    for net in nets:
        require_a("each of nets", net, Network)
    try:
        columns = list(zip(*(net.layers for net in nets), strict=True))
        return Network(mapped(_side_by_side, *layers) for layers in columns)
    except ValueError as error:
        raise ValueError(f"only networks of the same layers stack: {error}") from error


def unstack(net: Network) -> list[Network]:
    """The members of a stack, as networks of their own with arrays of their own.

    Raises ValueError when the network is not a stack.
    """
    require_a("net", net, Network)
    sizes: set[int] = set()
    for layer in net.layers:
        mapped(lambda _, p: sizes.add(len(p) if p.ndim == 3 else 0), layer)
    if len(sizes) != 1 or sizes == {0}:
        raise ValueError(f"not a stack of networks: {net}")
    return [Network(mapped(partial(_member, i), layer) for layer in net.layers) for i in range(sizes.pop())]


def _listed(name: str, several: Any) -> list[Any]:
    if not isinstance(several, Iterable):
        raise ValueError(f"{name} must be a list, got {several!r}")
    return list(several)


def _side_by_side(name: str, *arrays: Array) -> Array:
    together = np.stack(arrays)
    if together.ndim not in (2, 3):
        raise ValueError(f"{name} {arrays[0].shape} is neither a matrix nor a vector")
    return together if together.ndim == 3 else together[:, None]


def _member(i: int, name: str, p: Array) -> Array:
    # Matrices have capital names, as in the text: a W of one row is no vector.
    mine: Array = p[i] if name.isupper() or p.shape[1] != 1 else p[i, 0]
    return mine.copy()
