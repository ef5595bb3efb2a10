"""Chapter 07: what reaches the layers of a plain network, and of one with skips or normalization."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch07.kinds import DEEP_STARTS, deep_kind
from nnbook.drawing.panels import Drawing, bars, drawing
from nnbook.drawing.parts import Panel
from nnbook.drawing.scales import decades
from nnbook.drawing.words import spread, times
from nnbook.edges import require_known
from nnbook.experiments.digits import standard_digits
from nnbook.experiments.flow import check_sizes, hidden_messages
from nnbook.losses import cross_entropy

SWITCH = ["off", "on"]
# The kind of network for `skip` and `normalize`.
SWITCHED = {("off", "off"): "plain", ("off", "on"): "normalized", ("on", "off"): "skip", ("on", "on"): "both"}
TITLES = {
    "plain": "Nothing switched on",
    "normalized": "With normalization",
    "skip": "With skips",
    "both": "With normalization and skips",
}
DEEP_FLOW_AXES: dict[str, list[str]] = {
    "activation": ["sigmoid", "tanh", "relu"],
    "init": list(DEEP_STARTS),
    "skip": SWITCH,
    "normalize": SWITCH,
}
# The positions of the figure that a reader should see first.
DEEP_FLOW_PRESETS: dict[str, dict[str, Any]] = {
    name: dict(zip(DEEP_FLOW_AXES, place, strict=True))
    for name, place in {
        "sigmoid, both": ("sigmoid", "xavier", "on", "on"),
        "skip alone": ("sigmoid", "xavier", "on", "off"),
        "normalization alone": ("sigmoid", "xavier", "off", "on"),
        "ReLU, skip alone": ("relu", "he", "on", "off"),
    }.items()
}


@dataclass(frozen=True, eq=False)
class DeepFlow:
    """The RMS of dL/dz (seeds, depth) at every hidden layer: plain, and with what is switched on.

    z is what a layer hands to its activation; beside an identity it is the sum, x + f(x).
    """

    plain: Array
    changed: Array
    kind: str


def deep_flow(
    *,
    activation: str,
    init: str,
    skip: str,
    normalize: str,
    depth: int = 30,
    width: int = 64,
    seeds: int = 10,
    batch: int = 32,
) -> DeepFlow:
    """One pass through untrained networks, first plain, then with skips or batch normalization as said.

    `skip` and `normalize` are "off" or "on". Raises ValueError for other words, and for sizes below 1.
    """
    check_sizes(depth=depth, width=width, seeds=seeds, batch=batch)
    for name, word in (("skip", skip), ("normalize", normalize)):
        require_known(name, word, SWITCH)
    kind = SWITCHED[skip, normalize]
    plain, changed = (_messages(activation, init, one, depth, width, seeds, batch) for one in ("plain", kind))
    return DeepFlow(plain, changed, kind)


@lru_cache(maxsize=64)
def _messages(activation: str, init: str, kind: str, depth: int, width: int, seeds: int, batch: int) -> Array:
    x, y = standard_digits()
    found = []
    for seed in range(seeds):
        net = deep_kind(seed, depth, width, activation, init, kind)
        trace = net.trace(x[:batch], y[:batch], cross_entropy, np.random.default_rng(seed))
        found.append(hidden_messages(trace))
    return np.array(found)


def deep_flow_drawing(flow: DeepFlow) -> Drawing:
    """The gradient at every layer as a share of that at the last: plain beside what is switched on."""
    shares = [runs / (float(np.median(runs[:, -1])) or 1.0) for runs in (flow.plain, flow.changed)]
    domain = decades(np.concatenate(shares))
    depth = flow.plain.shape[1]
    return drawing(
        _panel("Plain", shares[0], domain, "wrong"),
        _panel(TITLES[flow.kind], shares[1], domain, "gradient"),
        summary=f"{{activation}}, {{init}}, {depth} layers: in the plain network layer 1 receives "
        f"{_reach(shares[0])} the gradient of layer {depth}; with skip {{skip}} and normalization "
        f"{{normalize}} it receives {_reach(shares[1])} it.",
    )


def _reach(share: Array) -> str:
    return times(float(np.median(share[:, 0]))) if share.any() else "nothing, as every layer, instead of"


def _panel(title: str, share: Array, domain: tuple[float, float], color: str) -> Panel:
    return bars(
        x=list(range(1, share.shape[1] + 1)),
        series=[spread("gradient", share, color=color, digits=2)],
        log=True,
        domain=domain,
        title=title,
        x_label="hidden layer",
        y_label="share of the last layer's gradient",
    )
