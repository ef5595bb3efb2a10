"""The drawing language that both hosts speak: from what an experiment found to a Drawing, a plain dict.

A drawing is {"panels": [...], "summary": "..."}; `panels` has a builder per kind of panel, `parts` what
panels are made of, `specs` networks written down, `summaries` and `words` sentences and numbers, `scales`
shared axes, `palette` one color per thing, `host` where the drawing goes. Nothing here knows a chapter,
matplotlib or a widget.
"""

from nnbook.drawing.panels import (
    Drawing,
    bars,
    drawing,
    field,
    histograms,
    images,
    lines,
    network,
    truth_table,
)
from nnbook.drawing.parts import Panel, bar_series, edge, histogram_row, image, line_series, node
from nnbook.drawing.specs import network_spec
from nnbook.drawing.summaries import fill_summary

__all__ = [
    "Drawing",
    "Panel",
    "bar_series",
    "bars",
    "drawing",
    "edge",
    "field",
    "fill_summary",
    "histogram_row",
    "histograms",
    "image",
    "images",
    "line_series",
    "lines",
    "network",
    "network_spec",
    "node",
    "truth_table",
]
