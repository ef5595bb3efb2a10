"""Still pictures with matplotlib: data in, Axes out; readable on a light and on a dark page.

`figure` makes the axes, `charts` draws on them, `picture` shows the figure with its alt text;
`draw` is the still form of an interactive figure. Nothing here knows a chapter or a widget.
"""

try:
    from nnbook.plots.charts import curve, layer_bars, points, ridges, surface, tiles
    from nnbook.plots.intervals import differences
    from nnbook.plots.panels import draw
    from nnbook.plots.style import Picture, figure, picture
except ModuleNotFoundError as error:
    missing = f"nnbook.plots needs {error.name}: pip install 'nnbook[plots]'"
    raise ModuleNotFoundError(missing, name=error.name) from error

__all__ = [
    "Picture",
    "curve",
    "differences",
    "draw",
    "figure",
    "layer_bars",
    "picture",
    "points",
    "ridges",
    "surface",
    "tiles",
]
