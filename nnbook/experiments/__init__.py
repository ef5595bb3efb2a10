"""One pure, keyword-only function per figure of the book, and `sweep` to run it at many settings."""

from nnbook.experiments.averaging import ensemble_error
from nnbook.experiments.backprop import unit_graph
from nnbook.experiments.curve_fits import overfitting
from nnbook.experiments.curves import learning_with_depth, train_curve
from nnbook.experiments.deep_xor import deep_xor
from nnbook.experiments.dropout import dropout_masks
from nnbook.experiments.dying import born_dead, born_dead_bounds, dying_units
from nnbook.experiments.first_digits import digits_learning
from nnbook.experiments.flow import activation_flow, gradient_flow
from nnbook.experiments.ladder import ladder_rung
from nnbook.experiments.learning import learning
from nnbook.experiments.nielsen import nielsen_norms
from nnbook.experiments.pretrained import rbm_learning
from nnbook.experiments.relatives import depth_or_width
from nnbook.experiments.slopes import slope_product
from nnbook.experiments.starts import start_race
from nnbook.experiments.starts import start_race as pretraining
from nnbook.experiments.sweeps import Sweep, sweep
from nnbook.experiments.variance import layer_histograms
from nnbook.experiments.xor import one_unit, three_units
from nnbook.experiments.xor_seeds import wilson, xor_replay, xor_success

__all__ = [
    "Sweep",
    "activation_flow",
    "born_dead",
    "born_dead_bounds",
    "deep_xor",
    "depth_or_width",
    "digits_learning",
    "dropout_masks",
    "dying_units",
    "ensemble_error",
    "gradient_flow",
    "ladder_rung",
    "layer_histograms",
    "learning",
    "learning_with_depth",
    "nielsen_norms",
    "one_unit",
    "overfitting",
    "pretraining",
    "rbm_learning",
    "slope_product",
    "start_race",
    "sweep",
    "three_units",
    "train_curve",
    "unit_graph",
    "wilson",
    "xor_replay",
    "xor_success",
]
