"""Chapter 02: how backpropagation finds the weights.

A file per figure: `unit_graph`, `xor_replay`, `digits_learning`, `optimizer_depth`.
"""

from nnbook.chapters.ch02.digits_learning import (
    LEARNING_AXES,
    digits_learning,
    digits_learning_drawing,
    train_digits,
)
from nnbook.chapters.ch02.gradient_cost import gradient_cost
from nnbook.chapters.ch02.landscape import descend, xor_landscape
from nnbook.chapters.ch02.optimizer_depth import RULES_AXES, optimizer_depth, optimizer_depth_drawing
from nnbook.chapters.ch02.unit_graph import unit_graph, unit_graph_drawing
from nnbook.chapters.ch02.xor_replay import FRAMES, REPLAY_AXES, xor_replay, xor_replay_drawing
from nnbook.chapters.ch02.xor_success import xor_success
from nnbook.experiments.training_xor import half_squares, train_xor, xor_net, xor_stack

__all__ = [
    "FRAMES",
    "LEARNING_AXES",
    "REPLAY_AXES",
    "RULES_AXES",
    "descend",
    "digits_learning",
    "digits_learning_drawing",
    "gradient_cost",
    "half_squares",
    "optimizer_depth",
    "optimizer_depth_drawing",
    "train_digits",
    "train_xor",
    "unit_graph",
    "unit_graph_drawing",
    "xor_landscape",
    "xor_net",
    "xor_replay",
    "xor_replay_drawing",
    "xor_stack",
    "xor_success",
]
