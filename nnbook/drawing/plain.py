"""Plain values: what JSON can carry."""

from math import isfinite
from typing import Any

import numpy as np


def plain(value: Any) -> Any:
    """The value with arrays as lists and numbers that are not finite as None.

    Raises TypeError for anything that JSON has no word for.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, np.ndarray | np.generic):
        if value.dtype.kind == "f" and not np.isfinite(value).all():
            value = np.where(np.isfinite(value), value, np.array(None))
        return value.tolist()
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | range):
        return [plain(item) for item in value]
    raise TypeError(f"a drawing cannot hold a {type(value).__name__}: {value!r}")
