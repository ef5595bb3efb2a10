"""Views: from what an experiment found to a Drawing, the plain dict that both hosts draw.

A drawing is {"panels": [...], "summary": "..."}; `panels` has a builder per kind of panel, and one
module per topic turns the results of that topic's experiments into drawings.
"""

from nnbook.chapters.ch01.views import one_unit, output_unit, three_units
from nnbook.chapters.ch02.views import digits_learning, unit_graph, xor_replay
from nnbook.chapters.ch03.views_training import dying_units, learning_with_depth
from nnbook.chapters.ch04.views import layer_histograms, rbm_learning, start_race
from nnbook.chapters.ch05.views_ensemble import dropout_masks
from nnbook.chapters.ch05.views_overfitting import overfitting
from nnbook.chapters.ch06.views import ladder_rung
from nnbook.chapters.intro.views import learning
from nnbook.drawing.flow import gradient_flow, slope_product
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
    "digits_learning",
    "drawing",
    "dropout_masks",
    "dying_units",
    "edge",
    "field",
    "fill_summary",
    "gradient_flow",
    "histogram_row",
    "histograms",
    "image",
    "images",
    "ladder_rung",
    "layer_histograms",
    "learning",
    "learning_with_depth",
    "line_series",
    "lines",
    "network",
    "network_spec",
    "node",
    "one_unit",
    "output_unit",
    "overfitting",
    "rbm_learning",
    "slope_product",
    "start_race",
    "three_units",
    "truth_table",
    "unit_graph",
    "xor_replay",
]
