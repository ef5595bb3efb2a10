"""Chapter 04: the outputs of every layer at the start, beside the map that predicts their spread."""

from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from nnbook import activations
from nnbook.activations import Activation, sigmoid
from nnbook.arrays import Array
from nnbook.chapters.ch04.variance import fixed_point, scaled, variance_map
from nnbook.drawing.panels import Drawing, drawing, histograms, lines
from nnbook.drawing.parts import Panel, histogram_row, line_series
from nnbook.drawing.scales import significant
from nnbook.edges import require_known, require_positive, require_whole
from nnbook.experiments.digits import standard_digits
from nnbook.experiments.flow import ActivationFlow, activation_flow, deep_nets
from nnbook.layers import Dense
from nnbook.losses import cross_entropy

# What each start makes of fan_in times the variance of a weight in layers of 64 units.
S2 = {"small": 64e-4, "large": 64.0, "lecun": 1.0, "xavier": 1.0, "he": 2.0, "orthogonal": 1.0}
DEEPEST = 20
# Biases of minus half the sum of a unit's weights take away the mean of 1/2: the next layer sees a - 1/2.
CENTERED = Activation("sigmoid, centered", lambda z: sigmoid.f(z) - 0.5, lambda z, a: (0.5 + a) * (0.5 - a))
HISTOGRAM_AXES: dict[str, list[Any]] = {
    "activation": ["sigmoid", CENTERED.name, "tanh", "relu"],
    "init": ["small", "large", "xavier", "he", "orthogonal"],
    "gain": [0.5, 0.75, 1, 1.5, 2, 4],
    "depth": [2, 5, 10, DEEPEST],
}
# The positions of the figure that a reader should see first.
HISTOGRAM_PRESETS: dict[str, dict[str, Any]] = {
    "ReLU, Xavier: fading": {"activation": "relu", "init": "xavier", "gain": 1, "depth": 20},
    "ReLU, He: steady": {"activation": "relu", "init": "he", "gain": 1, "depth": 20},
    "sigmoid, 4 x Xavier": {"activation": "sigmoid", "init": "xavier", "gain": 4, "depth": 20},
    "the same, centered": {"activation": CENTERED.name, "init": "xavier", "gain": 4, "depth": 20},
    "tanh, Xavier: its twin": {"activation": "tanh", "init": "xavier", "gain": 1, "depth": 20},
}
RANGES = {"sigmoid": (0.0, 1.0), CENTERED.name: (-0.5, 0.5), "tanh": (-1.0, 1.0), "relu": (0.0, 3.0)}
MAP_Q = np.concatenate([[0.0], np.geomspace(1e-3, 1e3, 61)])


@dataclass(frozen=True, eq=False)
class LayerHistograms:
    """Outputs of every layer at the start, beside the map that predicts them.

    `flow` counts the outputs. `q` (depth,) is the mean square of z, measured; `mapped` (62,) is
    what follows a layer of mean square `MAP_Q`; `fixed` is where that settles.
    """

    flow: ActivationFlow
    q: Array
    mapped: Array
    fixed: float


def layer_histograms(*, activation: str, init: str, gain: float, depth: int) -> LayerHistograms:
    """Three untrained networks of 64 units a layer whose start is multiplied by `gain`.

    "sigmoid, centered" has biases of minus half the sum of a unit's weights, and a - 1/2 for its outputs.
    Raises ValueError for an unknown activation or init, a gain of 0 or less, a depth outside 1 ... 20.
    """
    require_known("activation", activation, RANGES)
    require_positive("gain", gain)
    require_whole("depth", depth)
    if depth > DEEPEST:
        raise ValueError(f"depth must be in 1 ... {DEEPEST}, got {depth}")
    if init not in S2:
        raise ValueError(f"unknown init {init!r}; choose from {', '.join(S2)}")
    flow, q = _deepest(activation, init, gain)
    shown = ActivationFlow(
        mean=flow.mean[:, :depth],
        std=flow.std[:, :depth],
        signal=flow.signal[:, :depth],
        saturated=flow.saturated[:, :depth],
        dead=flow.dead[:, :depth],
        edges=flow.edges,
        counts=flow.counts[:depth],
    )
    return LayerHistograms(shown, q[:depth], *_theory(activation, S2[init] * gain * gain))


def _activation(name: str) -> Activation:
    return CENTERED if name == CENTERED.name else activations.get(name)


@lru_cache(maxsize=256)
def _theory(activation: str, s2: float) -> tuple[Array, float]:
    act = _activation(activation)
    mapped = np.array([variance_map(act, float(at), s2) for at in MAP_Q])
    return mapped, fixed_point(act, s2)


@lru_cache(maxsize=256)
def _deepest(activation: str, init: str, gain: float) -> tuple[ActivationFlow, Array]:
    # A network's first layers are drawn first: those of the deepest are those of all others.
    # The first bin, next to no width, takes what is exactly 0: ReLU units that are off.
    low, high = RANGES[activation]
    act = _activation(activation)
    edges = np.concatenate([[low - 1e-12], np.linspace(low, high, 31)])
    if activation == "relu":
        edges[:2] = 0, 1e-300
    start, (x, y) = scaled(init, gain), standard_digits()
    trace = deep_nets(DEEPEST, 64, act, start, 3).trace(x[:100], y[:100], cross_entropy)
    q = np.array([np.square(t.output).mean() for t in trace.of(Dense)[:-1]])
    bins = edges.tolist()
    flow = activation_flow(depth=DEEPEST, activation=act, init=start, seeds=3, batch=100, edges=bins)
    return flow, q


Q_DOMAIN = (1e-3, 1e3)
# Above this share without slope a layer is drawn as lost; half of it is the way of ReLU.
LOST = 0.7


def layer_histograms_drawing(result: LayerHistograms) -> Drawing:
    """The outputs layer by layer, and the map from mean square to mean square that explains them."""
    flow = result.flow
    std, lost, dead = (part.mean(0) for part in (flow.std, flow.saturated, flow.dead))
    rows = [
        _ridge(i + 1, counts[1:], float(std[i]), float(lost[i]) > LOST)
        for i, counts in enumerate(flow.counts)
    ]
    return drawing(
        histograms(
            edges=flow.edges[1:],
            rows=rows,
            title="Outputs of each layer, and their spread",
            x_label="output of a unit",
            y_label="layer",
            note="Red: more than 70 % pass no gradient. Units that put out exactly 0 are left out.",
            width=1.1,
        ),
        _map_panel(result),
        summary=f"{{activation}}, {{init}} times {{gain}}: the outputs of layer {{depth}} spread by "
        f"{std[-1]:.2g}, {lost[-1]:.0%} pass no gradient, {dead[-1]:.0%} of the units none at all. "
        f"In theory the mean square of z {_fate(result.fixed)}.",
    )


def _map_panel(result: LayerHistograms) -> Panel:
    inside = (MAP_Q > 0) & _shown(result.mapped)
    pairs = np.array([result.q[:-1], result.q[1:]])
    pairs = pairs[:, _shown(pairs[0]) & _shown(pairs[1])]
    series = [
        line_series("no change", Q_DOMAIN, Q_DOMAIN, color="neutral", style="dashed"),
        line_series("predicted", MAP_Q[inside], significant(result.mapped[inside], 3), color="value"),
        line_series("measured", *significant(pairs, 3), color="gradient", style="points"),
    ]
    if Q_DOMAIN[0] <= result.fixed <= Q_DOMAIN[1]:
        settled = significant(np.array([result.fixed]), 3)
        series.append(line_series("fixed point", settled, settled, color="truth", style="points"))
    return lines(
        series=series,
        log_x=True,
        log_y=True,
        x_domain=Q_DOMAIN,
        y_domain=Q_DOMAIN,
        title="Mean square of z: one layer to the next",
        x_label="mean square of z in a layer",
        y_label="one layer up",
    )


def _fate(fixed: float) -> str:
    if fixed == 0:
        return "dies out"
    return "grows without bound" if fixed == inf else f"settles at {fixed:.3g}"


def _ridge(layer: int, counts: Array, std: float, lost: bool) -> Panel:
    # A ridge is scaled to its own mode anyway: two digits are enough for the eye.
    heights = np.round(99 * counts / max(1, counts.max())).astype(int)
    note = "0" if std == 0 else f"{std:.2g}"
    return histogram_row(str(layer), heights, color="wrong" if lost else "value", note=note)


def _shown(values: Array) -> npt.NDArray[np.bool_]:
    return (values >= Q_DOMAIN[0]) & (values <= Q_DOMAIN[1])
