"""Chapter 05: what dropout and ensembles do about overfitting.

A file per figure (`overfitting`, `dropout_masks`): its experiment above, its drawing below.
"""

from nnbook.chapters.ch05.averaging import ambiguity
from nnbook.chapters.ch05.curve_fits import FIT_AXES, GRID, curve_data, curve_net, fit_curves, train_curve_net
from nnbook.chapters.ch05.dropout_masks import SHOWS, dropout_masks, dropout_masks_drawing
from nnbook.chapters.ch05.masks import (
    UNITS,
    all_masks,
    average_over_masks,
    mask_odds,
    masked,
    moon_data,
    moon_nets,
)
from nnbook.chapters.ch05.noisy_digits import digit_sets, fit_digits
from nnbook.chapters.ch05.overfitting import FIT_PRESETS, overfitting, overfitting_drawing
from nnbook.chapters.ch05.rotated import rotated
from nnbook.chapters.ch05.shifts import shifted
from nnbook.chapters.ch05.signal_power import signal_power

__all__ = [
    "FIT_AXES",
    "FIT_PRESETS",
    "GRID",
    "SHOWS",
    "UNITS",
    "all_masks",
    "ambiguity",
    "average_over_masks",
    "curve_data",
    "curve_net",
    "digit_sets",
    "dropout_masks",
    "dropout_masks_drawing",
    "fit_curves",
    "fit_digits",
    "mask_odds",
    "masked",
    "moon_data",
    "moon_nets",
    "overfitting",
    "overfitting_drawing",
    "rotated",
    "shifted",
    "signal_power",
    "train_curve_net",
]
