"""Chapter 05: digits moved by a pixel, more data for nothing."""

import numpy as np

from nnbook.arrays import Array, Rng


def shifted(rng: Rng, images: Array) -> Array:
    """8 x 8 images (..., 64), each moved by up to a pixel, up or down and left or right.

    Ink that leaves the picture is lost.
    """
    flat = images.reshape(-1, 8, 8)
    down, right = rng.integers(3, size=(2, len(flat), 1, 1))
    padded = np.pad(flat, ((0, 0), (1, 1), (1, 1)))
    rows, columns = np.arange(8)[:, None] + down, np.arange(8) + right
    moved: Array = padded[np.arange(len(flat))[:, None, None], rows, columns]
    return moved.reshape(images.shape)
