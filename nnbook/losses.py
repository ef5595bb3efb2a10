"""How wrong the output is, and in which direction: `loss(output, target) -> (float, doutput)`.

The float is the mean over the n examples; `doutput`, shaped like the output, is its gradient. For a
stack of k networks, output (k, n, c), the k losses are summed, so that each member receives just
the gradient it would have had alone. Outputs are logits: the softmax or the sigmoid belongs to the
loss, where it can be computed without overflow.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnbook.activations import sigmoid, softplus
from nnbook.arrays import Array, Labels, choice

Loss = Callable[[Array, Any], tuple[float, Array]]


def softmax(logits: Array) -> Array:
    """Probabilities along the last axis, each row summing to 1."""
    p = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    return p


def cross_entropy(output: Array, target: Labels) -> tuple[float, Array]:
    """Softmax cross-entropy of logits (n, classes) against whole-number labels (n,).

    Raises ValueError when there is not one label per row, or a label is out of range.
    """
    n, classes = output.shape[-2:]
    labels = np.asarray(target)
    if labels.shape not in (output.shape[:-1], (n,)):
        raise ValueError(f"target {labels.shape} must hold one label per row of {output.shape}")
    if labels.dtype.kind not in "iu":
        raise ValueError(f"target must hold whole-number labels, got dtype {labels.dtype}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"target: labels must be in 0 ... {classes - 1}")
    rows = output.reshape(-1, classes)
    if output.ndim > 2:
        labels = np.broadcast_to(labels, output.shape[:-1]).reshape(-1)
    shifted = rows - rows.max(axis=1, keepdims=True)
    p = np.exp(shifted)
    total = p.sum(axis=1, keepdims=True)
    picked = np.arange(len(rows)), labels
    loss = (np.log(total).sum() - shifted[picked].sum()) / n
    p /= total
    p[picked] -= 1
    p /= n
    return float(loss), p.reshape(output.shape)


def binary_cross_entropy(output: Array, target: Array) -> tuple[float, Array]:
    """Cross-entropy of one logit per example (n, 1) against targets in [0, 1], (n, 1) or (n,).

    Raises ValueError when the shapes do not fit or a target is outside [0, 1].
    """
    n = output.shape[-2]
    t = np.asarray(target, dtype=output.dtype)
    if output.shape[-1] != 1 or t.shape not in (output.shape, output.shape[-2:], (n,)):
        raise ValueError(f"output {output.shape} needs shape (n, 1), target {t.shape} one per row")
    if not (t.min() >= 0 and t.max() <= 1):
        raise ValueError("target: probabilities must be in [0, 1]")
    t = t.reshape(-1, 1) if t.ndim == 1 else t
    # -t log(a) - (1 - t) log(1 - a) with a = sigmoid(z) is softplus(z) - t z: no logarithm of 0.
    loss = (softplus.f(output) - t * output).sum() / n
    return float(loss), (sigmoid.f(output) - t) / n


def mean_squared_error(output: Array, target: Array) -> tuple[float, Array]:
    """The squared difference, averaged over examples and over outputs.

    Raises ValueError when output and target differ in shape.
    """
    t = np.asarray(target, dtype=output.dtype)
    if t.shape not in (output.shape, output.shape[-2:]):
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
