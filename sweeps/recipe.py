"""What every recipe does: run every point, keep what is finished, save with the code's commit."""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nnbook.experiments.sweeps import DATA, Sweep, sweep


def run(file: str, experiment: Callable[..., Any], **axes: Any) -> Sweep:
    """Every point of the axes; a run that was stopped goes on where it left off."""
    return sweep(experiment, folder=Path(tempfile.gettempdir()) / f"nnbook-{file}", progress=True, **axes)


def columns(found: Sweep) -> list[Sweep]:
    """A table for each part of results that are tuples."""
    parts = zip(*found.values.ravel(), strict=True)
    return [Sweep(found.axes, np.reshape(part, (*found.values.shape, *np.shape(part[0])))) for part in parts]


def save(file: str, dtype: npt.DTypeLike, **tables: Sweep) -> None:
    """The tables in nnbook/data/`file`.npz, as numbers of that type, with the commit and NumPy's version."""
    path = DATA / f"{file}.npz"
    for name, table in tables.items():
        made_by = {"recipe": f"sweeps/{file}.py", "commit": commit(), "numpy": np.__version__}
        Sweep(table.axes, table.values.astype(dtype)).save(path, name, **made_by)
    print(f"{path.name}: {', '.join(tables)}; {path.stat().st_size} bytes")


def commit() -> str:
    """The commit of the package that runs, marked when its code (the data aside) is not as committed."""
    changed = _git("status", "--porcelain", "--", "nnbook/*.py")
    return _git("rev-parse", "--short", "HEAD") + ("-dirty" if changed else "")


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], capture_output=True, text=True, check=False).stdout.strip()
