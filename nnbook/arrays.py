"""The arrays that everything else passes around, and the one layout convention of the book.

Rows are examples, columns are features. A batch `x` has shape (n, fan_in), a weight matrix `W` has
shape (fan_in, fan_out), so a layer computes `z = x @ W + b` with shape (n, fan_out). A further axis
in front, (k, n, fan_in) @ (k, fan_in, fan_out), is k networks side by side: a stack.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating]
Labels = npt.NDArray[np.integer]
Rng = np.random.Generator


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
