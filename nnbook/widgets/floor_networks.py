"""The training floor's networks and curves, as `nnbook` has them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from nnbook import datasets, initializers
from nnbook.arrays import Array, Rng
from nnbook.drawing import palette
from nnbook.drawing.panels import Drawing, bars, drawing
from nnbook.drawing.parts import bar_series
from nnbook.drawing.scales import decades
from nnbook.drawing.words import times
from nnbook.experiments.flow import hidden_messages
from nnbook.initializers import Initializer
from nnbook.layers import Layer
from nnbook.losses import binary_cross_entropy, cross_entropy
from nnbook.network import Network, mlp
from nnbook.normalization import BatchNorm
from nnbook.residual import Residual

INPUTS = {"digits": 64}  # all other data lie in a plane
STARTS: dict[str, Initializer] = {
    **initializers.ALL,
    "constant": initializers.constant(0.5),
    "uniform": initializers.uniform(1.0),
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


def network(numbers: Array, knobs: Mapping[str, Any]) -> Network:
    """The network of a lane: its parameters one after the other, then means and variances of its batches."""
    rest = iter(numbers)

    def take(like: Array) -> Array:
        return np.fromiter(rest, np.float64, like.size).reshape(like.shape)

    net = at_start(np.random.default_rng(0), knobs)
    for p in net.params:
        p[...] = take(p)
    if knobs["normalize"] != "batch":
        return net
    return Network(_settled(net.layers, take))


def _settled(layers: Iterable[Layer], take: Callable[[Array], Array]) -> list[Layer]:
    """The layers, each that normalizes batches with the next mean and variance for its own."""
    done: list[Layer] = []
    for layer in layers:
        if isinstance(layer, Residual):
            layer = Residual(tuple(_settled(layer.layers, take)))
        elif isinstance(layer, BatchNorm):
            layer = replace(layer, mean=take(layer.gamma), var=take(layer.gamma))
        done.append(layer)
    return done


def at_start(rng: Rng, knobs: Mapping[str, Any]) -> Network:
    """A network of a lane's sizes and layers at its start."""
    sizes = [INPUTS.get(knobs["data"], 2), *[knobs["width"]] * knobs["depth"], OUTPUTS.get(knobs["data"], 1)]
    return mlp(
        rng,
        sizes,
        knobs["activation"],
        STARTS[knobs["start"]],
        dropout=knobs["dropout"],
        normalize=None if knobs["normalize"] == "none" else knobs["normalize"],
        skip=knobs["skip"] == "on",
    )


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
    """What reaches each layer of networks built as the lanes are, before training."""
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
    return drawing(*panels, summary=" ".join(["Before training.", *said]))


def _flow(knobs: Mapping[str, Any]) -> Array:
    rng = np.random.default_rng(knobs["seed"])
    x, y = datasets.digits() if knobs["data"] == "digits" else datasets.xor_cloud(rng, EXAMPLES)
    x, y = (x[:EXAMPLES] - x.mean()) / x.std(), y[:EXAMPLES]
    net = at_start(rng, {**knobs, "dropout": 0})
    loss = cross_entropy if knobs["data"] in OUTPUTS else binary_cross_entropy
    flow = hidden_messages(net.trace(x, y, loss, rng))
    return flow / flow[-1] if flow[-1] else flow
