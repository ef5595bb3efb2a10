"""One pass forwards and back, and all that is seen on the way."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from nnbook.arrays import Array, Rng
from nnbook.layers import Layer


class LayerTrace(NamedTuple):
    """What went through one layer: its output, dL/d output, and the gradients of its parameters."""

    layer: Layer
    output: Array
    doutput: Array
    grads: dict[str, Array]


class Trace(NamedTuple):
    """One pass forwards and back: the loss, and what went through every layer, first layer first."""

    loss: float
    layers: tuple[LayerTrace, ...]

    @property
    def grads(self) -> list[Array]:
        """dL/dp for every p of `Network.params`, in that order."""
        return [g for layer in self.layers for g in layer.grads.values()]

    def of(self, kind: type) -> list[LayerTrace]:
        """The traces of the layers of one kind, first layer first: `trace.of(Dense)`."""
        return [t for t in self.layers if isinstance(t.layer, kind)]


def one_pass(
    layers: Sequence[Layer],
    x: Array,
    target: Any,
    loss: Callable[[Array, Any], tuple[float, Array]],
    rng: Rng | None,
) -> Trace:
    """Forwards, the loss, and back through the layers, for an x and an rng that have been looked at."""
    forwards, traces = [], []
    for layer in layers:
        x, cache = layer.forward(x, rng)
        forwards.append((layer, x, cache))
    value, dy = loss(x, target)
    while forwards:
        layer, output, cache = forwards.pop()
        # Nobody reads the gradient of the data, and it is the widest product of all.
        dx, grads = layer.backward(dy, cache, need_dx=bool(forwards))
        traces.append(LayerTrace(layer, output, dy, grads))
        if dx is not None:
            dy = dx
    return Trace(value, tuple(traces[::-1]))
