"""Chapter 01: one unit, and why it cannot do XOR.

A file per figure (`one_unit`, `three_units`, `output_unit`, `bumps`), its experiment above its drawing.
"""

from nnbook.chapters.ch01.bumps import STEEPNESS, TARGETS, UNITS, bumps, bumps_drawing, staircase
from nnbook.chapters.ch01.dial_range import dial_range
from nnbook.chapters.ch01.one_unit import one_unit, one_unit_drawing
from nnbook.chapters.ch01.output_unit import output_unit, output_unit_drawing
from nnbook.chapters.ch01.three_units import LABELS, LECTURE, three_units, three_units_drawing
from nnbook.chapters.ch01.trials import random_three_units, train_one_unit

__all__ = [
    "LABELS",
    "LECTURE",
    "STEEPNESS",
    "TARGETS",
    "UNITS",
    "bumps",
    "bumps_drawing",
    "dial_range",
    "one_unit",
    "one_unit_drawing",
    "output_unit",
    "output_unit_drawing",
    "random_three_units",
    "staircase",
    "three_units",
    "three_units_drawing",
    "train_one_unit",
]
