"""Charts on given Axes: a surface with data, curves with bands, bars and ridges per layer, tiles.

Every function draws on `ax` and hands it back.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from nnbook.arrays import Array
from nnbook.drawing import palette

FINE = 120
FAINT = 0.45
DASHES = ("-", "--", "-.", ":")
# Series after the first differ by their fill as well as by their colour.
FILLS = (0.9, 0.25, 0.6, 0.0)
CLASS_COLORS = tuple(palette.CLASSES.values())


def surface(
    ax: Axes,
    predict: Callable[[Array], Array],
    *,
    x_domain: tuple[float, float],
    y_domain: tuple[float, float],
) -> Axes:
    """The plane in the colours of the classes, strong where `predict` is sure, and the boundary.

    `predict` takes (n, 2) and gives P(class 1), (n, 1), or probabilities of c classes, (n, c).
    """
    xs, ys = (np.linspace(low, high, FINE) for low, high in (x_domain, y_domain))
    plane = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    p = predict(plane)
    if p.shape[1] == 1:
        p = np.hstack([1 - p, p])
    sure = (p.max(axis=1) - 1 / p.shape[1]) / (1 - 1 / p.shape[1])
    best = np.array([to_rgb(color) for color in CLASS_COLORS])[p.argmax(axis=1)]
    rgba = np.column_stack([best, FAINT * np.clip(sure, 0, 1)]).reshape(FINE, FINE, 4)
    extent = (*x_domain, *y_domain)
    ax.imshow(rgba, extent=extent, origin="lower", aspect="auto", interpolation="none")
    for one in range(p.shape[1] if p.shape[1] > 2 else 1):
        # Above 0 where this class wins: its rim is where the lead over the best other is 0.
        lead = (p[:, one] - np.delete(p, one, axis=1).max(axis=1)).reshape(FINE, FINE)
        if lead.min() < 0 < lead.max():
            ax.contour(xs, ys, lead, levels=[0.0], colors=[palette.color("boundary")])
    ax.set(xlim=x_domain, ylim=y_domain)
    return ax


def points(ax: Axes, x: npt.ArrayLike, y: npt.ArrayLike, size: float = 50.0) -> Axes:
    """Data x (n, 2): class 0 as rings, class 1 as discs, further classes as other marks."""
    rows, labels = np.asarray(x), np.asarray(y).reshape(-1).astype(int)
    for label in np.unique(labels):
        color = CLASS_COLORS[label]
        ax.scatter(
            rows[labels == label, 0],
            rows[labels == label, 1],
            s=size,
            marker="oo^sDvP*Xd"[label],
            facecolor="none" if label == 0 else color,
            edgecolor=color,
            linewidth=size**0.5 / 4,
            label=f"class {label}",
            zorder=3,
            clip_on=False,
        )
    return ax


def curve(
    ax: Axes,
    x: npt.ArrayLike,
    runs: npt.ArrayLike,
    name: str,
    *,
    color: str | None = None,
    dash: int = 0,
) -> Axes:
    """One curve (n,), or the median of many runs (runs, n) with the band of their middle 80 %."""
    shade = palette.color(name if color is None else color)
    values = np.atleast_2d(np.asarray(runs, dtype=float))
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9), axis=0)
    ax.plot(x, middle, color=shade, linestyle=DASHES[dash % len(DASHES)], label=name)
    if len(values) > 1:
        ax.fill_between(x, low, high, color=shade, alpha=0.2, linewidth=0)
    return ax


def layer_bars(ax: Axes, series: Mapping[str, npt.ArrayLike], *, log: bool = True, first: int = 1) -> Axes:
    """A group of bars per layer, one per name: (layers,), or (runs, layers) with whiskers.

    Whiskers run over the middle 80 % of the runs; the colour is the name's in the palette.
    """
    width = 0.8 / len(series)
    for k, (name, runs) in enumerate(series.items()):
        values = np.atleast_2d(np.asarray(runs, dtype=float))
        low, middle, high = np.quantile(values, (0.1, 0.5, 0.9), axis=0)
        at = first + np.arange(values.shape[1]) + (k - (len(series) - 1) / 2) * width
        bar_group(ax, at, middle, width, name, palette.color(name), k)
        if len(values) > 1:
            ax.vlines(at, low, high, color=palette.color("neutral"), linewidth=1)
    if log:
        ax.set_yscale("log")
    ax.set_xlabel("layer")
    return ax


def bar_group(ax: Axes, at: Array, values: Array, width: float, name: str, color: str, order: int) -> Axes:
    """The bars of one series; what a log axis cannot show, zero, is a ring at the floor."""
    fill = (*to_rgb(color), FILLS[order % len(FILLS)])
    ax.bar(at, values, width, label=name, color=fill, edgecolor=color)
    zero = at[np.nan_to_num(values) == 0]
    if len(zero):  # an empty line would upset the layout
        look: dict[str, Any] = {"transform": ax.get_xaxis_transform(), "clip_on": False}
        ax.plot(zero, np.zeros(len(zero)), "o", color=color, fillstyle="none", **look)
    return ax


def ridges(
    ax: Axes,
    edges: npt.ArrayLike,
    rows: Mapping[str, npt.ArrayLike],
    colors: Sequence[str] | None = None,
) -> Axes:
    """One histogram per row, the first on top, all on one scale: counts (k,) over k + 1 edges."""
    heights = [np.nan_to_num(np.asarray(counts, dtype=float)) for counts in rows.values()]
    top = max((float(h.max()) for h in heights), default=1.0) or 1.0
    ends = np.asarray(edges, dtype=float)
    for k, counts in enumerate(heights):
        base = len(heights) - 1 - k
        shade = colors[k] if colors else palette.color("value")
        ax.stairs(base + 0.9 * counts / top, ends, baseline=base, fill=True, color=shade, alpha=0.7)
    ax.set_yticks(np.arange(len(heights))[::-1], list(rows))
    ax.set_ylim(0, len(heights))
    return ax


def tiles(
    ax: Axes,
    images: npt.ArrayLike,
    *,
    columns: int,
    domain: Sequence[float],
    diverging: bool = False,
    captions: Sequence[str | None] = (),
) -> Axes:
    """Small pictures (n, h, w) in a grid; `diverging` gives signs two hues, 0 in the middle."""
    stack = np.asarray(images, dtype=float)
    _, h, w = stack.shape
    for k, one in enumerate(stack):
        left, top = (k % columns) * (w + 1), (k // columns) * (h + 3)
        extent = (left, left + w, top + h, top)
        look: dict[str, Any] = {
            "cmap": "PuOr_r" if diverging else "gray",
            "vmin": domain[0],
            "vmax": domain[1],
        }
        ax.imshow(one, extent=extent, interpolation="nearest", **look)
        if caption := captions[k] if k < len(captions) else None:
            ax.text(left + w / 2, top + h + 0.4, caption, ha="center", va="top", fontsize=8)
    rows = -(-len(stack) // columns)
    ax.set(xlim=(-0.5, columns * (w + 1)), ylim=(rows * (h + 3), -0.5), aspect="equal")
    ax.axis("off")
    return ax
