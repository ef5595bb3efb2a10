"""What comes in from outside is looked at once, here, before anything is done with it.

`real`, `finite` and `labels` hand back a plain array, `named` what has that name, what begins with `require_`
nothing. All raise ValueError with the argument's name, what it was and what it can be. What the output of a
network is compared with, `nnbook.targets` looks at.
"""

import sys
from collections.abc import Collection, Mapping
from itertools import combinations
from numbers import Integral, Real
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from nnbook.arrays import Array, Labels, Rng

T = TypeVar("T")
LARGEST = sys.float_info.max  # a whole number can be larger, and then no float holds it


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
    try:
        return array.astype(np.float32 if array.dtype.char == "f" else np.float64, copy=False)
    except OverflowError as error:
        raise ValueError(f"{name} must hold numbers up to {LARGEST:.2g}: {error}") from error


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


def require_a(name: str, value: Any, kind: type) -> None:
    """Raise ValueError naming the argument unless it is of that type: a Network, and no list of them."""
    if not isinstance(value, kind):
        raise ValueError(f"{name} must be of type {kind.__name__}, got {value!r}")


def require_whole(name: str, value: int, least: int = 1) -> None:
    """Raise ValueError naming the argument unless it is a whole number of at least `least`."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < least:
        kinds = {0: "non-negative whole number", 1: "positive whole number"}
        raise ValueError(
            f"{name} must be a {kinds.get(least, f'whole number of at least {least}')}, got {value!r}"
        )


def require_number(name: str, value: float) -> None:
    """Raise ValueError naming the argument unless it is one finite number."""
    if not isinstance(value, Real) or isinstance(value, bool | np.bool_) or not abs(value) <= LARGEST:
        raise ValueError(f"{name} must be a finite number, got {value!r}")


def require_positive(name: str, value: float) -> None:
    """Raise ValueError naming the argument unless it is a positive, finite number."""
    if not isinstance(value, Real) or isinstance(value, bool | np.bool_) or not 0 < value <= LARGEST:
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


def named(kind: str, name: Any, known: Mapping[str, T]) -> T:
    """What is known by that name; ValueError listing the known names."""
    require_known(kind, name, known)
    return known[name]


def require_known(kind: str, name: str, known: Collection[str]) -> None:
    """Raise ValueError listing the known names unless the name is one of them."""
    if not isinstance(name, str) or name not in known:
        raise ValueError(f"unknown {kind} {name!r}; known: {', '.join(known)}")


def require_trainable(**arrays: Array) -> None:
    """Raise ValueError unless all are plain float32 or float64 arrays that can be written to.

    With fewer digits gradients vanish by themselves.
    """
    for name, a in arrays.items():
        if type(a) is not np.ndarray:
            raise ValueError(f"{name} must be a plain NumPy array, got {type(a).__name__}")
    if not {a.dtype.char for a in arrays.values()} <= {"f", "d"}:
        got = " and ".join(str(a.dtype) for a in arrays.values())
        raise ValueError(f"{' and '.join(arrays)} must be float32 or float64, got {got}")


def require_fit(params: list[Array], what: str, arrays: list[Array]) -> None:
    """Raise ValueError, before anything has changed, unless each array can change its parameter."""
    for name, some in (("params", params), (what, arrays)):
        if not isinstance(some, list | tuple) or not all(isinstance(a, np.ndarray) for a in some):
            raise ValueError(f"{name} must be a list of arrays, got {some!r}")
    if len(arrays) != len(params):
        raise ValueError(f"{what} has {len(arrays)} arrays for {len(params)} params")
    # Where each has an array of its own, as nearly always, there are no pairs to look at.
    owners = {id(p if p.base is None else p.base) for p in params}
    if len(owners) < len(params) and any(np.shares_memory(p, q) for p, q in combinations(params, 2)):
        raise ValueError("two of params share memory: a layer used twice must be copied to be trained")
    for p, a in zip(params, arrays, strict=True):
        if p.shape != a.shape or p.dtype.char not in "fd" or not p.flags.writeable:
            raise ValueError(
                f"{what} {a.shape} of {a.dtype} cannot change a parameter {p.shape} of {p.dtype}"
                + ("" if p.flags.writeable else " that is read-only")
            )


def require_optimizer(optimizer: Any) -> None:
    """Raise ValueError unless it is an optimizer, and not only its name or its class."""
    if isinstance(optimizer, type) or not (hasattr(optimizer, "init") and hasattr(optimizer, "step")):
        raise ValueError(f"optimizer must be one like SGD(0.1) or Adam(), got {optimizer!r}")


def require_hyper(lr: float, weight_decay: float, **betas: float) -> None:
    """Raise ValueError unless an optimizer can work with these settings."""
    require_positive("lr", lr)
    require_number("weight_decay", weight_decay)
    if weight_decay < 0 or lr * weight_decay >= 1:
        raise ValueError(f"weight_decay must be in 0 ... 1 / lr, got {weight_decay} with lr {lr}")
    for name, beta in betas.items():
        require_rate(name, beta)
