"""Chapter 07: deeper, when the start no longer matters, and a task on which depth wins.

A file per figure (`deep_flow`, `norm_paths`, `depth_race`, `sawtooth`, `convolution`): its experiment above,
its drawing below.
"""

from nnbook.chapters.ch07.convolution import (
    CONV_AXES,
    CONV_PRESETS,
    LAYERS,
    conv_net,
    convolution,
    convolution_drawing,
    shown,
)
from nnbook.chapters.ch07.deep_flow import (
    DEEP_FLOW_AXES,
    DEEP_FLOW_PRESETS,
    deep_flow,
    deep_flow_drawing,
)
from nnbook.chapters.ch07.depth_race import (
    DEPTH_AXES,
    DEPTH_PRESETS,
    depth_race,
    depth_race_drawing,
    race_rates,
    race_right,
)
from nnbook.chapters.ch07.digit_parity import PARITY_AXES, digit_sums, parity_table, parity_width
from nnbook.chapters.ch07.dropout_nets import dropout_nets
from nnbook.chapters.ch07.kinds import DEEP_STARTS, KINDS, deep_kind
from nnbook.chapters.ch07.norm_paths import (
    NORM_PATH_AXES,
    NORM_PATH_PRESETS,
    norm_paths,
    norm_paths_drawing,
)
from nnbook.chapters.ch07.sawtooth import (
    BY_HAND,
    SAW_AXES,
    SAW_NETS,
    folded,
    sawtooth,
    sawtooth_drawing,
    sawtooth_net,
    tent,
)
from nnbook.chapters.ch07.shattering import input_gradients, shattering
from nnbook.chapters.ch07.small_batches import small_batches
from nnbook.chapters.ch07.windows import MaxPool, Windows

__all__ = [
    "BY_HAND",
    "CONV_AXES",
    "CONV_PRESETS",
    "DEEP_FLOW_AXES",
    "DEEP_FLOW_PRESETS",
    "DEEP_STARTS",
    "DEPTH_AXES",
    "DEPTH_PRESETS",
    "KINDS",
    "LAYERS",
    "NORM_PATH_AXES",
    "NORM_PATH_PRESETS",
    "PARITY_AXES",
    "SAW_AXES",
    "SAW_NETS",
    "MaxPool",
    "Windows",
    "conv_net",
    "convolution",
    "convolution_drawing",
    "deep_flow",
    "deep_flow_drawing",
    "deep_kind",
    "depth_race",
    "depth_race_drawing",
    "digit_sums",
    "dropout_nets",
    "folded",
    "input_gradients",
    "norm_paths",
    "norm_paths_drawing",
    "parity_table",
    "parity_width",
    "race_rates",
    "race_right",
    "sawtooth",
    "sawtooth_drawing",
    "sawtooth_net",
    "shattering",
    "shown",
    "small_batches",
    "tent",
]
