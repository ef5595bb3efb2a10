"""The arrays that everything else passes around, and the one layout convention of the book.

Rows are examples, columns are features. A batch `x` has shape (n, fan_in), a weight matrix `W` has
shape (fan_in, fan_out), so a layer computes `z = x @ W + b` with shape (n, fan_out). A further axis
in front, (k, n, fan_in) @ (k, fan_in, fan_out), is k networks side by side: a stack.

What comes in from outside is looked at once, here: `real`, `finite` and `labels` hand back a plain
array, the others nothing; all raise ValueError with the argument's name, what it was and what it can be.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from math import inf, isfinite
from numbers import Integral, Real
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating]
Labels = npt.NDArray[np.integer]
Rng = np.random.Generator


def real(name: str, values: npt.ArrayLike) -> Array:
    """The values as a plain array of float32 or float64: as it is, or whole numbers and lists converted.

    Raises ValueError when they are empty, masked, complex, or no numbers.
    """
    array = values if type(values) is np.ndarray and values.dtype.char in "fd" else _converted(name, values)
    if array.size == 0:
        raise ValueError(f"{name} is empty: shape {array.shape}")
    return array


def _converted(name: str, values: Any) -> Array:
    array = plain(name, values)
    kind = array.dtype.kind
    if kind == "O":
        odd = [value for value in array.flat if not isinstance(value, Real)]
        if odd:
            raise ValueError(f"{name} must hold real numbers, got {odd[0]!r}")
    elif kind not in "biuf":
        got = repr(array.flat[0].item()) if array.size else array.dtype
        raise ValueError(f"{name} must hold real numbers, got {got}")
    return array.astype(np.float32 if array.dtype.char == "f" else np.float64, copy=False)


def plain(name: str, values: Any) -> npt.NDArray[Any]:
    """The values as an ndarray and no other kind of array; ValueError for a masked or a ragged one."""
    if isinstance(values, np.ma.MaskedArray):
        raise ValueError(f"{name} is masked: fill or drop the masked values first")
    try:
        return np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name} is no array: {error}") from error


def finite(name: str, values: npt.ArrayLike) -> Array:
    """The values as `real` has them; ValueError, with the place, when one is NaN or infinite."""
    array = real(name, values)
    if not np.isfinite(array).all():
        bad = np.argwhere(~np.isfinite(array))[0]
        raise ValueError(f"{name} must be finite; {array[tuple(bad)]} found at index {tuple(bad.tolist())}")
    return array


def labels(name: str, values: Any, classes: int) -> Labels:
    """The values as whole numbers below `classes`; ValueError when they are none, or out of range."""
    array = plain(name, values)
    if array.dtype.kind not in "iu":
        raise ValueError(f"{name} must hold whole-number labels, got dtype {array.dtype}")
    if array.size == 0:
        raise ValueError(f"{name} is empty: shape {array.shape}")
    for got in (array.min(), array.max()):
        if not 0 <= got < classes:
            raise ValueError(f"{name}: labels must be in 0 ... {classes - 1}, got {got}")
    return array


def require_whole(name: str, value: int, least: int = 1) -> None:
    """Raise ValueError naming the argument unless it is a whole number of at least `least`."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < least:
        kinds = {0: "non-negative whole number", 1: "positive whole number"}
        raise ValueError(
            f"{name} must be a {kinds.get(least, f'whole number of at least {least}')}, got {value!r}"
        )


def require_number(name: str, value: float) -> None:
    """Raise ValueError naming the argument unless it is one finite number."""
    if not isinstance(value, Real) or isinstance(value, bool | np.bool_) or not isfinite(value):
        raise ValueError(f"{name} must be a finite number, got {value!r}")


def require_positive(name: str, value: float) -> None:
    """Raise ValueError naming the argument unless it is a positive, finite number."""
    if not isinstance(value, Real) or isinstance(value, bool | np.bool_) or not 0 < value < inf:
        raise ValueError(f"{name} must be positive and finite, got {value!r}")


def require_rate(name: str, value: float) -> None:
    """Raise ValueError naming the argument unless it is a number in [0, 1)."""
    if not isinstance(value, Real) or isinstance(value, bool | np.bool_) or not 0 <= value < 1:
        raise ValueError(f"{name} must be in [0, 1), got {value!r}")


def require_rng(rng: Rng) -> None:
    """Raise ValueError, with the line to write, unless it is a NumPy Generator."""
    if not isinstance(rng, Rng):
        seed = rng if isinstance(rng, int | np.integer) else "seed"
        raise ValueError(
            f"rng must be a numpy.random.Generator, got {rng!r}: write np.random.default_rng({seed})"
        )


def require_known(kind: str, name: str, known: Collection[str]) -> None:
    """Raise ValueError listing the known names unless the name is one of them."""
    if not isinstance(name, str) or name not in known:
        raise ValueError(f"unknown {kind} {name!r}; known: {', '.join(known)}")


@dataclass(frozen=True)
class Fixed:
    """A function with its last arguments fixed. Unlike a closure it compares, pickles and says what it is."""

    f: Callable[..., Any]
    settings: tuple[Any, ...]

    def __call__(self, *args: Any) -> Any:
        """f of the arguments and the settings."""
        return self.f(*args, *self.settings)

    def __repr__(self) -> str:
        return f"{self.f.__name__.strip('_')}({', '.join(map(repr, self.settings))})"
