"""Chapter 04: why the start matters.

A file per figure (`start_race`, `layer_histograms`, `rbm_learning`): its experiment above, its drawing below.
"""

from nnbook.chapters.ch04.chaos import B2, CHAOS_AXES, correlations, edge_of_chaos, phase, reached, tanh_right
from nnbook.chapters.ch04.layer_histograms import (
    CENTERED,
    HISTOGRAM_AXES,
    HISTOGRAM_PRESETS,
    layer_histograms,
    layer_histograms_drawing,
)
from nnbook.chapters.ch04.rbm_learning import (
    RBM_PRESETS,
    UPDATES,
    rbm_course,
    rbm_learning,
    rbm_learning_drawing,
)
from nnbook.chapters.ch04.start_race import (
    DEEP_AXES,
    RACE,
    RACE_AXES,
    RACE_PRESETS,
    RATES,
    RIVALS,
    deep_race,
    rivals,
    start_race,
    start_race_drawing,
)
from nnbook.chapters.ch04.starts import (
    HELD_OUT,
    RECORDS,
    SEEDS,
    rbm_stack,
    start_curve,
    start_nets,
)
from nnbook.chapters.ch04.variance import fixed_point, keeping_variance, slope_gain, variance_map
from nnbook.experiments.flow import sigmoid_twin
from nnbook.experiments.tasks import IMAGES, TEST

__all__ = [
    "B2",
    "CENTERED",
    "CHAOS_AXES",
    "DEEP_AXES",
    "HELD_OUT",
    "HISTOGRAM_AXES",
    "HISTOGRAM_PRESETS",
    "IMAGES",
    "RACE",
    "RACE_AXES",
    "RACE_PRESETS",
    "RATES",
    "RBM_PRESETS",
    "RECORDS",
    "RIVALS",
    "SEEDS",
    "TEST",
    "UPDATES",
    "correlations",
    "deep_race",
    "edge_of_chaos",
    "fixed_point",
    "keeping_variance",
    "layer_histograms",
    "layer_histograms_drawing",
    "phase",
    "rbm_course",
    "rbm_learning",
    "rbm_learning_drawing",
    "rbm_stack",
    "reached",
    "rivals",
    "sigmoid_twin",
    "slope_gain",
    "start_curve",
    "start_nets",
    "start_race",
    "start_race_drawing",
    "tanh_right",
    "variance_map",
]
