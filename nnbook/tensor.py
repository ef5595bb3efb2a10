"""A computation graph of arrays: automatic differentiation in reverse mode, as PyTorch and JAX do it.

    >>> x, W = Tensor([[1.0, 2.0]]), Tensor([[3.0], [4.0]])
    >>> loss = (x @ W + Tensor(0.5)).sigmoid().sum()
    >>> loss.backward()
    >>> W.grad.shape, bool(np.isclose(W.grad[0, 0], loss.data * (1 - loss.data) * 1.0))
    ((2, 1), True)

It is `graph.Value` for arrays. The derivative of an array by an array is a huge matrix, the Jacobian; an
edge holds no such thing but a function that takes dL/d(result) to dL/d(source), a vector-Jacobian product.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nnbook import activations
from nnbook.activations import Activation
from nnbook.arrays import Array
from nnbook.edges import finite, require_number


class Edge(NamedTuple):
    """An array that another was made of, and how the gradient by that other one becomes that by it."""

    source: "Tensor"
    back: Callable[[Array], Array]


@dataclass(eq=False)
class Tensor:
    """An array, what it was made of, and (after `backward`) the derivative of the result by it.

    Numbers become float64. Raises ValueError for what is no array of finite numbers.
    """

    data: Array
    edges: tuple[Edge, ...] = ()
    grad: Array | None = None

    # NumPy's arrays leave `array * tensor` to this class.
    __array_ufunc__ = None

    def __init__(self, data: npt.ArrayLike, *edges: tuple["Tensor", Callable[[Array], Array]]) -> None:
        self.data = finite("data", data).astype(float, copy=False)
        self.edges, self.grad = tuple(Edge(*edge) for edge in edges), None

    def __add__(self, other: Any) -> "Tensor":
        a, b = self, _tensor(other)
        return Tensor(a.data + b.data, (a, lambda g: _fit(g, a)), (b, lambda g: _fit(g, b)))

    def __mul__(self, other: Any) -> "Tensor":
        a, b = self, _tensor(other)
        return Tensor(a.data * b.data, (a, lambda g: _fit(g * b.data, a)), (b, lambda g: _fit(g * a.data, b)))

    def __matmul__(self, other: "Tensor") -> "Tensor":
        """The product of two matrices, (n, i) @ (i, j)."""
        a, b = self, _tensor(other)
        return Tensor(a.data @ b.data, (a, lambda g: g @ b.data.T), (b, lambda g: a.data.T @ g))

    def __pow__(self, power: float) -> "Tensor":
        """Every number to a plain number's power."""
        require_number("power", power)
        return Tensor(self.data**power, (self, lambda g: g * power * self.data ** (power - 1)))

    def __neg__(self) -> "Tensor":
        return self * -1.0

    def __sub__(self, other: Any) -> "Tensor":
        return self + -_tensor(other)

    def __truediv__(self, other: Any) -> "Tensor":
        return self * _tensor(other) ** -1

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other: Any) -> "Tensor":
        return _tensor(other) - self

    def exp(self) -> "Tensor":
        """e to the power of every number."""
        y = np.exp(self.data)
        return Tensor(y, (self, lambda g: g * y))

    def log(self) -> "Tensor":
        """The natural logarithm of every number; NumPy warns where one is not positive."""
        return Tensor(np.log(self.data), (self, lambda g: g / self.data))

    def apply(self, activation: str | Activation) -> "Tensor":
        """An activation of every number, by name; ValueError for one that is not known."""
        act = activations.get(activation)
        a = act(self.data)
        return Tensor(a, (self, lambda g: g * act.df(self.data, a)))

    def sigmoid(self) -> "Tensor":
        """1 / (1 + e^-z) of every number."""
        return self.apply("sigmoid")

    def sum(self, axis: int | None = None) -> "Tensor":
        """The sum of all numbers, or along one axis, which stays as one of length 1."""
        total = self.data.sum(axis=axis, keepdims=axis is not None)
        return Tensor(total, (self, lambda g: np.broadcast_to(g, self.data.shape)))

    def mean(self) -> "Tensor":
        """The mean of all numbers."""
        return self.sum() / self.data.size

    def order(self) -> list["Tensor"]:
        """All arrays this one depends on, each after those it was made of, itself last."""
        order: dict[Tensor, None] = {}
        path: list[Tensor] = [self]
        while path:
            waiting = [source for source, _ in path[-1].edges if source not in order]
            if waiting:
                path.append(waiting[0])
            else:
                order[path.pop()] = None
        return list(order)

    def backward(self) -> None:
        """Set `grad` of every array to the derivative of this single number by it.

        Raises ValueError when this is more than one number.
        """
        if self.data.size != 1:
            raise ValueError(f"backward starts at a single number, this has shape {self.data.shape}")
        nodes = self.order()
        for node in nodes:
            node.grad = np.zeros_like(node.data)
        self.grad = np.ones_like(self.data)
        for node in reversed(nodes):
            for source, back in node.edges:
                source.grad = source.grad + back(node.grad)  # type: ignore[arg-type, operator]  # set above

    def __repr__(self) -> str:
        return f"Tensor{self.data.shape}"


def _tensor(value: Any) -> Tensor:
    return value if isinstance(value, Tensor) else Tensor(value)


def _fit(gradient: Array, tensor: Tensor) -> Array:
    """The gradient of an array that broadcasting repeated: the sum over its copies."""
    shape = tensor.data.shape
    added = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))
    stretched = tuple(k for k, n in enumerate(shape) if n == 1 and added.shape[k] > 1)
    fitted: Array = added.sum(axis=stretched, keepdims=True)
    return fitted
