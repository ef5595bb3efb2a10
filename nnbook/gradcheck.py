"""The slow, sure way to a gradient: move each number a little and see what changes.

>>> x = np.array([1.0, 2.0])
>>> numerical_gradient(lambda x: float((x**3).sum()), x).round(6).tolist()
[3.0, 12.0]
"""

from collections.abc import Callable

import numpy as np

from nnbook.arrays import Array
from nnbook.edges import finite, require_number, require_positive


def numerical_gradient(f: Callable[[Array], float], x: Array, step: float = 1e-5) -> Array:
    """df/dx by central differences, (f(x + step) - f(x - step)) / (2 step) for each element.

    The array handed to `f` is x itself with one element moved, and x is as it was afterwards: `f`
    may ignore its argument and read a network whose parameter x is. Raises ValueError unless x is
    a float64 array that can be written to, f gives a finite number, and the step is large enough for x to
    feel it: the differences must not drown in rounding errors.
    """
    if type(x) is not np.ndarray or x.dtype != np.float64 or not x.flags.writeable:
        raise ValueError(f"x must be a writable array of float64, got {getattr(x, 'dtype', x)!r}")
    finite("x", x)
    require_positive("step", step)
    if np.spacing(np.abs(x).max()) > 1e-3 * step:
        raise ValueError(f"step {step} is lost in the rounding of x, which reaches {np.abs(x).max()}")
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
        require_number("f(x)", above)
        require_number("f(x)", below)
        gradient[i] = (above - below) / (2 * step)
    return gradient
