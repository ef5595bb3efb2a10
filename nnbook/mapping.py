"""Layers seen from outside: whatever their class, they can be copied, cast, stacked and taken apart."""

from collections.abc import Callable
from copy import copy
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from nnbook.activations import Activation


def mapped(f: Callable[..., Any], *layers: Any, name: str = "") -> Any:
    """A layer like these, with f(name, array, ...) of the arrays at the same place in each of them.

    It looks into layers of any class, and into layers within layers; whatever is no array must be
    equal. Raises ValueError naming the two that are not.
    """
    first, *others = layers
    if isinstance(first, np.ndarray):
        if any((np.shape(a), a.dtype) != (first.shape, first.dtype) for a in others):
            kinds = " and ".join(f"{a.shape} of {a.dtype}" for a in layers)
            raise ValueError(f"{name} differs: {kinds}")
        return f(name, *layers)
    if isinstance(first, tuple):
        return tuple(mapped(f, *parts, name=name) for parts in zip(*layers, strict=True))
    is_layer = hasattr(first, "forward")
    for other in others:
        if type(other) is not type(first) or not (is_layer or other == first):
            raise ValueError(f"{first!r} and {other!r} differ")
    if not is_layer:
        return first
    new = copy(first)
    for part in [field.name for field in fields(first)] if is_dataclass(first) else list(vars(first)):
        object.__setattr__(new, part, mapped(f, *(getattr(layer, part) for layer in layers), name=part))
    return new


def require_layer(i: int, layer: Any) -> None:
    """Raise ValueError, with its number, unless it is a layer."""
    if isinstance(layer, type) or not all(hasattr(layer, name) for name in ("forward", "backward", "params")):
        hint = f": write Activate({layer.name})" if isinstance(layer, Activation) else ""
        raise ValueError(f"layers[{i}] is no layer, got {layer!r}{hint}")
