"""Views: from what an experiment found to a Drawing, the plain dict that both hosts draw.

A drawing is {"panels": [...], "summary": "..."}; `panels` has a builder per kind of panel, and one
module per topic turns the results of that topic's experiments into drawings.
"""

from nnbook.views.backprop import digits_learning, unit_graph, xor_replay
from nnbook.views.ensemble import dropout_masks
from nnbook.views.flow import gradient_flow, slope_product
from nnbook.views.initialization import layer_histograms, rbm_learning, start_race
from nnbook.views.ladder import ladder_rung
from nnbook.views.learning import learning
from nnbook.views.overfitting import overfitting
from nnbook.views.panels import Drawing, bars, drawing, field, histograms, images, lines, network, truth_table
from nnbook.views.parts import Panel, bar_series, edge, histogram_row, image, line_series, node
from nnbook.views.specs import network_spec
from nnbook.views.summaries import fill_summary
from nnbook.views.training import dying_units, learning_with_depth
from nnbook.views.xor import one_unit, output_unit, three_units

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
