"""The still form of a drawing: one function per kind of panel, on given Axes."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnbook.drawing import palette
from nnbook.drawing.panels import Drawing
from nnbook.drawing.parts import Panel
from nnbook.drawing.specs import classes, network_of, predict
from nnbook.drawing.summaries import Value, fill, format_value
from nnbook.plots import charts
from nnbook.plots.style import INK, SIDE, figure_rows, frame


def draw(drawing: Drawing, position: Mapping[str, Value] | None = None) -> Figure:
    """The panels, two to a row; the position fills the holes of their notes."""
    panels = drawing["panels"]
    widths = [1.2 * SIDE * panel.get("width", 1.0) for panel in panels]
    made, axes = figure_rows([widths[start : start + 2] for start in range(0, len(panels), 2)])
    for ax, panel in zip(axes, panels, strict=True):
        PANELS[panel["kind"]](ax, panel)
        frame(ax, [panel.get(part) for part in ("title", "x_label", "y_label")])
        if "note" in panel:
            note = fill(panel["note"], position or {}, drawing)
            ax.set_xlabel(f"{ax.get_xlabel()}\n{note}".strip())
    return made


def bars(ax: Axes, panel: Panel) -> Axes:
    """One group of bars per x label."""
    series, n = panel["series"], len(panel["x"])
    width = 0.8 / len(series)
    for k, one in enumerate(series):
        at = np.arange(n) + (k - (len(series) - 1) / 2) * width
        charts.bar_group(ax, at, _numbers(one["values"]), width, one["name"], one["color"], k)
        if "low" in one:
            ax.vlines(at, _numbers(one["low"]), _numbers(one["high"]), color=INK, linewidth=1)
    ax.set_yscale("log" if panel["log"] else "linear")
    ax.set_xticks(range(n), [str(label) for label in panel["x"]])
    ax.set_ylim(panel.get("domain"))
    return _legend(ax, len(series))


def lines(ax: Axes, panel: Panel) -> Axes:
    """Curves, bands, a marker and rules."""
    for one in panel["series"]:
        style = {"line": "-", "dashed": "--", "points": ""}[one["style"]]
        mark = "o" if one["style"] == "points" else None
        x = _numbers(one["x"])
        look = {"color": one["color"], "linestyle": style, "marker": mark, "label": one["name"]}
        ax.plot(x, _numbers(one["y"]), **look)
        if "low" in one:
            low, high = _numbers(one["low"]), _numbers(one["high"])
            ax.fill_between(x, low, high, color=one["color"], alpha=0.2, linewidth=0)
    if "marker" in panel:
        ax.axvline(panel["marker"]["x"], color=INK, linewidth=1)
    for rule in panel.get("rules", ()):
        ax.axhline(rule["y"], color=INK, linewidth=1, linestyle=":")
        ax.annotate(rule["label"], (1, rule["y"]), xycoords=ax.get_yaxis_transform(), ha="right")
    ax.set_xscale("log" if panel["log_x"] else "linear")
    ax.set_yscale("log" if panel["log_y"] else "linear")
    ax.set(xlim=panel.get("x_domain"), ylim=panel.get("y_domain"))
    return _legend(ax, len(panel["series"]))


def histograms(ax: Axes, panel: Panel) -> Axes:
    """One ridge per row."""
    rows = {f"{row['name']} {row.get('note', '')}".strip(): row["counts"] for row in panel["rows"]}
    return charts.ridges(ax, panel["edges"], rows, [row["color"] for row in panel["rows"]])


def field(ax: Axes, panel: Panel) -> Axes:
    """The surface, its boundary and the points, sent through the layers below the plane."""
    start, nets, data = panel["from_layer"], panel["nets"], panel.get("points")
    domains = {key: tuple(panel[key]) for key in ("x_domain", "y_domain")}
    charts.surface(ax, lambda plane: predict(nets, plane, start), **domains)
    if data is not None:
        x = np.array(data["x"], dtype=float)
        charts.points(ax, network_of(nets[0], 0, start)(x) if start else x, data["y"])
    ax.set_aspect("equal")
    return ax


def network(ax: Axes, panel: Panel) -> Axes:
    """Nodes as discs with their labels, edges as lines, wide where the weight is large."""
    nodes, edges = panel["nodes"], panel["edges"]
    top = max((abs(one.get("weight", 0.0) or 0.0) for one in edges), default=0.0) or 1.0
    for one in edges:
        a, b = nodes[one["from"]], nodes[one["to"]]
        weight = one.get("weight")
        color = palette.color("neutral" if weight is None else _sign(weight))
        wide = 1.0 if weight is None else 0.3 + 3 * abs(weight) / top
        ax.plot([a["x"], b["x"]], [a["y"], b["y"]], color=color, linewidth=wide, zorder=1)
        if "label" in one:
            ax.text((a["x"] + b["x"]) / 2, (a["y"] + b["y"]) / 2, one["label"], ha="center")
    for one in nodes:
        faint = 0.25 if one.get("state") == "off" else 1.0
        color = one.get("color", INK)
        ax.scatter(one["x"], one["y"], s=420, color=color, alpha=faint, zorder=2)
        text: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 3}
        ax.text(one["x"], one["y"], one["label"], color="white", **text)
        for part, shift in (("value", 0.09), ("below", -0.09)):
            ax.text(one["x"], one["y"] - shift, one.get(part, ""), **text)
    ax.set(xlim=(-0.1, 1.1), ylim=(1.15, -0.15))
    ax.axis("off")
    return ax


def images(ax: Axes, panel: Panel) -> Axes:
    """Small pictures in a grid."""
    stack = [_numbers(one["pixels"]).reshape(panel["shape"]) for one in panel["images"]]
    look = {key: panel[key] for key in ("columns", "domain", "diverging")}
    return charts.tiles(ax, stack, captions=[one.get("caption") for one in panel["images"]], **look)


def truth_table(ax: Axes, panel: Panel) -> Axes:
    """A row per point: inputs, hidden outputs, output, wanted output, right or wrong."""
    spec = panel["nets"][0]
    x, wanted = np.array(panel["points"]["x"], dtype=float), panel["points"]["y"]
    p = predict([spec], x)
    hidden = [network_of(spec, 0, stop)(x) for stop in range(1, len(spec["layers"])) if panel["hidden"]]
    outputs = np.hstack(hidden) if hidden else np.empty((len(x), 0))
    names = [f"h{k + 1}" for k in range(outputs.shape[1])]
    rows = []
    for row, h, chance, guess, want in zip(x, outputs, p, classes(p), wanted, strict=True):
        mark = "right" if int(guess) == want else "wrong"
        shown = f"{chance[-1]:.3f}" if len(chance) < 3 else str(guess)
        texts = [format_value(float(v)) for v in row] + [f"{v:.3f}" for v in h]
        rows.append([*texts, shown, str(want), mark])
    table = ax.table(rows, colLabels=[*panel["inputs"], *names, "output", "wanted", ""], loc="center")
    for cell in table.get_celld().values():
        cell.set(edgecolor=INK, linewidth=0.5, facecolor="none")
        if (text := cell.get_text()).get_text() in ("right", "wrong"):
            text.set_color(palette.color(text.get_text()))
    table.scale(1, 1.6)
    ax.axis("off")
    return ax


PANELS = {
    "bars": bars,
    "lines": lines,
    "histograms": histograms,
    "field": field,
    "network": network,
    "images": images,
    "truth_table": truth_table,
}


def _numbers(values: Any) -> Any:
    """The values as floats, None as NaN."""
    return np.array(values, dtype=float)


def _sign(weight: float) -> str:
    return "negative" if weight < 0 else "positive"


def _legend(ax: Axes, names: int) -> Axes:
    if names > 1:
        ax.legend()
    return ax
