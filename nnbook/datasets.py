"""Small data sets: some drawn from a formula, one real and shipped, one to bring along.

Labels of more than four points are whole numbers (n,): they suit cross_entropy with an output per
class as well as binary_cross_entropy with a single one. Every class gets the same number of points,
give or take one, and `noise` is the standard deviation of what is added to each coordinate.

    >>> rng = np.random.default_rng(0)
    >>> (x, y), (x_test, y_test) = split(rng, *moons(rng, 200))
    >>> x.shape, x_test.shape, np.bincount(y_test).tolist()
    ((140, 2), (60, 2), [30, 30])
"""

from math import pi
from pathlib import Path
from typing import Any

import numpy as np

from nnbook import idx
from nnbook.arrays import Array, Labels, Rng
from nnbook.edges import plain, real, require_number, require_rng, require_whole

CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
DATA = Path(__file__).with_name("data")

Examples = tuple[Array, Labels]


def xor() -> tuple[Array, Array]:
    """The four rows of "one or the other, not both": x (4, 2), y (4, 1) = 0, 1, 1, 0."""
    return _gate(0, 1, 1, 0)


def and_() -> tuple[Array, Array]:
    """The four rows of "both": x (4, 2), y (4, 1) = 0, 0, 0, 1."""
    return _gate(0, 0, 0, 1)


def or_() -> tuple[Array, Array]:
    """The four rows of "at least one": x (4, 2), y (4, 1) = 0, 1, 1, 1."""
    return _gate(0, 1, 1, 1)


def _gate(*outputs: int) -> tuple[Array, Array]:
    return np.array(CORNERS), np.array(outputs, dtype=np.float64).reshape(4, 1)


def xor_cloud(rng: Rng, n: int, noise: float = 0.15) -> Examples:
    """Clouds around the four corners of XOR: x (n, 2), y (n,)."""
    corner = _classes(rng, n, 4, noise)
    return _noisy(rng, np.array(CORNERS)[corner], noise), np.array([0, 1, 1, 0])[corner]


def moons(rng: Rng, n: int, noise: float = 0.1) -> Examples:
    """Two half circles of radius 1, each reaching into the other: x (n, 2), y (n,)."""
    y = _classes(rng, n, 2, noise)
    angle = rng.uniform(0, pi, n)
    side = 1 - 2 * y  # the second moon is the first turned by 180 degrees, and moved
    x = np.column_stack((y + side * np.cos(angle), y / 2 + side * np.sin(angle)))
    return _noisy(rng, x, noise), y


def circles(rng: Rng, n: int, noise: float = 0.1) -> Examples:
    """A circle of radius 1 (class 0) around one of radius 1/2 (class 1): x (n, 2), y (n,)."""
    y = _classes(rng, n, 2, noise)
    return _noisy(rng, _polar(1 - y / 2, rng.uniform(0, 2 * pi, n)), noise), y


def spirals(rng: Rng, n: int, noise: float = 0.03, classes: int = 2, turns: float = 1.5) -> Examples:
    """One arm per class, winding `turns` times from the middle to radius 1: x (n, 2), y (n,)."""
    y = _classes(rng, n, classes, noise)
    require_number("turns", turns)
    radius = np.sqrt(rng.uniform(0.01, 1, n))  # the root spreads points evenly along the arm
    angle = 2 * pi * (turns * radius + y / classes)
    return _noisy(rng, _polar(radius, angle), noise), y


def blobs(rng: Rng, n: int, noise: float = 0.3, classes: int = 3) -> Examples:
    """One round cloud per class, centers evenly around the unit circle: x (n, 2), y (n,)."""
    y = _classes(rng, n, classes, noise)
    return _noisy(rng, _polar(np.ones(n), 2 * pi * y / classes), noise), y


def curve(rng: Rng, n: int, noise: float = 0.3) -> tuple[Array, Array]:
    """Noisy points of `wave` for under- and overfitting: x (n, 1) in [-1, 1], y (n, 1)."""
    _classes(rng, n, 1, noise)
    x = rng.uniform(-1, 1, (n, 1))
    return x, _noisy(rng, wave(x), noise)


def wave(x: Array) -> Array:
    """sin(pi x), the truth behind `curve`."""
    y: Array = np.sin(pi * real("x", x))
    return y


def _classes(rng: Rng, n: int, classes: int, noise: float) -> Labels:
    require_rng(rng)
    require_number("noise", noise)
    if noise < 0:
        raise ValueError(f"noise must be finite and not negative, got {noise}")
    require_whole("classes", classes)
    require_whole("n", n, least=classes)
    return np.arange(n) % classes


def _polar(radius: Array, angle: Array) -> Array:
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))


def _noisy(rng: Rng, x: Array, noise: float) -> Array:
    return x + rng.normal(0, noise, x.shape)


def digits() -> Examples:
    """1,797 real handwritten digits: x (1797, 64), 8 x 8 images of ink in [0, 1], y (1797,).

    Read-only. The test part of Alpaydin & Kaynak (1998); origin and licence: nnbook/data/README.md.
    """
    with np.load(DATA / "digits.npz") as file:
        # What NumPy counts and indexes with: 64 bits on most machines, 32 in the page.
        return _read_only(file["images"] / 16, file["labels"].astype(np.intp))


def _read_only(x: Array, y: Labels) -> Examples:
    for array in (x, y):
        array.setflags(write=False)
    return x, y


def split(rng: Rng, x: Array, y: Any, test: float = 0.3) -> tuple[Examples, Examples]:
    """`(x, y), (x_test, y_test)`: rows in random order, stratified.

    `test` is a fraction, or a number of rows from 1 up. Each class (or, where y is continuous, each
    stretch of its values) gives its share, give or take one row. Raises ValueError when x and y
    differ in length, y has several columns, or one side would be empty.
    """
    require_rng(rng)
    require_number("test", test)
    x, y = plain("x", x), plain("y", y)
    n = x.shape[0] if x.ndim else 0
    if y.shape[:1] != (n,) or y.size != n:
        raise ValueError(f"x {x.shape} needs one y per row, got {y.shape}")
    m = round(n * test) if test < 1 else test
    if not (1 <= m < n and m == int(m)):
        raise ValueError(f"test must leave both sides at least one of {n} rows, got {test}")
    order = rng.permutation(n)
    by_class = order[np.argsort(y.reshape(n)[order], kind="stable")]
    # m evenly spaced places in a row sorted by class hit each class in proportion to its length.
    chosen = by_class[(np.arange(m) * n + rng.integers(n)) // int(m)]
    testing = rng.permutation(chosen)
    training = order[~np.isin(order, chosen)]
    return (x[training], y[training]), (x[testing], y[testing])


def mnist(folder: str | Path) -> tuple[Examples, Examples]:
    """`(x, y), (x_test, y_test)` from the four files of LeCun et al. (1998), plain or .gz.

    x (60000, 784) is float32 in [0, 1] (float64 would fill 376 MB), y (60000,), all read-only. Raises
    FileNotFoundError naming the missing files, ValueError for one that is damaged or does not fit.
    """
    names = [f"{part}-{kind}" for part in ("train", "t10k") for kind in idx.MNIST_KINDS]
    paths = idx.find(Path(folder), names)
    train, test = (_mnist_part(*paths[i : i + 2]) for i in (0, 2))
    return train, test


def _mnist_part(images_path: Path, labels_path: Path) -> Examples:
    images, labels = idx.read(images_path, ndim=3), idx.read(labels_path, ndim=1)
    if len(images) != len(labels):
        raise ValueError(
            f"{images_path.name} has {len(images)} images, {labels_path.name} {len(labels)} labels"
        )
    if labels.max() > 9:
        raise ValueError(f"{labels_path.name}: labels must be 0 ... 9, found {labels.max()}")
    x = images.reshape(len(images), -1).astype(np.float32)
    x /= 255
    return _read_only(x, labels.astype(np.intp))
