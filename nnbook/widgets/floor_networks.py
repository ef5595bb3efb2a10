"""The training floor's networks and curves, as `nnbook` has them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from nnbook import activations, datasets, initializers
from nnbook.arrays import Array
from nnbook.drawing import palette
from nnbook.drawing.panels import Drawing, bars, drawing
from nnbook.drawing.parts import bar_series
from nnbook.drawing.scales import decades
from nnbook.drawing.words import times
from nnbook.initializers import Initializer
from nnbook.layers import Activate, Dense, Dropout, Layer
from nnbook.losses import binary_cross_entropy, cross_entropy
from nnbook.network import Network, mlp

INPUTS = {"digits": 64}  # all other data lie in a plane
STARTS: dict[str, Initializer] = {
    **initializers.ALL,
    "constant": initializers.constant(0.5),
    "uniform": initializers.uniform(1.0),
    "xavier_4": initializers.variance_scaling(16, "avg"),
}
COLORS = (palette.MAGENTA, palette.GREEN)  # of A and B, as in the front end
EXAMPLES = 64  # behind the still picture
OUTPUTS = {"digits": 10, "blobs": 3}  # one logit for two classes
CURVES = {
    "step": ("step",),
    "loss": ("train", "loss"),
    "accuracy": ("train", "accuracy"),
    "unseen_loss": ("unseen", "loss"),
    "unseen_accuracy": ("unseen", "accuracy"),
    "ratio": ("ratio",),
}


def network(theta: Array, knobs: Mapping[str, Any]) -> Network:
    """The network of a lane: its parameters, one after the other, cut into layers.

    Raises ValueError for a network with normalization or skips, which `nnbook` has no layers for.
    """
    if knobs["normalize"] != "none" or knobs["skip"] != "off":
        raise ValueError("a network with normalization or skips cannot be handed over: switch both off")
    sizes = [INPUTS.get(knobs["data"], 2), *[knobs["width"]] * knobs["depth"], OUTPUTS.get(knobs["data"], 1)]
    hidden: list[Layer] = [Activate(activations.get(knobs["activation"]))]
    hidden += [Dropout(knobs["dropout"])] if knobs["dropout"] else []
    layers: list[Layer] = []
    at = 0
    for fan_in, fan_out in pairwise(sizes):
        end = at + fan_in * fan_out
        W, b = theta[at:end].reshape(fan_in, fan_out).copy(), theta[end : end + fan_out].copy()
        layers += [Dense(W, b), *hidden]
        at = end + fan_out
    return Network(layers[: -len(hidden)])


def curves(points: Sequence[Mapping[str, Any]]) -> dict[str, Array]:
    """The curves of one network, an array each; NaN where a number was not finite."""
    return {name: np.array([_at(point, path) for point in points]) for name, path in CURVES.items()}


def _at(point: Any, path: Sequence[str]) -> float:
    for key in path:
        point = point[key]
    return float("nan") if point is None else point


def in_words(knobs: Mapping[str, Any]) -> str:
    """A network in words: "sigmoid, 12 x 8, xavier"."""
    return "{activation}, {depth} x {width}, {start}".format(**knobs)


def untrained(lanes: Mapping[str, Mapping[str, Any]]) -> Drawing:
    """What reaches each layer of plain networks with the lanes' sizes and starts, before training."""
    flows = {name: _flow(knobs) for name, knobs in lanes.items()}
    panels = [
        bars(
            x=list(range(1, len(flow) + 1)),
            series=[bar_series("gradient", flow, color=COLORS[i])],
            log=bool(flow.any()),  # nothing at all has no place on a log axis
            domain=decades(flow) if flow.any() else None,
            title=f"{name}: {in_words(lanes[name])}",
            x_label="hidden layer",
            y_label="share of the last layer's gradient",
        )
        for i, (name, flow) in enumerate(flows.items())
    ]
    said = [
        f"Layer 1 of {name} receives {times(float(flow[0]))} the gradient of the last."
        for name, flow in flows.items()
    ]
    return drawing(*panels, summary=" ".join(["Before training, without normalization and skips.", *said]))


def _flow(knobs: Mapping[str, Any]) -> Array:
    rng = np.random.default_rng(knobs["seed"])
    digits = knobs["data"] == "digits"
    x, y = datasets.digits() if digits else datasets.xor_cloud(rng, EXAMPLES)
    x, y = (x[:EXAMPLES] - x.mean()) / x.std(), y[:EXAMPLES]
    sizes = [x.shape[1], *[knobs["width"]] * knobs["depth"], 10 if digits else 1]
    net = mlp(rng, sizes, knobs["activation"], STARTS[knobs["start"]])
    trace = net.trace(x, y, cross_entropy if digits else binary_cross_entropy)
    sizes_of = np.array([np.sqrt(np.mean(one.doutput**2)) for one in trace.of(Dense)[:-1]])
    return sizes_of / sizes_of[-1] if sizes_of[-1] else sizes_of
