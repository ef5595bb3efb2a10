"""What a check of an exercise says: right or not yet, and why.

>>> number(4, 5, "2 + 3.", Both_count=4)
✗ Not yet. Both count.
>>> number(5, 5, "2 + 3.")
✓ Right. 2 + 3.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np


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


def number(answer: Any, wanted: float, why: str, tolerance: float = 1e-9, **wrong: float) -> Verdict:
    """Compare a number with the one that is wanted; `why` is said when it is right.

    `wrong` maps an explanation (a keyword, its underscores read as blanks) to the wrong value it explains.
    """
    if answer is ...:
        return UNANSWERED
    try:
        value = float(np.asarray(answer, dtype=float).reshape(()))
    except (TypeError, ValueError):
        return Verdict(False, f"A single number is wanted, not {answer!r}.")
    if abs(value - wanted) <= tolerance * max(1, abs(wanted)):
        return Verdict(True, why)
    for explanation, trap in wrong.items():
        if abs(value - trap) <= tolerance * max(1, abs(trap)):
            return Verdict(False, explanation.replace("_", " ") + ".")
    return Verdict(False, f"{value:g} is too {'large' if value > wanted else 'small'}.")
