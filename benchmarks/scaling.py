"""How time and memory grow: with the number of steps (not at all), depth, width, batch, sweep points."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from nnbook.experiments.sweeps import sweep
from nnbook.losses import cross_entropy
from nnbook.network import mlp
from nnbook.optimizers import SGD
from nnbook.training import fit


def memory() -> dict[str, int]:
    """Peak bytes of a short and of a long training, and what both leave behind."""

    def train(steps: int) -> tuple[int, int]:
        rng = np.random.default_rng(0)
        x, y = rng.normal(size=(640, 32)), rng.integers(0, 10, 640)
        net = mlp(rng, [32, 64, 10], "relu", "he")
        run = fit(net, x, y, rng=rng, optimizer=SGD(0.1, momentum=0.9), epochs=steps // 20, batch_size=32)
        next(run)  # velocities and the first gradients exist
        tracemalloc.start()
        for step in run:
            del step
        left, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return left, peak

    train(40)
    (short_left, short), (long_left, long) = train(200), train(4000)
    if long > short + 2000 or long_left > short_left + 2000:
        raise AssertionError(
            f"memory grows with the steps: peaks {short}, {long}; left {short_left}, {long_left}"
        )
    return {"peak over 200 steps": short, "peak over 4,000 steps": long, "left behind": long_left}


def trace(depth: int = 8, width: int = 64, batch: int = 64) -> Callable[[], Any]:
    rng = np.random.default_rng(0)
    net = mlp(rng, [width] * depth + [10], "relu", "he")
    x, y = rng.normal(size=(batch, width)), rng.integers(0, 10, batch)
    return lambda: net.trace(x, y, cross_entropy)


def nothing(*, seed: int) -> float:
    return float(seed)


def points(points: int) -> Callable[[], Any]:
    return lambda: sweep(nothing, seed=range(points))


AXES: dict[str, tuple[list[int], Callable[[int], Callable[[], Any]]]] = {
    "depth": ([1, 2, 4, 8, 16, 32, 64], lambda n: trace(depth=n)),
    "width": ([16, 32, 64, 128, 256, 512, 1024], lambda n: trace(width=n, depth=4)),
    "batch": ([1, 4, 16, 64, 256, 1024, 4096], lambda n: trace(batch=n)),
    "sweep points": ([10, 30, 100, 300, 1000, 3000, 10_000], points),
}


def seconds_and_bytes(run: Callable[[], Any]) -> tuple[float, int]:
    run()
    best, spent = float("inf"), 0.0
    while spent < 0.3:
        start = process_time()
        run()
        took = process_time() - start
        best, spent = min(best, took), spent + took
    tracemalloc.start()
    kept = run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del kept
    return best, peak


def exponent(x: Any, y: Any) -> float:
    """The slope of log y over log x for the larger half: y grows like x to this power."""
    half = len(x) // 2
    return float(np.polyfit(np.log(x[half:]), np.log(y[half:]), 1)[0])


def figure(folder: Path) -> str:
    """Measure all axes, draw them log-log with their exponents, and say the exponents."""
    from matplotlib.figure import Figure

    fig = Figure(figsize=(12, 6), layout="constrained")
    panels, said, data = fig.subplots(2, len(AXES)), [], {}
    for column, (name, (values, make)) in zip(panels.T, AXES.items(), strict=True):
        measured = [seconds_and_bytes(make(n)) for n in values]
        data[name] = {
            "values": values,
            "seconds": [t for t, _ in measured],
            "bytes": [b for _, b in measured],
        }
        for ax, what in zip(column, ("seconds", "bytes"), strict=True):
            power = exponent(values, data[name][what])
            ax.loglog(values, data[name][what], "o-")
            ax.set(xlabel=name, ylabel=what, title=f"{what} ~ {name}$^{{{power:.2f}}}$")
            ax.grid(alpha=0.3)
            said.append(f"{what} ~ {name}^{power:.2f}")
    fig.savefig(folder / "scaling.png", dpi=120)
    (folder / "scaling.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return "\n".join(said)
