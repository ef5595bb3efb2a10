"""How wrong the output is, and in which direction: `loss(output, target) -> (float, doutput)`.

The float is the mean over the n examples; `doutput`, shaped like the output, is its gradient. For a
stack of k networks, output (k, n, c), the k losses are summed, so that each member receives just
the gradient it would have had alone. Outputs are logits: the softmax or the sigmoid belongs to the
loss, where it can be computed without overflow.

    >>> loss, doutput = binary_cross_entropy(np.zeros((4, 1)), np.array([0, 1, 1, 0]))
    >>> round(loss, 3), doutput.ravel().tolist()
    (0.693, [0.125, -0.125, -0.125, 0.125])
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nnbook.activations import softplus
from nnbook.arrays import Array
from nnbook.edges import named, real
from nnbook.targets import like_output, probabilities, row_labels


def _anything(name: str, target: Any, shape: tuple[int, ...]) -> Any:
    return target


@dataclass(frozen=True)
class Loss:
    """A formula `f` for how wrong the output is, and a `check` of what the output is compared with.

    `f(output, target)` is the loss of each member, shape (k,) for a stack and () for one network, and
    dL/d output. `check(name, target, shape)` is the target as f wants it for an output of that shape; it
    raises ValueError, with the name, for a target that does not fit. A call does both; `fit` checks once
    and then asks for the `total` alone.
    """

    name: str
    f: Callable[[Array, Any], tuple[Any, Array]]
    check: Callable[[str, Any, tuple[int, ...]], Any] = _anything

    def __call__(self, output: Array, target: Any) -> tuple[float, Array]:
        """The loss, summed over the members of a stack, and its gradient in the output."""
        output = real("output", output)
        return self.total(output, self.check("target", target, output.shape))

    def total(self, output: Array, target: Any) -> tuple[float, Array]:
        """What a call gives, for a target that has been checked."""
        each, doutput = self.f(output, target)
        return float(each.sum() if isinstance(each, np.ndarray) else each), doutput

    def per_member(self, output: Array, target: Any) -> Array:
        """The loss of each member of a stack, (k,) for an output (k, n, c)."""
        output = real("output", output)
        return np.asarray(self.f(output, self.check("target", target, output.shape))[0])

    def __repr__(self) -> str:
        return f"Loss({self.name})"


def softmax(logits: Array) -> Array:
    """Probabilities along the last axis, each row summing to 1."""
    logits = real("logits", logits)
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p: Array = e / e.sum(axis=-1, keepdims=True)
    return p


def _cross_entropy(output: Array, right: npt.NDArray[np.bool_]) -> tuple[Any, Array]:
    # Plainly, all this is without .mT and along axis=-1. But NumPy takes three times as long for short rows
    # as for long ones, so here the classes stand downwards: that is 7 % of a step of ten networks.
    z, right, n = output.mT.copy(), right.mT.copy(), output.shape[-2]
    z -= z.max(axis=-2, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=-2, keepdims=True))
    return -(log_p * right).sum(axis=(-2, -1)) / n, ((np.exp(log_p) - right) / n).mT


def _one_hot(name: str, target: Any, shape: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    right: npt.NDArray[np.bool_] = row_labels(name, target, shape)[..., None] == np.arange(shape[-1])
    return right


def _binary_cross_entropy(output: Array, target: Array) -> tuple[Any, Array]:
    # -t log(a) - (1 - t) log(1 - a) with a = sigmoid(z) is softplus(z) - t z, where no logarithm is of 0;
    # and a itself is exp(z - softplus(z)).
    t, n = target.astype(output.dtype, copy=False), output.shape[-2]
    s = softplus.f(output)
    return (s - t * output).sum(axis=(-2, -1)) / n, (np.exp(output - s) - t) / n


def _mean_squared_error(output: Array, target: Array) -> tuple[Any, Array]:
    error = output - target.astype(output.dtype, copy=False)
    size = output.shape[-2] * output.shape[-1]
    return (error * error).sum(axis=(-2, -1)) / size, 2 / size * error


cross_entropy = Loss("cross_entropy", _cross_entropy, _one_hot)
"""Softmax cross-entropy of logits (n, classes) against whole-number labels (n,)."""

binary_cross_entropy = Loss("binary_cross_entropy", _binary_cross_entropy, probabilities)
"""Cross-entropy of one logit per example (n, 1) against targets in [0, 1], (n, 1) or (n,)."""

mean_squared_error = Loss("mean_squared_error", _mean_squared_error, like_output)
"""The squared difference, averaged over examples and over outputs; the target is shaped like the output."""

ALL = {loss.name: loss for loss in (cross_entropy, binary_cross_entropy, mean_squared_error)}


def get(loss: str | Loss) -> Loss:
    """The loss of that name; a Loss is handed back as it is.

    Raises ValueError listing the known names.
    """
    return loss if isinstance(loss, Loss) else named("loss", loss, ALL)
