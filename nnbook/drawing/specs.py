"""Networks written down for a drawing, and the numbers that a drawing's summary needs of them.

A spec is {"layers": [{"W", "b", "activation"}, ...], "output": ...}: one entry per Dense, with the
activation that follows it; `output` turns logits into probabilities.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nnbook import activations
from nnbook.activations import Activation
from nnbook.arrays import Array
from nnbook.layers import Activate, Dense, Dropout
from nnbook.losses import binary_cross_entropy
from nnbook.network import Network

OUTPUTS = ("sigmoid", "softmax", "identity")


class Score(NamedTuple):
    """How many of the points a drawing's networks get right, and their mean cross-entropy."""

    right: int
    total: int
    loss: float


def network_spec(net: Network, *, output: str | None = None) -> dict[str, Any]:
    """The network as plain lists; dropout, the identity in evaluation, leaves no trace.

    `output` defaults to what `predict_proba` does: sigmoid of one logit, softmax of several.
    Raises ValueError for a stack of networks, an activation without a Dense in front of it, or one
    that the drawing does not know under its name (a leaky ReLU of another slope).
    """
    layers: list[dict[str, Any]] = []
    open_layer = False
    for layer in net.layers:
        match layer:
            case Dense(W=W, b=b) if W.ndim == 2:
                layers.append({"W": W.tolist(), "b": b.tolist(), "activation": "identity"})
                open_layer = True
            case Activate(activation) if open_layer:
                layers[-1]["activation"] = _known(activation)
                open_layer = False
            case Dropout():
                pass
            case _:
                raise ValueError(f"cannot draw {layer} after {len(layers)} layers of {net}")
    if not layers:
        raise ValueError(f"cannot draw {net}: it has no Dense layer")
    return {"layers": layers, "output": _output(output, len(layers[-1]["b"]))}


def _known(activation: Activation) -> str:
    probe = np.array([-1.5, 0.0, 2.0])
    same = activations.get(activation.name)
    if not np.array_equal(same.f(probe), activation.f(probe)):
        raise ValueError(f"a drawing knows {activation.name} with its usual parameter only")
    return activation.name


def _output(output: str | None, logits: int) -> str:
    if output is None:
        return "sigmoid" if logits == 1 else "softmax"
    if output not in OUTPUTS:
        raise ValueError(f"unknown output {output!r}; choose from {', '.join(OUTPUTS)}")
    return output


def network_of(spec: dict[str, Any], start: int = 0, stop: int | None = None) -> Network:
    """The network of a spec, or the part of it from layer `start` to before `stop`."""
    layers: list[Dense | Activate] = []
    for entry in spec["layers"][start:stop]:
        layers.append(Dense(np.array(entry["W"], float), np.array(entry["b"], float)))
        layers.append(Activate(activations.get(entry["activation"])))
    return Network(layers)


def predict(specs: Sequence[dict[str, Any]], x: Array, start: int = 0) -> Array:
    """The members' outputs (n, c) from layer `start` on, averaged."""
    outputs = []
    for spec in specs:
        net = network_of(spec, start)
        outputs.append(net(x) if spec["output"] == "identity" else net.predict_proba(x))
    return np.asarray(np.mean(outputs, axis=0))


def classes(p: Array) -> npt.NDArray[Any]:
    """The most likely class of each row (n,); one half counts as class 0."""
    return p[:, 0] > 0.5 if p.shape[1] == 1 else p.argmax(axis=1)


def score(specs: Sequence[dict[str, Any]], points: dict[str, Any]) -> Score:
    """The score of the averaged networks on points {"x": (n, 2), "y": (n,)}."""
    x, y = np.array(points["x"], float), np.array(points["y"]).reshape(-1).astype(int)
    p = predict(specs, x)
    right = int((classes(p) == y).sum())
    if len(specs) == 1 and specs[0]["output"] == "sigmoid":
        # From the logits: log(p) of a saturated p is infinite.
        return Score(right, len(y), binary_cross_entropy(network_of(specs[0])(x), y)[0])
    wanted = p[np.arange(len(y)), y] if p.shape[1] > 1 else np.where(y == 1, p[:, 0], 1 - p[:, 0])
    with np.errstate(divide="ignore"):
        return Score(right, len(y), float(-np.log(wanted).mean()))
