"""What the output of a network is compared with, looked at once: labels, probabilities, numbers.

Each hands back a plain array that fits an output of the shape given, or raises ValueError with the argument's
name, what it was and what it can be.
"""

from typing import Any

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.edges import finite, labels, plain


def row_labels(name: str, target: Any, shape: tuple[int, ...]) -> Labels:
    """The target as one label per row of an output of that shape, (..., n, classes)."""
    where = plain(name, target).shape
    if len(shape) < 2 or where not in (shape[:-1], shape[-2:-1]):
        hint = ""
        if shape[-1:] == (1,):
            hint = "; for an output of a single logit take binary_cross_entropy"
        elif where == shape[-2:]:
            hint = f"; one-hot rows become labels by {name}.argmax(axis=1)"
        raise ValueError(f"{name} {where} must hold one label per row of output {shape}{hint}")
    return labels(name, target, shape[-1])


def probabilities(name: str, target: Any, shape: tuple[int, ...]) -> Array:
    """The target as one probability per row of an output of that shape, (..., n, 1)."""
    t = finite(name, target)
    if t.ndim == 1:
        t = t[:, None]
    if shape[-1:] != (1,) or t.shape not in (shape, shape[-2:]):
        raise ValueError(f"output {shape} needs shape (n, 1), {name} {np.shape(target)} one per row")
    for got in (t.min(), t.max()):
        if not 0 <= got <= 1:
            raise ValueError(f"{name}: probabilities must be in [0, 1], got {got}")
    return t


def like_output(name: str, target: Any, shape: tuple[int, ...]) -> Array:
    """The target as numbers that lie as in an output of that shape, or in each member of a stack's."""
    t = finite(name, target)
    if len(shape) < 2 or t.shape not in (shape, shape[-2:]):
        raise ValueError(f"output {shape} and {name} {t.shape} must have the same shape")
    return t
