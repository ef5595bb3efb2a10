"""Chapter 03: why gradients vanish with depth, and what ReLU changes.

A file per figure (`gradient_flow`, `slope_product`, `dying_units`, `learning_with_depth`): its experiment
above, its drawing below.
"""

from nnbook.chapters.ch03.born_dead import born_dead, born_dead_bounds
from nnbook.chapters.ch03.deep_xor import deep_xor
from nnbook.chapters.ch03.dying_units import DYING_STEPS, dying_units, dying_units_drawing, train_to_death
from nnbook.chapters.ch03.gradient_flow import BIASES, FLOW_PRESETS, gradient_flow, gradient_flow_drawing
from nnbook.chapters.ch03.learning_with_depth import (
    LESSON_STEPS,
    learning_with_depth,
    learning_with_depth_drawing,
)
from nnbook.chapters.ch03.nielsen import nielsen_norms
from nnbook.chapters.ch03.relatives import (
    BUDGET_AXES,
    best_relatives,
    depth_or_width,
    relatives,
    width_for,
)
from nnbook.chapters.ch03.slope_product import slope_product, slope_product_drawing
from nnbook.chapters.ch03.train_curve import train_curve

__all__ = [
    "BIASES",
    "BUDGET_AXES",
    "DYING_STEPS",
    "FLOW_PRESETS",
    "LESSON_STEPS",
    "best_relatives",
    "born_dead",
    "born_dead_bounds",
    "deep_xor",
    "depth_or_width",
    "dying_units",
    "dying_units_drawing",
    "gradient_flow",
    "gradient_flow_drawing",
    "learning_with_depth",
    "learning_with_depth_drawing",
    "nielsen_norms",
    "relatives",
    "slope_product",
    "slope_product_drawing",
    "train_curve",
    "train_to_death",
    "width_for",
]
