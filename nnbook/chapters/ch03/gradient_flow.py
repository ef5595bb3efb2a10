"""Chapter 03: what each layer of an untrained network receives of the gradient, and sees of the data."""

from functools import lru_cache

import numpy as np

from nnbook import activations
from nnbook.activations import Activation
from nnbook.drawing.panels import Drawing, bars, drawing
from nnbook.drawing.scales import decades
from nnbook.drawing.words import spread, times
from nnbook.edges import require_known
from nnbook.experiments.flow import GradientFlow, centered, check_sizes, deep_net, flow_through
from nnbook.initializers import Initializer
from nnbook.network import Network

BIASES = ("zero", "centered")
# The positions of the figure that a reader should see first.
FLOW_PRESETS: dict[str, dict[str, int | str]] = {
    name: {"depth": depth, "activation": activation, "init": init, "biases": biases}
    for name, (depth, activation, init, biases) in {
        "sigmoid, 12 layers": (12, "sigmoid", "xavier", "zero"),
        "ReLU, 12 layers": (12, "relu", "xavier", "zero"),
        "ReLU + He, 30 layers": (30, "relu", "he", "zero"),
        "tanh + Xavier, 30 layers": (30, "tanh", "xavier", "zero"),
        "zeros": (12, "relu", "zeros", "zero"),
        "sigmoid, centered": (12, "sigmoid", "xavier_4", "centered"),
    }.items()
}


def gradient_flow(
    *,
    depth: int,
    activation: str | Activation,
    init: str | Initializer,
    biases: str = "zero",
    width: int = 64,
    seeds: int = 8,
    batch: int = 32,
) -> GradientFlow:
    """One pass forwards and back through `seeds` untrained networks, on `batch` of the digits.

    `biases` is one of `BIASES`: `flow.centered` says what centering is. Raises ValueError for another.
    """
    check_sizes(depth=depth, width=width, seeds=seeds)
    require_known("biases", biases, BIASES)
    # Where units rest at 0 there is nothing to take away, and the figure asks for both.
    center = biases == "centered" and bool(activations.get(activation)(np.zeros(1)).any())
    return _flow(depth, activation, init, center, width, seeds, batch)


@lru_cache(maxsize=8)
def _flow(
    depth: int,
    activation: str | Activation,
    init: str | Initializer,
    center: bool,
    width: int,
    seeds: int,
    batch: int,
) -> GradientFlow:
    def net(seed: int) -> Network:
        drawn = deep_net(depth, width, activation, init, seed)
        return centered(drawn) if center else drawn

    return flow_through(net, seeds=seeds, batch=batch)


def gradient_flow_drawing(flow: GradientFlow) -> Drawing:
    """What each layer receives of the gradient, and what it sees of the data, on log axes."""
    last = float(np.median(flow.dz[:, -1])) or 1.0
    gradient, signal = flow.dz / last, flow.signal
    layers = list(range(1, gradient.shape[1] + 1))
    domain = decades(np.concatenate([gradient, signal], axis=1))
    return drawing(
        bars(
            x=layers,
            series=[spread("gradient", gradient)],
            log=True,
            domain=domain,
            title="Backwards: the gradient",
            x_label="hidden layer",
            y_label="share of the last layer's gradient",
            width=1.25,
        ),
        bars(
            x=layers,
            series=[spread("signal", signal, color="value", digits=2)],
            log=True,
            domain=domain,
            title="Forwards: the signal",
            x_label="hidden layer",
            y_label="share of the spread of the input",
        ),
        summary=_flow_words(flow, last),
    )


def _flow_words(flow: GradientFlow, last: float) -> str:
    if not flow.dz.any():
        return "{activation}, {init}: no hidden layer receives any gradient at all, so none can learn."
    if flow.dz.shape[1] == 1:
        return "{activation}, {init}: one hidden layer, and it receives the whole gradient."
    share = times(float(np.median(flow.dz[:, 0])) / last)
    seen = times(float(np.median(flow.signal[:, -1])))
    return (
        f"{{activation}}, {{init}}: layer 1 receives {share} the gradient of layer {{depth}}, "
        f"and layer {{depth}} sees {seen} the difference between two digits."
    )
