"""What a check of an exercise says: right or not yet, and why.

>>> number(4, 5, "2 + 3.", {"Both count.": 4})
✗ Not yet. Both count.
>>> number(0.67, 2 / 3, "Two of three.")
✓ Right. Two of three.
>>> function(abs, [(-2.0,)], lambda x: x * x, "Squared.", {"That is the size of x.": abs})
✗ Not yet. That is the size of x.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from nnbook.arrays import Array


@dataclass(frozen=True)
class Verdict:
    """True when the answer is right; shown in a notebook it is one line that says why."""

    right: bool
    why: str

    def __bool__(self) -> bool:
        return self.right

    def __repr__(self) -> str:
        return f"{'✓ Right.' if self.right else '✗ Not yet.'} {self.why}"


UNANSWERED = Verdict(False, "Put your answer in place of the three dots, and run the cell again.")


def same(value: float, wanted: float) -> bool:
    """Whether a number is right: a whole number exactly, any other to two significant digits.

    What is within 1 % is right, and so is the wanted number rounded to two digits, at most 5 % off.
    """
    if isinstance(wanted, int):
        return value == wanted
    off = abs(value - wanted)
    return off <= max(0.01 * abs(wanted), 1e-12) or abs(value - float(f"{wanted:.1e}")) <= 1e-9 * abs(wanted)


def number(answer: Any, wanted: float, why: str, traps: Mapping[str, float] | None = None) -> Verdict:
    """Compare a number with the one that is wanted; `why` is said when it is right.

    `traps` maps what is said of a wrong answer to that answer. See `same` for how exact it must be.
    """
    (value,), fault = _floats(answer, 1)
    if fault is not None:
        return fault
    if same(value, wanted):
        return Verdict(True, why)
    for explanation, trap in (traps or {}).items():
        if same(value, trap):
            return Verdict(False, explanation)
    return Verdict(False, f"{value:g} is too {'large' if value > wanted else 'small'}.")


def numbers(
    answer: Any, wanted: Sequence[float], why: str, traps: Mapping[str, Sequence[float]] | None = None
) -> Verdict:
    """Compare some numbers, one by one, with those that are wanted, as `number` does."""
    values, fault = _floats(answer, len(wanted))
    if fault is not None:
        return fault
    if all(map(same, values, wanted)):
        return Verdict(True, why)
    for explanation, trap in (traps or {}).items():
        if all(map(same, values, trap)):
            return Verdict(False, explanation)
    k = next(k for k, value in enumerate(values) if not same(value, wanted[k]))
    return Verdict(False, f"{values[k]:g} is too {'large' if values[k] > wanted[k] else 'small'}.")


def function(
    answer: Any,
    cases: Sequence[tuple[Any, ...]],
    wanted: Callable[..., Any],
    why: str,
    traps: Mapping[str, Callable[..., Any]] | None = None,
) -> Verdict:
    """Compare a function with the wanted one on the cases, each a tuple of arguments.

    `traps` maps what is said of a wrong function to that function. The answer gets copies of the arguments.
    """
    if answer is ...:
        return UNANSWERED
    if not callable(answer):
        return Verdict(False, f"A function is wanted, not {answer!r}.")
    try:
        got = _results(answer, cases)
    except Exception as error:
        return Verdict(False, f"The function raised {type(error).__name__}: {error}")
    right = _results(wanted, cases)
    k = next((k for k, (g, r) in enumerate(zip(got, right, strict=True)) if not _equal(g, r)), None)
    if k is None:
        return Verdict(True, why)
    for explanation, trap in (traps or {}).items():
        if all(map(_equal, got, _results(trap, cases))):
            return Verdict(False, explanation)
    if got[k].shape != right[k].shape:
        return Verdict(False, f"The result has shape {got[k].shape}, but {right[k].shape} is wanted.")
    return Verdict(False, f"On our example the result is {_short(got[k])}, but {_short(right[k])} is wanted.")


def parts(
    answer: Any,
    cases: Sequence[tuple[Any, ...]],
    wanted: Mapping[str, Callable[..., Any]],
    why: str,
    traps: Mapping[str, Callable[..., Any]] | None = None,
) -> Verdict:
    """Compare a function that returns several arrays with `wanted`, a function per array by its name.

    A trap starts with the name of the array that it belongs to and a colon, such as "dW: transposed.".
    """
    for place, (name, one) in enumerate(wanted.items()):
        own = {
            said.removeprefix(f"{name}: "): trap
            for said, trap in (traps or {}).items()
            if said.startswith(f"{name}: ")
        }
        verdict = function(_part(answer, place, len(wanted)), cases, one, why, own)
        if not verdict:
            return Verdict(False, f"{name}: {verdict.why}" if callable(answer) else verdict.why)
    return Verdict(True, why)


def _part(answer: Any, place: int, count: int) -> Any:
    """The function of one of the `count` things that `answer` returns; what is no function stays."""

    def one(*given: Any) -> Any:
        whole = answer(*given)
        if not isinstance(whole, tuple | list) or len(whole) != count:
            raise ValueError(f"{count} arrays are wanted, it returned {type(whole).__name__}")
        return whole[place]

    return one if callable(answer) else answer


def _floats(answer: Any, count: int) -> tuple[list[float], Verdict | None]:
    """The answer as `count` finite numbers; else NaN, and what is wrong with it."""
    nothing = [float("nan")] * count
    if answer is ... or (isinstance(answer, tuple | list) and any(part is ... for part in answer)):
        return nothing, UNANSWERED
    try:
        values = np.asarray(answer, dtype=float).reshape(count).tolist()
    except (TypeError, ValueError, OverflowError):
        values = nothing
    if not all(map(isfinite, values)):
        what = "A single number is" if count == 1 else f"{count} numbers are"
        return nothing, Verdict(False, f"{what} wanted, not {answer!r}.")
    return values, None


def _results(function: Callable[..., Any], cases: Sequence[tuple[Any, ...]]) -> list[Array]:
    return [np.asarray(function(*deepcopy(case)), dtype=float) for case in cases]


def _equal(got: Array, wanted: Array) -> bool:
    return got.shape == wanted.shape and np.allclose(got, wanted)


def _short(values: Array) -> str:
    return np.array2string(np.round(values, 3), separator=", ", threshold=12).replace("\n", "")
