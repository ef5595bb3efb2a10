"""Small stand-ins for the four files of MNIST: the shipped digits, enlarged to 28 x 28."""

import numpy as np

from nnbook.datasets import digits

TRAIN, TEST = 1200, 300


def write(folder):
    """Write 1,200 images to train on and 300 to test on into `folder`, in MNIST's format."""
    x, y = digits()
    images = np.kron(x.reshape(-1, 8, 8) * 255, np.ones((3, 3)))
    images = np.pad(images, ((0, 0), (2, 2), (2, 2))).astype(np.uint8)
    for part, rows in (("train", slice(TRAIN)), ("t10k", slice(TRAIN, TRAIN + TEST))):
        _write(folder / f"{part}-images-idx3-ubyte", images[rows])
        _write(folder / f"{part}-labels-idx1-ubyte", y[rows].astype(np.uint8))
    return folder


def _write(path, array):
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    path.write_bytes(bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes())
