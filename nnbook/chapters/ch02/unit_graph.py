"""Chapter 02: the loss as a landscape, the way down, and what a gradient costs."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnbook.arrays import Array, Rng
from nnbook.datasets import xor
from nnbook.graph import Edge, Value
from nnbook.layers import Dense
from nnbook.losses import Loss, binary_cross_entropy
from nnbook.network import Network

Entry = tuple[int, int]
GRAPH_STEPS = range(10)


@dataclass(frozen=True)
class UnitGraph:
    """One unit after some steps of its forward and backward pass, by the names of its nodes.

    `values` and `grads` (of d, by each node) are complete; what a step has reached is for the view to
    say. `slopes[node, source]` is the local derivative of a node by one that it was made of.
    """

    step: int
    values: dict[str, float]
    grads: dict[str, float]
    slopes: dict[tuple[str, str], float]


def unit_graph(*, x: float, w: float, b: float, step: int) -> UnitGraph:
    """The unit a = sigmoid(w x + b), the target 1, and their difference d = (a - 1)^2 / 2.

    Raises ValueError for a step that is not in `GRAPH_STEPS`.
    """
    if step not in GRAPH_STEPS:
        raise ValueError(f"step must be 0 ... {GRAPH_STEPS[-1]}, got {step}")
    inputs = [Value(number, name) for number, name in ((x, "x"), (w, "w"), (b, "b"))]
    u = (inputs[1] * inputs[0]).named("u")
    z = (u + inputs[2]).named("z")
    a = z.sigmoid().named("a")
    # One node for the whole difference, so that the picture shows one factor for it.
    d = Value((a.data - 1) ** 2 / 2, "d", edges=(Edge(a, a.data - 1),))
    d.backward()
    nodes = d.order()
    return UnitGraph(
        step=step,
        values={node.name: node.data for node in nodes},
        grads={node.name: node.grad for node in nodes},
        slopes={(node.name, edge.source.name): edge.slope for node in nodes for edge in node.edges},
    )


def xor_landscape(net: Network, first: Entry, second: Entry, values: Array) -> Array:
    """The loss on XOR when two weights of the first layer take all pairs of values, (first, second).

    The other weights stay as they are in `net`, which is not changed.
    """
    x, y = xor()
    moved, losses = net.copy(), np.empty((len(values), len(values)))
    W = moved.params[0]
    for i, j in np.ndindex(losses.shape):
        W[first], W[second] = values[i], values[j]
        losses[i, j] = binary_cross_entropy(moved(x), y)[0]
    return losses


@dataclass(frozen=True, eq=False)
class Way:
    """A way downhill: two weights (steps + 1, 2) and the loss (steps + 1,)."""

    weights: Array
    loss: Array


def descend(
    net: Network, first: Entry, second: Entry, *, start: tuple[float, float], lr: float, steps: int
) -> Way:
    """Gradient descent on XOR with two weights of the first layer, the others held fast."""
    x, y = xor()
    moved, weights, loss = net.copy(), [], []
    W = moved.params[0]
    W[first], W[second] = start
    for _ in range(steps + 1):
        trace = moved.trace(x, y, binary_cross_entropy)
        weights.append((W[first], W[second]))
        loss.append(trace.loss)
        W[first] -= lr * trace.grads[0][first]
        W[second] -= lr * trace.grads[0][second]
    return Way(np.array(weights), np.array(loss))


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
