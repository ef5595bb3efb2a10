"""The arrays that everything else passes around, and the one layout convention of the book.

Rows are examples, columns are features. A batch `x` has shape (n, fan_in), a weight matrix `W` has
shape (fan_in, fan_out), so a layer computes `z = x @ W + b` with shape (n, fan_out). A further axis
in front, (k, n, fan_in) @ (k, fan_in, fan_out), is k networks side by side: a stack.
"""

from collections.abc import Collection
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating]
Labels = npt.NDArray[np.integer]
Rng = np.random.Generator


def finite(name: str, values: npt.ArrayLike) -> Array:
    """The values as a floating-point array, its dtype kept.

    Raises ValueError naming the argument when it is empty, or holds NaN or infinity.
    """
    array = np.asarray(values)
    if not np.issubdtype(array.dtype, np.floating):
        array = array.astype(np.float64)
    if array.size == 0:
        raise ValueError(f"{name} is empty: shape {array.shape}")
    if not np.isfinite(array).all():
        bad = np.argwhere(~np.isfinite(array))[0]
        raise ValueError(f"{name} must be finite; {array[tuple(bad)]} found at index {tuple(bad.tolist())}")
    return array


def whole(name: str, value: int, least: Literal[0, 1] = 1) -> None:
    """Nothing, when the value is a whole number of at least `least`.

    Raises ValueError naming the argument when it is not.
    """
    if not isinstance(value, int | np.integer) or value < least:
        sign = "positive" if least else "non-negative"
        raise ValueError(f"{name} must be a {sign} whole number, got {value}")


def choice(kind: str, name: str, known: Collection[str]) -> None:
    """Nothing, when the name is known.

    Raises ValueError listing the known names when it is not.
    """
    if name not in known:
        raise ValueError(f"unknown {kind} {name!r}; known: {', '.join(known)}")
