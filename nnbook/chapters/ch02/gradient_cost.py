"""Chapter 02: what a gradient costs."""

from dataclasses import dataclass
from typing import Any

from nnbook.arrays import Array, Rng
from nnbook.layers import Dense
from nnbook.losses import Loss
from nnbook.network import Network


@dataclass(frozen=True)
class CountedDense:
    """A Dense layer that notes, in `tally`, the multiply-adds of each product it is asked for."""

    dense: Dense
    tally: list[int]

    @property
    def params(self) -> dict[str, Array]:
        """W and b of the layer itself."""
        return self.dense.params

    def forward(self, x: Array, rng: Rng | None = None) -> tuple[Array, Array]:
        """Count x W: each weight meets each row once."""
        self.tally.append(len(x) * self.dense.W.size)
        return self.dense.forward(x, rng)

    def backward(
        self, dy: Array, cache: Array, need_dx: bool = True
    ) -> tuple[Array | None, dict[str, Array]]:
        """Count x^T dy, and dy W^T where dx is wanted."""
        self.tally.append((2 if need_dx else 1) * len(dy) * self.dense.W.size)
        return self.dense.backward(dy, cache, need_dx)


@dataclass(frozen=True)
class Cost:
    """Multiply-adds of one forward and one backward pass, and the number of parameters."""

    forward: int
    backward: int
    parameters: int

    @property
    def by_differences(self) -> int:
        """What central differences would cost: two forward passes per parameter."""
        return 2 * self.parameters * self.forward


def gradient_cost(net: Network, x: Array, y: Any, loss: Loss) -> Cost:
    """The cost of the loss's gradient, counted while the package computes it."""
    tally: list[int] = []
    spy = Network(CountedDense(la, tally) if isinstance(la, Dense) else la for la in net.layers)
    spy(x)
    forward = sum(tally)
    spy.trace(x, y, loss)
    return Cost(forward, sum(tally) - 2 * forward, sum(p.size for p in net.params))
