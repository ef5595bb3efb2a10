"""The arrays that everything else passes around, and the one layout convention of the book.

Rows are examples, columns are features. A batch `x` has shape (n, fan_in), a weight matrix `W` has
shape (fan_in, fan_out), so a layer computes `z = x @ W + b` with shape (n, fan_out). A further axis
in front, (k, n, fan_in) @ (k, fan_in, fan_out), is k networks side by side: a stack.
"""

from collections.abc import Collection

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


def require_whole(name: str, value: int, least: int = 1) -> None:
    """Raise ValueError naming the argument unless it is a whole number of at least `least`."""
    if not isinstance(value, int | np.integer) or value < least:
        kinds = {0: "non-negative whole number", 1: "positive whole number"}
        raise ValueError(
            f"{name} must be a {kinds.get(least, f'whole number of at least {least}')}, got {value}"
        )


def require_known(kind: str, name: str, known: Collection[str]) -> None:
    """Raise ValueError listing the known names unless the name is one of them."""
    if name not in known:
        raise ValueError(f"unknown {kind} {name!r}; known: {', '.join(known)}")
