"""The file format of MNIST: four bytes that say what follows, the sizes, the numbers."""

import gzip
import zlib
from collections.abc import Sequence
from math import prod
from pathlib import Path

import numpy as np
import numpy.typing as npt

MNIST_KINDS = ("images-idx3-ubyte", "labels-idx1-ubyte")
UNSIGNED_BYTE = 8


def find(folder: str | Path, names: Sequence[str]) -> list[Path]:
    """The path of each name in the folder, with or without .gz, written "-idx" or ".idx".

    Raises FileNotFoundError listing all that are missing.
    """
    folder = Path(folder)
    choices = [
        [
            folder / f"{spelled}{end}"
            for spelled in (name, name.replace("-idx", ".idx"))
            for end in ("", ".gz")
        ]
        for name in names
    ]
    found = [next((path for path in paths if path.is_file()), None) for paths in choices]
    missing = [name for name, path in zip(names, found, strict=True) if path is None]
    if missing:
        raise FileNotFoundError(f"{folder} lacks {', '.join(missing)} (plain or with .gz, -idx or .idx)")
    return [path for path in found if path is not None]


def read(path: str | Path, ndim: int) -> npt.NDArray[np.uint8]:
    """The array in the file, unsigned bytes with `ndim` dimensions; gunzipped when it is gzip.

    Raises ValueError naming the file when it is not IDX, holds something else, is cut off, longer
    than it says, or empty.
    """
    path = Path(path)
    data = _bytes(path)
    if len(data) < 4 or data[:2] != b"\0\0":
        raise ValueError(f"{path.name} is not an IDX file: it starts with {data[:4]!r}")
    if data[2] != UNSIGNED_BYTE or data[3] != ndim:
        raise ValueError(
            f"{path.name} must hold unsigned bytes in {ndim} dimensions, "
            f"its header says type 0x{data[2]:02x} in {data[3]}"
        )
    start = 4 + 4 * ndim
    shape = tuple(int.from_bytes(data[i : i + 4], "big") for i in range(4, start, 4))
    if len(data) == start and 0 in shape:
        raise ValueError(f"{path.name} is empty: it holds {' x '.join(map(str, shape))} values")
    if len(data) != start + prod(shape) or len(data) <= start:
        raise ValueError(
            f"{path.name} is cut off or damaged: {len(data)} bytes, "
            f"but a header and {' x '.join(map(str, shape))} values need {start + prod(shape)}"
        )
    return np.frombuffer(data, dtype=np.uint8, offset=start).reshape(shape)


def _bytes(path: Path) -> bytes:
    raw = path.read_bytes()
    if path.suffix != ".gz" and raw[:2] != b"\x1f\x8b":
        return raw
    try:
        return gzip.decompress(raw)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{path.name} is cut off or not gzip: {error}") from error
