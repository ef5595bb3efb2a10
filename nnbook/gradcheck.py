"""The slow, sure way to a gradient: move each number a little and see what changes.

>>> x = np.array([1.0, 2.0])
>>> numerical_gradient(lambda x: float((x**3).sum()), x).round(6).tolist()
[3.0, 12.0]
"""

from collections.abc import Callable

import numpy as np

from nnbook.arrays import Array


def numerical_gradient(f: Callable[[Array], float], x: Array, step: float = 1e-5) -> Array:
    """df/dx by central differences, (f(x + step) - f(x - step)) / (2 step) for each element.

    The array handed to `f` is x itself with one element moved, and x is as it was afterwards: `f`
    may ignore its argument and read a network whose parameter x is. Raises ValueError unless x is
    float64 and the step positive: with half the digits the differences drown in rounding errors.
    """
    if x.dtype != np.float64:
        raise ValueError(f"x must be float64, got {x.dtype}")
    if not step > 0:
        raise ValueError(f"step must be positive, got {step}")
    gradient = np.empty_like(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        try:
            x[i] = old + step
            above = f(x)
            x[i] = old - step
            below = f(x)
        finally:
            x[i] = old
        gradient[i] = (above - below) / (2 * step)
    return gradient
