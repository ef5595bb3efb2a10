"""Chapter 07: the backward pass of normalization, path by path, on a graph of three rows."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.drawing.panels import Drawing, bars, drawing, network
from nnbook.drawing.parts import Panel, bar_series, edge, node
from nnbook.drawing.scales import significant
from nnbook.edges import require_known

PATHS = ("straight", "through the mean", "through the variance", "all three")
MESSAGES: dict[str, tuple[float, ...]] = {
    "one row alone": (0, 0, 1),
    "all rows alike": (1, 1, 1),
    "up and down": (1, -1, 0),
    "spread them": (-1, 0, 1),
}
NORM_PATH_AXES: dict[str, Any] = {
    "message": list(MESSAGES),
    "last": [value / 2 for value in range(-3, 17)],
    "path": list(PATHS),
}
# The positions of the figure that a reader should see first.
NORM_PATH_PRESETS: dict[str, dict[str, Any]] = {
    "one row asks": {"message": "one row alone", "last": 2, "path": "all three"},
    "all ask the same": {"message": "all rows alike", "last": 2, "path": "through the mean"},
    "all ask for more spread": {"message": "spread them", "last": 2, "path": "through the variance"},
    "far outside": {"message": "one row alone", "last": 8, "path": "all three"},
}


@dataclass(frozen=True, eq=False)
class NormPaths:
    """Three values x of a unit in a batch, x_hat, the message d = dL/dx_hat, and what x receives.

    `straight`, `by_mean` and `by_variance` (3,) are the parts of dL/dx along the three paths.
    """

    x: Array
    x_hat: Array
    d: Array
    mean: float
    std: float
    straight: Array
    by_mean: Array
    by_variance: Array
    path: str

    @property
    def dx(self) -> Array:
        """dL/dx, the sum over all paths (3,)."""
        return self.straight + self.by_mean + self.by_variance


def norm_paths(*, message: str, last: float, path: str) -> NormPaths:
    """The unit's values are -2, 0 and `last`; ValueError for another message or path."""
    require_known("message", message, MESSAGES)
    require_known("path", path, PATHS)
    x, d = np.array([-2.0, 0.0, last]), np.array(MESSAGES[message], dtype=float)
    mean, std = float(x.mean()), float(x.std())
    x_hat = (x - mean) / std
    by_mean = np.full(3, -d.mean() / std)
    return NormPaths(x, x_hat, d, mean, std, d / std, by_mean, -x_hat * (d * x_hat).mean() / std, path)


def norm_paths_drawing(found: NormPaths) -> Drawing:
    """The graph, the path that is looked at marked on it, and the parts of what every row receives."""
    parts = dict(zip(PATHS, (found.straight, found.by_mean, found.by_variance, found.dx), strict=True))
    rows = [f"x{k}" for k in range(1, 4)]
    return drawing(
        network(
            nodes=_nodes(found, parts[found.path]),
            edges=_edges(found.path),
            note="Above a node: its value. Below: the derivative of the loss by it, along the path marked.",
            width=1.4,
        ),
        bars(
            x=rows,
            series=[
                bar_series(name, significant(parts[name], 3), color=color)
                for name, color in zip(PATHS, ("xavier", "large", "small", "gradient"), strict=True)
            ],
            domain=(-1, 1),
            title="What every row receives",
            x_label="row",
            y_label="dL/dx",
        ),
        summary=f"{{message}}: the rows receive {', '.join(_short(v) for v in found.dx)} in all, together "
        f"{_short(found.dx.sum())}; {{path}}: {', '.join(_short(v) for v in parts[found.path])}.",
    )


def _nodes(found: NormPaths, received: Array) -> list[Panel]:
    heights = np.linspace(0.15, 0.85, 3)
    values = [
        node(0.08, y, f"x{k}", value=_short(v), below=_short(g), state="done")
        for k, (y, v, g) in enumerate(zip(heights, found.x, received, strict=True), start=1)
    ]
    mean, std = (
        node(0.48, y, name, value=_short(v), state="active" if on else None)
        for y, name, v, on in (
            (0.15, "mean", found.mean, found.path in PATHS[1::2]),
            (0.85, "std", found.std, found.path in PATHS[2:]),
        )
    )
    normal = [
        node(0.92, y, f"x̂{k}", value=_short(v), below=_short(g), state="done")
        for k, (y, v, g) in enumerate(zip(heights, found.x_hat, found.d, strict=True), start=1)
    ]
    return [*values, mean, std, *normal]


def _edges(path: str) -> list[Panel]:
    mean, std = 3, 4
    straight = [edge(k, 5 + k, state="active" if path in PATHS[::3] else None) for k in range(3)]
    crossing = [
        edge(*ends, state="active" if path in (name, PATHS[3]) else None)
        for name, middle in ((PATHS[1], mean), (PATHS[2], std))
        for k in range(3)
        for ends in ((k, middle), (middle, 5 + k))
    ]
    return [*straight, *crossing]


def _short(number: float) -> str:
    return f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".").replace("-", "−")
