"""The pieces that panels are made of, series, rows, nodes, pictures, and the checks they share.

A `color` is a name of the palette or a hex colour; it defaults to the colour of the series' name.
Lists that do not fit each other raise ValueError.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from nnbook.drawing import palette

Panel = dict[str, Any]
Domain = Sequence[float]


def bar_series(
    name: str,
    values: npt.ArrayLike,
    *,
    color: str | None = None,
    low: npt.ArrayLike | None = None,
    high: npt.ArrayLike | None = None,
) -> Panel:
    """Heights of the bars of one series, with whiskers from low to high."""
    row, ends = number_row("values", values), _band("values", values, low, high)
    return given(name=name, color=_color(name, color), values=row, **ends)


def line_series(
    name: str,
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    color: str | None = None,
    low: npt.ArrayLike | None = None,
    high: npt.ArrayLike | None = None,
    style: str = "line",
) -> Panel:
    """One curve, with a band from low to high; `style` is line, dashed or points."""
    if style not in ("line", "dashed", "points"):
        raise ValueError(f"unknown style {style!r}; choose from line, dashed, points")
    xs, ys = number_row("x", x), number_row("y", y)
    check_fit(f"y of {name}", len(ys), "x", len(xs))
    band = _band("y", y, low, high)
    return given(name=name, color=_color(name, color), x=xs, y=ys, style=style, **band)


def histogram_row(
    name: str, counts: npt.ArrayLike, *, color: str | None = None, note: str | None = None
) -> Panel:
    """Counts, or densities, of one ridge."""
    return given(name=name, color=_color(name, color), counts=number_row("counts", counts), note=note)


def node(
    x: float,
    y: float,
    label: str,
    *,
    value: str | None = None,
    below: str | None = None,
    state: str | None = None,
    color: str | None = None,
) -> Panel:
    """A node at (x, y), both in 0 ... 1, y downwards; `state` is on, off, active or done."""
    shade = None if color is None else _color(label, color)
    return given(x=x, y=y, label=label, value=value, below=below, state=_state(state), color=shade)


def edge(
    start: int,
    end: int,
    *,
    label: str | None = None,
    weight: float | None = None,
    state: str | None = None,
) -> Panel:
    """An edge from node number `start` to node number `end`."""
    rest = given(label=label, weight=weight, state=_state(state))
    return {"from": start, "to": end, **rest}


def image(pixels: npt.ArrayLike, caption: str | None = None) -> Panel:
    """One picture, its pixels row by row or as a matrix."""
    return given(pixels=number_row("pixels", np.ravel(np.asarray(pixels))), caption=caption)


def given(**parts: Any) -> Panel:
    """The parts that are not None."""
    return {key: value for key, value in parts.items() if value is not None}


def check_fit(what: str, got: int, other: str, wanted: int) -> None:
    """Nothing, when the numbers agree; ValueError naming both when they do not."""
    if got != wanted:
        raise ValueError(f"{what}: {got}, but {other}: {wanted}")


def number_row(name: str, values: npt.ArrayLike) -> npt.NDArray[Any]:
    """The values as a one-dimensional array of numbers."""
    row = np.asarray(values)
    if row.ndim != 1 or row.dtype.kind not in "fiu":
        raise ValueError(f"{name} must be a row of numbers, got {row.dtype} of shape {row.shape}")
    return row


def _band(name: str, values: npt.ArrayLike, low: npt.ArrayLike | None, high: npt.ArrayLike | None) -> Panel:
    if (low is None) != (high is None):
        raise ValueError("low and high come together")
    if low is None or high is None:
        return {}
    ends = {"low": number_row("low", low), "high": number_row("high", high)}
    for end, row in ends.items():
        check_fit(end, len(row), name, len(number_row(name, values)))
    return ends


def rising(domain: Domain | None) -> list[float] | None:
    """The domain as [low, high]; None stays None."""
    if domain is None:
        return None
    low, high = (float(end) for end in domain)
    if not low < high:
        raise ValueError(f"a domain must rise, got {low} ... {high}")
    return [low, high]


def point_rows(x: npt.ArrayLike, y: npt.ArrayLike, width: int) -> Panel:
    """Points of `width` coordinates with their labels, shape (n,) or (n, 1)."""
    rows, labels = np.asarray(x, dtype=float), np.asarray(y).reshape(-1)
    if rows.ndim != 2:
        raise ValueError(f"points: x must have shape (n, {width}), got {rows.shape}")
    check_fit("columns of the points", rows.shape[1], "inputs of the net", width)
    check_fit("labels of the points", len(labels), "rows", len(rows))
    return {"x": rows, "y": labels.astype(int)}


def _color(name: str, color: str | None) -> str:
    wanted = name if color is None else color
    return wanted if wanted.startswith("#") else palette.color(wanted)


def _state(state: str | None) -> str | None:
    if state not in (None, "on", "off", "active", "done"):
        raise ValueError(f"unknown state {state!r}; choose from on, off, active, done")
    return state
