"""How wrong the output is, and in which direction: `loss(output, target) -> (float, doutput)`.

The float is the mean over the n examples; `doutput`, shaped like the output, is its gradient. For a
stack of k networks, output (k, n, c), the k losses are summed, so that each member receives just
the gradient it would have had alone. Outputs are logits: the softmax or the sigmoid belongs to the
loss, where it can be computed without overflow. Every loss looks first whether the target fits;
`check=False` says that it is known to, as in `fit`, which looks once and not in every step.

    >>> loss, doutput = binary_cross_entropy(np.zeros((4, 1)), np.array([0, 1, 1, 0]))
    >>> round(loss, 3), doutput.ravel().tolist()
    (0.693, [0.125, -0.125, -0.125, 0.125])
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnbook.activations import softplus
from nnbook.arrays import Array, Labels, choice

Loss = Callable[[Array, Any], tuple[float, Array]]


def softmax(logits: Array) -> Array:
    """Probabilities along the last axis, each row summing to 1."""
    p: Array = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    return p


def cross_entropy(output: Array, target: Labels, check: bool = True) -> tuple[float, Array]:
    """Softmax cross-entropy of logits (n, classes) against whole-number labels (n,).

    Raises ValueError when there is not one label per row, or a label is out of range.
    """
    labels, shape = np.asarray(target), output.shape
    if check and (len(shape) < 2 or labels.shape not in (shape[:-1], shape[-2:-1])):
        raise ValueError(f"target {labels.shape} must hold one label per row of output {shape}")
    if check and labels.dtype.kind not in "iu":
        raise ValueError(f"target must hold whole-number labels, got dtype {labels.dtype}")
    n, classes = shape[-2:]
    # Classes downwards, rows across: NumPy reduces and broadcasts along short rows at a third of the speed.
    log_p = output.mT.copy()
    right = np.empty_like(log_p)
    np.equal(labels[..., None, :], np.arange(classes)[:, None], out=right)
    if check and np.count_nonzero(right) < log_p.size // classes:
        raise ValueError(f"target: labels must be in 0 ... {classes - 1}")
    log_p -= np.maximum.reduce(log_p, axis=-2, keepdims=True)
    log_p -= np.log(np.add.reduce(np.exp(log_p), axis=-2, keepdims=True))
    doutput = np.exp(log_p)
    doutput -= right
    doutput /= n
    return float(-np.vdot(log_p, right) / n), doutput.mT


def binary_cross_entropy(output: Array, target: Array, check: bool = True) -> tuple[float, Array]:
    """Cross-entropy of one logit per example (n, 1) against targets in [0, 1], (n, 1) or (n,).

    Raises ValueError when the shapes do not fit or a target is outside [0, 1].
    """
    t, shape = np.asarray(target, dtype=output.dtype), output.shape
    if t.ndim == 1:
        t = t[:, None]
    if check and (shape[-1:] != (1,) or t.shape not in (shape, shape[-2:])):
        raise ValueError(f"output {shape} needs shape (n, 1), target {np.shape(target)} one per row")
    if check and np.count_nonzero(t * t <= t) < t.size:  # true from 0 to 1, and for no NaN
        raise ValueError("target: probabilities must be in [0, 1]")
    # -t log(a) - (1 - t) log(1 - a) with a = sigmoid(z) is softplus(z) - t z, where no logarithm is of 0;
    # and a itself is exp(z - softplus(z)).
    s = softplus.f(output)
    loss = float(np.add.reduce(s - t * output, axis=None)) / shape[-2]
    return loss, (np.exp(output - s) - t) / shape[-2]


def mean_squared_error(output: Array, target: Array, check: bool = True) -> tuple[float, Array]:
    """The squared difference, averaged over examples and over outputs.

    Raises ValueError when output and target differ in shape.
    """
    t = np.asarray(target, dtype=output.dtype)
    if check and (output.ndim < 2 or t.shape not in (output.shape, output.shape[-2:])):
        raise ValueError(f"output {output.shape} and target {t.shape} must have the same shape")
    error = output - t
    size = output.shape[-2] * output.shape[-1]
    return float((error * error).sum() / size), 2 / size * error


ALL: dict[str, Loss] = {
    "cross_entropy": cross_entropy,
    "binary_cross_entropy": binary_cross_entropy,
    "mean_squared_error": mean_squared_error,
}


def get(loss: str | Loss) -> Loss:
    """The loss of that name; a loss is handed back as it is.

    Raises ValueError listing the known names.
    """
    if callable(loss):
        return loss
    choice("loss", loss, ALL)
    return ALL[loss]
