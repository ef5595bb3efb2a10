"""Builders for the seven kinds of panel: named arguments in, a checked plain dict out.

Every builder also takes `title`, `x_label`, `y_label`, `width` (the panel's share of the row,
default 1) and `note` (small text under the panel). Lists that do not fit
each other raise ValueError; `parts` has what goes into the lists.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack

import numpy.typing as npt

from nnbook.drawing.parts import Domain, Panel, check_fit, given, number_row, point_rows, rising
from nnbook.drawing.plain import plain

Drawing = dict[str, Any]


class Frame(TypedDict, total=False):
    """What every panel may carry around its picture."""

    title: str
    x_label: str
    y_label: str
    width: float
    note: str


def drawing(*panels: Panel, summary: str) -> Drawing:
    """The panels side by side; the summary is a template that says what they show."""
    if not panels:
        raise ValueError("a drawing needs at least one panel")
    return {"panels": [plain(panel) for panel in panels], "summary": summary}


def bars(
    *,
    x: Sequence[int | str],
    series: Sequence[Panel],
    log: bool = False,
    domain: Domain | None = None,
    **frame: Unpack[Frame],
) -> Panel:
    """One group of bars per entry of x, one bar per series; on a log axis 0 is a mark at the floor."""
    for one in series:
        check_fit(f"values of {one['name']}", len(one["values"]), "x", len(x))
    return _panel("bars", frame, x=list(x), series=list(series), log=log, domain=rising(domain))


def lines(
    *,
    series: Sequence[Panel],
    log_x: bool = False,
    log_y: bool = False,
    x_domain: Domain | None = None,
    y_domain: Domain | None = None,
    marker: float | None = None,
    marker_axis: str | None = None,
    rules: Mapping[str, float] | None = None,
    **frame: Unpack[Frame],
) -> Panel:
    """Curves over x; a vertical marker, which the reader drags to set `marker_axis`; level rules."""
    domains = {"x_domain": rising(x_domain), "y_domain": rising(y_domain)}
    mark = None if marker is None else {"x": marker, "axis": marker_axis}
    levels = [{"y": y, "label": label} for label, y in (rules or {}).items()]
    look = {"log_x": log_x, "log_y": log_y, "marker": mark, "rules": levels or None}
    return _panel("lines", frame, series=list(series), **domains, **look)


def histograms(*, edges: npt.ArrayLike, rows: Sequence[Panel], **frame: Unpack[Frame]) -> Panel:
    """One ridge per row, the first on top; k counts need k + 1 edges."""
    ends = number_row("edges", edges)
    for row in rows:
        check_fit(f"counts of {row['name']}", len(row["counts"]), "edges - 1", len(ends) - 1)
    return _panel("histograms", frame, edges=ends, rows=list(rows))


def field(
    *,
    nets: Sequence[Panel],
    x_domain: Domain,
    y_domain: Domain,
    points: tuple[npt.ArrayLike, npt.ArrayLike] | None = None,
    from_layer: int = 0,
    **frame: Unpack[Frame],
) -> Panel:
    """The surface of P(class 1), averaged over nets, with its boundary and the points (x, y).

    `from_layer` k > 0 draws the plane of the first k layers' outputs. The layer that is drawn must
    take two inputs.
    """
    for net in nets:
        if not 0 <= from_layer < len(net["layers"]):
            raise ValueError(f"from_layer {from_layer}: the net has {len(net['layers'])} layers")
        check_fit("inputs of the layer drawn", len(net["layers"][from_layer]["W"]), "a plane's", 2)
    check_fit("nets", min(len(nets), 1), "at least", 1)
    data = None if points is None else point_rows(*points, width=len(nets[0]["layers"][0]["W"]))
    domains = {"x_domain": rising(x_domain), "y_domain": rising(y_domain)}
    return _panel("field", frame, nets=list(nets), from_layer=from_layer, points=data, **domains)


def truth_table(
    *,
    net: Panel,
    points: tuple[npt.ArrayLike, npt.ArrayLike],
    inputs: Sequence[str],
    hidden: bool = False,
    **frame: Unpack[Frame],
) -> Panel:
    """A row per point: inputs, hidden outputs if wanted, output, wanted output, right or wrong."""
    width = len(net["layers"][0]["W"])
    check_fit("inputs", len(inputs), "columns of the first layer", width)
    data = point_rows(*points, width=width)
    return _panel("truth_table", frame, nets=[net], points=data, inputs=list(inputs), hidden=hidden)


def network(*, nodes: Sequence[Panel], edges: Sequence[Panel], **frame: Unpack[Frame]) -> Panel:
    """Nodes and edges between them, by number; width and colour of an edge show its weight."""
    for one in edges:
        if not (0 <= one["from"] < len(nodes) and 0 <= one["to"] < len(nodes)):
            raise ValueError(f"edge {one['from']} -> {one['to']}: there are {len(nodes)} nodes")
    return _panel("network", frame, nodes=list(nodes), edges=list(edges))


def images(
    *,
    images: Sequence[Panel],
    shape: tuple[int, int],
    columns: int,
    domain: Domain,
    diverging: bool = False,
    **frame: Unpack[Frame],
) -> Panel:
    """Small grey pictures in a grid; `diverging` gives signs two hues, with 0 in the middle."""
    for one in images:
        check_fit("pixels", len(one["pixels"]), "shape", shape[0] * shape[1])
    size = {"shape": list(shape), "columns": columns, "domain": rising(domain)}
    return _panel("images", frame, images=list(images), diverging=diverging, **size)


def _panel(kind: str, frame: Frame, **parts: Any) -> Panel:
    unknown = set(frame) - set(Frame.__annotations__)
    if unknown:
        raise TypeError(f"{kind} does not take {', '.join(sorted(unknown))}")
    return {"kind": kind, **given(**parts), **given(**frame)}
