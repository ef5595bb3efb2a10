"""Chapter 05: digits turned."""

from math import cos, radians, sin

import numpy as np

from nnbook.arrays import Array


def rotated(images: Array, degrees: float) -> Array:
    """8 x 8 images (..., 64) turned about their middle, counter-clockwise; between pixels interpolated."""
    turn = radians(degrees)
    row, column = np.mgrid[:8, :8].reshape(2, -1) - 3.5
    # Where each new pixel comes from: the turn, backwards; rows run downwards.
    r = cos(turn) * row + sin(turn) * column + 3.5
    c = cos(turn) * column - sin(turn) * row + 3.5
    padded = np.pad(images.reshape(-1, 8, 8), ((0, 0), (2, 3), (2, 3)))
    r0, c0 = np.floor(r).astype(int), np.floor(c).astype(int)
    out = np.zeros((len(padded), 64), images.dtype)
    for dr in (0, 1):
        for dc in (0, 1):
            share = abs(1 - dr - (r - r0)) * abs(1 - dc - (c - c0))
            out += (share * padded[:, r0 + dr + 2, c0 + dc + 2]).astype(images.dtype)
    return out.reshape(images.shape)
