"""One experiment at many settings: every combination of the axes, in parallel if you like.

>>> table = sweep(lambda *, depth, seed: depth * 10 + seed, depth=[1, 2, 3], seed=range(4))
>>> table.values.shape, table.at(depth=2).tolist()
((3, 4), [20, 21, 22, 23])
"""

import json
import pickle
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any
from warnings import warn

import numpy as np
import numpy.typing as npt

import nnbook
from nnbook.experiments.keys import content_key

DATA = Path(nnbook.__file__).parent / "data"


@dataclass(frozen=True, eq=False)
class Sweep:
    """The results of an experiment over a grid: `values` has one dimension per axis.

    The array holds numbers where the experiment returned numbers, else the results themselves.
    """

    axes: dict[str, list[Any]]
    values: npt.NDArray[Any]

    def at(self, **point: Any) -> Any:
        """The results at the given axis values; axes left out stay: `.at(depth=3)` is a slice.

        Raises ValueError listing the axes or the values when one is not known.
        """
        places = {name: self.place(name, value) for name, value in point.items()}
        return self.values[tuple(places.get(name, slice(None)) for name in self.axes)]

    def place(self, name: str, value: Any) -> int:
        """Where the value stands on the axis of that name; raises ValueError as `at` does."""
        if name not in self.axes:
            raise ValueError(f"unknown axis {name!r}; known: {', '.join(self.axes)}")
        known = self.axes[name]
        # In Python True is 1, but no depth or seed.
        if value not in known or isinstance(value, bool) != isinstance(known[known.index(value)], bool):
            raise ValueError(f"{name}={value!r} was not swept; known: {known}")
        return known.index(value)

    def stacked(self) -> "Sweep":
        """The same with results that are arrays of one shape laid behind the axes."""
        rows = np.array(list(self.values.ravel()))
        return Sweep(self.axes, rows.reshape(*self.values.shape, *rows.shape[1:]))

    def save(self, path: str | Path, name: str = "values", **made_by: str) -> None:
        """Put values, axes and provenance into an .npz file under `name`, beside what else it holds."""
        path = Path(path)
        kept = dict(np.load(path)) if path.exists() else {}
        kept |= {name: self.values, f"{name}.axes": json.dumps(self.axes)}
        kept[f"{name}.made_by"] = json.dumps(made_by)
        part = path.with_suffix(".part.npz")
        np.savez_compressed(part, **kept)
        part.replace(path)

    @classmethod
    def load(cls, path: str | Path, name: str = "values") -> "Sweep":
        """What was saved in the file under `name`; numbers of 16 and 32 bits come back as float64.

        Raises ValueError listing the names that the file holds when this is none of them.
        """
        with np.load(path) as file:
            known = [key.removesuffix(".axes") for key in file if key.endswith(".axes")]
            if name not in known:
                raise ValueError(f"{Path(path).name} holds no {name!r}; known: {', '.join(known)}")
            values = file[name]
            values = values.astype(float) if values.dtype.kind == "f" else values
            values.flags.writeable = False
            return cls(json.loads(str(file[f"{name}.axes"])), values)


@cache
def stored(file: str, name: str = "values") -> Sweep:
    """A sweep that comes with the package, made by the recipe sweeps/`file`.py; its values are read-only."""
    return Sweep.load(DATA / f"{file}.npz", name)


def sweep(
    experiment: Callable[..., Any],
    *,
    executor: Executor | None = None,
    folder: str | Path | None = None,
    progress: bool = False,
    **axes: Iterable[Any],
) -> Sweep:
    """The experiment at every combination of the axes' values, seeds among them.

    `executor` is any `concurrent.futures.Executor`; results do not depend on it, nor on its order.
    With a `folder` each finished point is kept there under a key from the experiment's code and the point's
    content, and a sweep that was stopped goes on from it (delete the folder when code that the experiment
    calls has changed). `progress` shows a tqdm bar. Raises ValueError for an axis that is empty or no list,
    and with a folder for what has no key (`content_key`); an experiment's own exception is raised with a
    note naming the point.
    """
    grid = {name: _choices(name, values) for name, values in axes.items()}
    points = [dict(zip(grid, combination, strict=True)) for combination in product(*grid.values())]
    tasks = [_Task(experiment, point, _file(folder, experiment, point)) for point in points]
    results = _run(tasks, executor, progress)
    shape = tuple(map(len, grid.values()))
    if all(isinstance(r, int | float | np.number | np.bool_) for r in results):
        return Sweep(grid, np.array(results).reshape(shape))
    values: npt.NDArray[Any] = np.empty(len(results), dtype=object)
    values[:] = results
    return Sweep(grid, values.reshape(shape))


def _choices(name: str, values: Iterable[Any]) -> list[Any]:
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise ValueError(f"axis {name}: give a list of values, got {values!r}")
    choices = list(values)
    if not choices:
        raise ValueError(f"axis {name} is empty")
    return choices


@dataclass(frozen=True)
class _Task:
    """One point of a sweep; picklable, so that it can travel to another process."""

    experiment: Callable[..., Any]
    point: dict[str, Any]
    file: Path | None

    def __call__(self) -> Any:
        if self.file and self.file.exists():
            try:
                return pickle.loads(self.file.read_bytes())
            except Exception as error:  # whatever a broken pickle may raise
                warn(f"{self.file} is broken ({error}): computed again", stacklevel=2)
        try:
            result = self.experiment(**self.point)
        except Exception as error:
            at = ", ".join(f"{name}={value!r}" for name, value in self.point.items())
            error.add_note(f"at {at}")
            raise
        if self.file:
            # Written beside and renamed: a sweep stopped half-way leaves no half a file.
            part = self.file.with_suffix(".part")
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(pickle.dumps(result))
            part.replace(self.file)
        return result


def _file(folder: str | Path | None, experiment: Callable[..., Any], point: Any) -> Path | None:
    if folder is None:
        return None
    return Path(folder) / f"{content_key(experiment, point)}.pickle"


def _run(tasks: Sequence[_Task], executor: Executor | None, progress: bool) -> list[Any]:
    if executor is None:
        return [task() for task in _bar(tasks, len(tasks), progress)]
    futures = [executor.submit(task) for task in tasks]
    try:
        for future in _bar(as_completed(futures), len(futures), progress):
            future.result()
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    return [future.result() for future in futures]


def _bar(items: Iterable[Any], total: int, progress: bool) -> Iterable[Any]:
    if not progress:
        return items
    from tqdm.auto import tqdm  # only a bar needs it: the rest of the package runs on NumPy alone

    bar: Iterable[Any] = tqdm(items, total=total)
    return bar
