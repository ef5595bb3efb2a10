"""Answer checks of chapter 01, XOR."""

from numbers import Integral
from typing import Any

import numpy as np

from nnbook.activations import relu, sigmoid
from nnbook.arrays import Array
from nnbook.chapters.verdict import UNANSWERED, Verdict, function, number, numbers
from nnbook.datasets import and_, xor
from nnbook.layers import Activate, Dense
from nnbook.network import Network


def nand(answer: Any) -> Verdict:
    """Right for three numbers (w1, w2, b) of one unit that is 0 for (1, 1) and 1 otherwise."""
    got = _arrays(answer, (3,))
    if isinstance(got, Verdict):
        return got
    x, both = and_()
    w1, w2, b = got[0]
    return _rows(x @ [[w1], [w2]] + b > 0, 1 - both, x, "All four rows of NAND.")


def gates(answer: Any) -> Verdict:
    """Right for 14, the number of two-input tables that one unit computes."""
    return number(
        answer,
        14,
        "All but XOR and its opposite: 14 of 16.",
        {
            "Four rows with two answers each make 16 tables, but not all can be drawn with a line.": 16,
            "One more table is beyond a unit: if it could do that one, a change of sign would give XOR.": 15,
        },
    )


def step_bias(answer: Any) -> Verdict:
    """Right for (0, 11), the range of the output bias with hidden units that give 0 or 1."""
    return numbers(
        answer,
        (0, 11),
        "Neither: b > 0. Exactly one of h1, h2 on: b - 11 < 0.",
        {
            "That is the range with sigmoid units; now h1 and h2 are exactly 0 or 1.": (0.7195, 9.689),
            "Those are the two ends, the larger first.": (11, 0),
        },
    )


def forward(answer: Any) -> Verdict:
    """Right for a function of (X, W1, b1, W2, b2): the output for any number of rows and units."""
    rng = np.random.default_rng(0)
    sizes = ((4, 2, 3, 1), (7, 5, 3, 2))
    cases = [
        tuple(rng.normal(size=shape) for shape in ((n, i), (i, h), h, (h, o), o)) for n, i, h, o in sizes
    ]
    return function(
        answer,
        cases,
        lambda X, W1, b1, W2, b2: sigmoid.f(sigmoid.f(X @ W1 + b1) @ W2 + b2),
        "Two products, any number of rows and units.",
        {
            "That is the output unit's z: its sigmoid is missing.": lambda X, W1, b1, W2, b2: (
                sigmoid.f(X @ W1 + b1) @ W2 + b2
            ),
            "The hidden layer's sigmoid is missing.": lambda X, W1, b1, W2, b2: sigmoid.f(
                (X @ W1 + b1) @ W2 + b2
            ),
        },
    )


def difference_shape(answer: Any) -> Verdict:
    """Right for (4, 4): what a column minus a row of four gives."""
    if answer is ...:
        return UNANSWERED
    sizes = answer if isinstance(answer, tuple | list) else [answer]
    shape = tuple(sizes) if all(isinstance(size, Integral) for size in sizes) else ()
    if shape == (4, 4):
        return Verdict(True, "Every output minus every target: 16 numbers where 4 were meant.")
    if shape in ((4,), (4, 1)):
        return Verdict(False, "That is what was meant. Broadcasting lines shapes up from the right.")
    return Verdict(False, f"A shape such as (2, 3) is wanted; not {answer!r}.")


def or_nand_and(answer: Any) -> Verdict:
    """Right for (W1, b1, W2, b2) with h1 = OR, h2 = NAND, y = AND, every output within 0.1."""
    got = _arrays(answer, (2, 2), (2,), (2, 1), (1,))
    if isinstance(got, Verdict):
        return got
    W1, b1, W2, b2 = got
    x, y = xor()
    h = sigmoid.f(x @ W1 + b1)
    for j, (name, wanted) in enumerate({"OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0]}.items()):
        if ((h[:, j] > 0.5) != np.array(wanted, bool)).any():
            return Verdict(False, f"Unit {j + 1} gives {h[:, j].round(2)}, but {name} is {wanted}.")
    out = sigmoid.f(h @ W2 + b2)
    if (abs(out - y) > 0.1).any():
        worst = float(abs(out - y).max())
        return Verdict(False, f"The hidden units are right; an output is still {worst:.2f} off.")
    return Verdict(True, "A second solution: OR and NAND, joined by AND.")


def absolute_value(answer: Any) -> Verdict:
    """Right for (W1, W2), two ReLU units without biases whose sum of outputs is exactly XOR."""
    got = _arrays(answer, (2, 2), (2, 1))
    if isinstance(got, Verdict):
        return got
    x, y = xor()
    out = relu.f(x @ got[0]) @ got[1]
    if np.allclose(out, y, atol=1e-9):
        return Verdict(True, "|x1 - x2| is XOR, with two units and no bias at all.")
    return Verdict(False, f"The outputs are {out[:, 0].round(3)}, but XOR is {y[:, 0]}.")


def parity(answer: Any) -> Verdict:
    """Right for (W1, b1, W2, b2), three hidden sigmoid units, the parity of three inputs."""
    got = _arrays(answer, (3, 3), (3,), (3, 1), (1,))
    if isinstance(got, Verdict):
        return got
    return _odd(got)


def line_before_the_bend(answer: Any) -> Verdict:
    """Right for (-1.4, -8.2): slope and intercept of the line on which the rows lie in the plane of z."""
    return numbers(
        answer,
        (-1.4, -8.2),
        "z2 = -7/5 z1 - 8.2, because both sums grow with x1 + x2 alone.",
        {
            "That is z1 as a function of z2; z2 as one of z1 is wanted.": (-5 / 7, -41 / 7),
            "The slope is right. Put one of the points in to find the other number.": (-1.4, 3),
        },
    )


def any_parity(answer: Any) -> Verdict:
    """Right for a function of n that gives (W1, b1, W2, b2), n hidden sigmoid units for n-input parity."""
    if not callable(answer):
        return function(answer, [], answer, "")
    for n in (2, 3, 5, 8):
        try:
            parts = answer(n)
        except Exception as error:
            return Verdict(False, f"For n = {n} the function raised {type(error).__name__}: {error}")
        got = _arrays(parts, (n, n), (n,), (n, 1), (1,))
        said = got if isinstance(got, Verdict) else _odd(got)
        if not said:
            return Verdict(False, f"For n = {n}: {said.why}")
    return Verdict(True, "One unit per count, with signs in turn: n units for n inputs, in one layer.")


def _odd(arrays: list[Array]) -> Verdict:
    """Whether the network of (W1, b1, W2, b2) says how many of its inputs are on: odd or even."""
    W1, b1, W2, b2 = arrays
    n = len(W1)
    x = (np.arange(2**n)[:, None] >> np.arange(n)[::-1] & 1).astype(float)
    logits = Network([Dense(W1, b1), Activate(sigmoid), Dense(W2, b2)])(x)
    return _rows(logits > 0, x.sum(axis=1, keepdims=True) % 2, x, f"All {2**n} rows of {n}-input XOR.")


def _rows(said: Any, wanted: Array, x: Array, why: str) -> Verdict:
    wrong = np.flatnonzero((np.asarray(said) != (wanted > 0.5)).ravel())
    if not wrong.size:
        return Verdict(True, why)
    first = int(wrong[0])
    row, should = tuple(int(v) for v in x[first]), int(wanted.ravel()[first])
    return Verdict(False, f"{len(x) - len(wrong)} of {len(x)} rows right; {row} should give {should}.")


def _arrays(answer: Any, *shapes: tuple[int, ...]) -> list[Array] | Verdict:
    """The answer as finite arrays of these shapes, or what is wrong with it."""
    if answer is ... or (isinstance(answer, tuple | list) and any(part is ... for part in answer)):
        return UNANSWERED
    parts = [answer] if len(shapes) == 1 else answer
    if not isinstance(parts, tuple | list) or len(parts) != len(shapes):
        return Verdict(False, f"{len(shapes)} arrays are wanted, of shapes {', '.join(map(str, shapes))}.")
    arrays = []
    for part, shape in zip(parts, shapes, strict=True):
        try:
            array = np.asarray(part, dtype=float)
        except (TypeError, ValueError, OverflowError):
            return Verdict(False, f"Numbers of shape {shape} are wanted, not {part!r}.")
        if array.shape != shape:
            return Verdict(False, f"Shape {shape} is wanted, this has shape {array.shape}.")
        if not np.isfinite(array).all():
            return Verdict(False, "Every number must be finite.")
        arrays.append(array)
    return arrays
