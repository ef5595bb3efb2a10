"""Layers that look at 8 x 8 pixels through windows of 3 x 3, and that keep the largest of four neighbors.

A window at every place has weights of its own, or all have the same: then they are tied.

>>> rng = np.random.default_rng(0)
>>> tied, free = Windows.create(rng, 8, tied=True), Windows.create(rng, 8, tied=False)
>>> [p.size for p in tied.params.values()], [p.size for p in free.params.values()], tied.matrix().shape
([72, 8], [2592, 288], (64, 288))
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from nnbook.arrays import Array, Rng
from nnbook.edges import require_rng, require_whole

SIDE, WINDOW = 8, 3
ACROSS = SIDE - WINDOW + 1
PLACES = ACROSS * ACROSS
_corner = (np.arange(ACROSS)[:, None] * SIDE + np.arange(ACROSS)).reshape(-1, 1)
# The nine pixels that are seen at every place, (36, 9).
SEEN = _corner + (np.arange(WINDOW)[:, None] * SIDE + np.arange(WINDOW)).reshape(1, -1)


@dataclass(frozen=True, eq=False)
class Windows:
    """z = what is seen at a place @ kernel + b, for every place, place by place (n, 36 * channels).

    `kernel` is (36, 9, channels) and `b` (36, 1, channels); where all places share theirs, 1 stands for
    36, and the layer is a convolution (LeCun et al. 1998).
    """

    kernel: Array
    b: Array

    @classmethod
    def create(cls, rng: Rng, channels: int, *, tied: bool) -> Self:
        """A layer from He's start, nine inputs a unit, with zero biases."""
        require_rng(rng)
        require_whole("channels", channels)
        places = 1 if tied else PLACES
        kernel = rng.normal(0, np.sqrt(2 / WINDOW**2), (places, WINDOW**2, channels))
        return cls(kernel, np.zeros((places, 1, channels)))

    @property
    def params(self) -> dict[str, Array]:
        """kernel and b."""
        return {"kernel": self.kernel, "b": self.b}

    @property
    def widths(self) -> tuple[int, int]:
        """64 pixels go in, 36 places times the channels come out."""
        return SIDE * SIDE, PLACES * self.b.shape[-1]

    def matrix(self) -> Array:
        """The W (64, 36 * channels) of the Dense layer that computes the same: mostly zeros."""
        W = np.zeros((SIDE * SIDE, PLACES, self.b.shape[-1]), self.kernel.dtype)
        W[SEEN, np.arange(PLACES)[:, None]] = self.kernel
        return W.reshape(SIDE * SIDE, -1)

    def forward(self, x: Array, rng: Rng | None = None) -> tuple[Array, Array]:
        """z (n, 36 * channels) for x (n, 64)."""
        seen = x.T[SEEN].swapaxes(1, 2)  # (36, n, 9)
        z = seen @ self.kernel + self.b
        return z.swapaxes(0, 1).reshape(len(x), -1), seen

    def backward(
        self, dy: Array, cache: Array, need_dx: bool = True
    ) -> tuple[Array | None, dict[str, Array]]:
        """Every place has its gradient; weights that are tied receive the sum over the places."""
        dz = dy.reshape(len(dy), PLACES, -1).swapaxes(0, 1)
        own = {"kernel": cache.mT @ dz, "b": dz.sum(axis=1, keepdims=True)}
        tied = len(self.kernel) == 1
        grads = {name: g.sum(axis=0, keepdims=True) if tied else g for name, g in own.items()}
        if not need_dx:
            return None, grads
        dx = np.zeros((SIDE * SIDE, len(dy)), dy.dtype)
        np.add.at(dx, SEEN, (dz @ self.kernel.mT).swapaxes(1, 2))
        return dx.T, grads


@dataclass(frozen=True)
class MaxPool:
    """The largest of four neighboring places, channel by channel: 36 places become 9."""

    channels: int

    @property
    def params(self) -> dict[str, Array]:
        """Nothing to train."""
        return {}

    @property
    def widths(self) -> tuple[int, int]:
        """36 places times the channels come in, 9 go out."""
        return PLACES * self.channels, PLACES // 4 * self.channels

    def forward(self, x: Array, rng: Rng | None = None) -> tuple[Array, Array]:
        """The largest of every four (n, 9 * channels)."""
        half = ACROSS // 2
        fours = x.reshape(len(x), half, 2, half, 2, self.channels)
        largest = fours.max(axis=(2, 4), keepdims=True)
        return largest.reshape(len(x), -1), fours == largest

    def backward(self, dy: Array, cache: Array, need_dx: bool = True) -> tuple[Array, dict[str, Array]]:
        """dy goes to the largest, and to each where several are: ReLUs that are off pass nothing on."""
        half = ACROSS // 2
        return (cache * dy.reshape(len(dy), half, 1, half, 1, self.channels)).reshape(len(dy), -1), {}
