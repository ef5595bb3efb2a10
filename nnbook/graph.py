"""A computation graph of single numbers: the chain rule, one node at a time.

    >>> w, x, b = Value(2.0, "w"), Value(-1.0, "x"), Value(0.5, "b")
    >>> a = (w * x + b).sigmoid().named("a")
    >>> a.backward()
    >>> w.grad == a.data * (1 - a.data) * x.data
    True

Each node keeps an edge to every node it was made of, with the local derivative along it: how fast
the node changes with that input. `backward` walks from the result to the inputs and multiplies
these; where paths meet again, they add up. In the manner of Karpathy's micrograd (2020).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from numbers import Real
from typing import NamedTuple

from nnbook import diagram


class Edge(NamedTuple):
    """A node that another was made of, and the derivative of that other one with respect to it."""

    source: "Value"
    slope: float


def _plain(number: float) -> float:
    if not isinstance(number, Real):
        raise TypeError(f"expected a plain number, got {number!r}")
    try:
        return float(number)
    except OverflowError:  # a whole number can be larger than any float
        return math.inf


@dataclass(eq=False)
class Value:
    """A number, what it was made of, and (after `backward`) the derivative of the result by it.

    Raises ValueError for a number that is not finite.
    """

    data: float
    name: str = ""
    op: str = ""
    edges: tuple[Edge, ...] = ()
    grad: float = 0.0

    # NumPy's numbers leave `2.0 * value` to this class instead of making an array of it.
    __array_ufunc__ = None

    def __post_init__(self) -> None:
        self.data = _plain(self.data)
        if not math.isfinite(self.data):
            raise ValueError(f"a value must be finite, got {self.data} {self.name or self.op}")

    def _then(self, op: str, data: float, *edges: tuple["Value", float]) -> "Value":
        return Value(data, op=op, edges=tuple(Edge(*edge) for edge in edges))

    def _wrap(self, other: "Value | float") -> "Value":
        return other if isinstance(other, Value) else Value(_plain(other), name=f"{other:g}")

    def __add__(self, other: "Value | float") -> "Value":
        other = self._wrap(other)
        return self._then("+", self.data + other.data, (self, 1), (other, 1))

    def __sub__(self, other: "Value | float") -> "Value":
        other = self._wrap(other)
        return self._then("−", self.data - other.data, (self, 1), (other, -1))

    def __mul__(self, other: "Value | float") -> "Value":
        other = self._wrap(other)
        return self._then("×", self.data * other.data, (self, other.data), (other, self.data))

    def __truediv__(self, other: "Value | float") -> "Value":
        other = self._wrap(other)
        if other.data == 0:
            raise ZeroDivisionError(f"{self!r} is divided by 0")
        y = self.data / other.data
        return self._then("÷", y, (self, 1 / other.data), (other, -y / other.data))

    def __pow__(self, power: float) -> "Value":
        """This to a plain number's power; ValueError for a fractional one of a negative number."""
        power = _plain(power)
        if self.data < 0 and power != int(power):
            raise ValueError(f"{self.data} has no power {power}")
        if self.data == 0 and 0 != power < 1:
            raise ValueError(f"the slope of x ^ {power:g} at 0 is infinite")
        slope = power * self.data ** (power - 1) if power else 0.0
        return self._then(f"^ {power:g}", self.data**power, (self, slope))

    def __neg__(self) -> "Value":
        return self._then("−", -self.data, (self, -1))

    def __radd__(self, other: float) -> "Value":
        # sum() starts from 0; a node for it would only clutter the drawing.
        return self if _plain(other) == 0 else self._wrap(other) + self

    def __rsub__(self, other: float) -> "Value":
        return self._wrap(other) - self

    def __rmul__(self, other: float) -> "Value":
        return self._wrap(other) * self

    def __rtruediv__(self, other: float) -> "Value":
        return self._wrap(other) / self

    def exp(self) -> "Value":
        """The exponential, e to this power; OverflowError above 709."""
        y = math.exp(self.data)
        return self._then("exp", y, (self, y))

    def log(self) -> "Value":
        """The natural logarithm; ValueError unless positive."""
        if not self.data > 0:
            raise ValueError(f"log needs a positive number, got {self.data}")
        return self._then("log", math.log(self.data), (self, 1 / self.data))

    def sigmoid(self) -> "Value":
        """1 / (1 + e^-z), without overflow."""
        tail = math.exp(-abs(self.data))
        a = (1 if self.data >= 0 else tail) / (1 + tail)
        return self._then("sigmoid", a, (self, a * (1 - a)))

    def tanh(self) -> "Value":
        """The hyperbolic tangent."""
        a = math.tanh(self.data)
        return self._then("tanh", a, (self, 1 - a * a))

    def relu(self) -> "Value":
        """The larger of z and 0, with slope 0 at 0."""
        return self._then("relu", max(self.data, 0.0), (self, float(self.data > 0)))

    def named(self, name: str) -> "Value":
        """This very node, with that name from now on."""
        self.name = name
        return self

    def order(self) -> list["Value"]:
        """All nodes this one depends on, each after those it was made of, itself last."""
        order: dict[Value, None] = {}
        path: list[Value] = [self]
        while path:
            waiting = [source for source, _ in path[-1].edges if source not in order]
            if waiting:
                path.append(waiting[0])
            else:
                order[path.pop()] = None
        return list(order)

    def propagate(self) -> Iterator["Value"]:
        """The nodes from this one back to the inputs, each as soon as its derivative is complete."""
        order = self.order()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            yield node
            for source, slope in node.edges:
                source.grad += slope * node.grad

    def backward(self) -> None:
        """Set `grad` of every node to the derivative of this one; whatever was there is forgotten."""
        for _ in self.propagate():
            pass

    def _repr_svg_(self) -> str:
        order = self.order()
        number = {node: i for i, node in enumerate(order)}
        boxes = [
            diagram.Box(
                f"{node.name} ({node.op})" if node.name and node.op else node.name or node.op,
                f"value {node.data:.3g}",
                f"grad {node.grad:.3g}" if self.grad else "",
            )
            for node in order
        ]
        arrows = [
            diagram.Arrow(number[source], number[node], f"{slope:.3g}")
            for node in order
            for source, slope in node.edges
        ]
        return diagram.svg(boxes, arrows, f"Computation graph of {self.name or self.op}")

    def __repr__(self) -> str:
        return f"Value({self.name or self.op or 'input'}: {self.data:.6g}, grad {self.grad:.6g})"
