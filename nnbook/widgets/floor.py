"""The training floor: networks that learn before the reader's eyes, in JupyterLab and in the built page.

>>> floor(a_depth=12, a_activation="sigmoid").network_plan("A")
'sigmoid, 12 x 8, xavier'
"""

import base64
import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets

from nnbook import datasets
from nnbook.activations import get as activation_of
from nnbook.arrays import Array
from nnbook.drawing.host import exporting
from nnbook.layers import Activate, Dense, Dropout, Layer
from nnbook.network import Network
from nnbook.widgets.axes import Axis, Position, Value, axis, checked, completed
from nnbook.widgets.explorer import STATIC
from nnbook.widgets.export import compact

LANES = ("A", "B")
SPEC: dict[str, Any] = json.loads(Path(__file__).with_name("floor.json").read_text(encoding="utf-8"))
PIXELS = 64


def _axes() -> tuple[Axis, ...]:
    shared = [axis(name, values, label) for name, label, values in SPEC["axes"]]
    lanes = [
        axis(f"{lane.lower()}_{name}", range(1, 51) if values == "1-50" else values, label)
        for lane in LANES
        for name, label, values in SPEC["lane"]
    ]
    return (*shared, *lanes)


AXES = _axes()
START: Position = {
    one.name: SPEC["start"][one.name if one.name in SPEC["start"] else one.name[2:]] for one in AXES
}
TOUR: dict[str, Position] = {stop["name"]: completed(AXES, stop["position"], START) for stop in SPEC["tour"]}


def digits_bytes() -> bytes:
    """The digits as the front end takes them: a byte per pixel (0 ... 16), image after image, then the labels."""
    x, y = datasets.digits()
    return bytes(np.rint(x * 16).astype(np.uint8).tobytes() + y.astype(np.uint8).tobytes())


class Floor(anywidget.AnyWidget):
    """One or two networks in training. `position` is readable and settable, `network` and `history` readable.

    The front end trains; what it has come to is known here about a second later, and at once when it rests.
    """

    _esm = STATIC / "floor_widget.js"
    _css = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("widget.css", "floor.css"))
    name = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    axes: Any = traitlets.List().tag(sync=True)
    tour: Any = traitlets.List().tag(sync=True)
    start = traitlets.Dict().tag(sync=True)
    position = traitlets.Dict().tag(sync=True)
    digits = traitlets.Bytes().tag(sync=True)
    parameters: Any = traitlets.List().tag(sync=True)  # per network all parameters, as bytes
    curves: Any = traitlets.List().tag(sync=True)
    steps = traitlets.Int(0).tag(sync=True)

    def __init__(self, position: Position, name: str, title: str) -> None:
        super().__init__(
            name=name,
            title=title,
            axes=[one.payload() for one in AXES],
            tour=SPEC["tour"],
            start=position,
            position=position,
            digits=digits_bytes(),
        )

    def move(self, **partial: Value) -> None:
        """Set some knobs and leave the others where they are; raises ValueError for what they do not allow."""
        self.position = completed(AXES, partial, self.position)

    @traitlets.validate("position")
    def _check(self, proposal: dict[str, Any]) -> Position:
        return checked(AXES, proposal["value"])

    def network(self, lane: str) -> Network:
        """Network "A" or "B" with the very parameters that the floor shows.

        Raises ValueError for another name or a network that is not there, RuntimeError before the floor has been
        shown.
        """
        number = self._number(lane)
        theta = np.frombuffer(self._known(self.parameters)[number], dtype=np.float64)
        data, depth, width = (self._of(lane, name) for name in ("data", "depth", "width"))
        outputs = {"digits": 10, "blobs": 3}.get(str(data), 1)
        sizes = [PIXELS if data == "digits" else 2, *[int(width)] * int(depth), outputs]
        return Network(_layers(theta, sizes, self._of(lane, "activation"), float(self._of(lane, "dropout"))))

    @property
    def history(self) -> dict[str, dict[str, Array]]:
        """Per network its curves: step, training and unseen loss and accuracy, and the share of the gradient."""
        return {lane: _columns(curve["points"]) for lane, curve in zip(LANES, self.curves, strict=False)}

    def network_plan(self, lane: str) -> str:
        """A network in words: "sigmoid, 12 x 8, xavier"."""
        self._number(lane)
        activation, depth, width, start = (
            self._of(lane, key) for key in ("activation", "depth", "width", "start")
        )
        return f"{activation}, {depth} x {width}, {start}"

    def _of(self, lane: str, name: str) -> Value:
        value: Value = self.position[name if name in self.position else f"{lane.lower()}_{name}"]
        return value

    def _number(self, lane: str) -> int:
        there = LANES[: int(self.position["lanes"])]
        if lane not in there:
            raise ValueError(f"lane {lane!r}: choose from {', '.join(there)}")
        return there.index(lane)

    def _known(self, parameters: list[Any]) -> list[Any]:
        if not parameters:
            raise RuntimeError("the networks live in the figure: show the floor first")
        return parameters

    def __repr__(self) -> str:
        """Say where the floor stands, without addresses: the tests compare it strictly."""
        plans = (f"{lane}: {self.network_plan(lane)}" for lane in LANES[: int(self.position["lanes"])])
        return f"Floor({self.position['data']}; {'; '.join(plans)})"

    def page(self) -> str:
        """The floor as the built page holds it."""
        payload = {
            "name": self.name,
            "title": self.title,
            "axes": self.axes,
            "position": self.position,
            "tour": self.tour,
        }
        digits = compact(base64.b64encode(self.digits).decode())
        return (
            f'<figure class="nnbook-figure" id="{escape(self.name)}" data-nnbook-floor>'
            f'<script type="application/json">{compact(payload)}</script><div class="nnbook-mount"></div>'
            f'<script type="application/json" data-nnbook-grid>{digits}</script>'
            f"<noscript><p>{escape(self.title)}: {escape(repr(self))}. It trains with JavaScript only.</p></noscript>"
            "</figure>"
        )

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        if exporting():
            page = self.page()
            self.close()  # or the build stores its state in the page
            return {"text/html": page, "text/plain": repr(self)}, {}
        bundle, metadata = super()._repr_mimebundle_() or ({}, {})
        return {**bundle, "text/plain": repr(self)}, metadata


def _layers(theta: Array, sizes: list[int], activation: Value, dropout: float) -> list[Layer]:
    hidden: list[Layer] = [Activate(activation_of(str(activation)))]
    hidden += [Dropout(dropout)] if dropout else []
    layers: list[Layer] = []
    at = 0
    for fan_in, fan_out in zip(sizes, sizes[1:], strict=False):
        end = at + fan_in * fan_out
        layers += [
            Dense(theta[at:end].reshape(fan_in, fan_out).copy(), theta[end : end + fan_out].copy()),
            *hidden,
        ]
        at = end + fan_out
    return layers[: -len(hidden)]


def _columns(points: list[Mapping[str, Any]]) -> dict[str, Array]:
    return {
        "step": np.array([point["step"] for point in points], dtype=int),
        "loss": np.array([point["train"]["loss"] for point in points], dtype=float),
        "accuracy": np.array([point["train"]["accuracy"] for point in points], dtype=float),
        "unseen_loss": np.array([point["unseen"]["loss"] for point in points], dtype=float),
        "unseen_accuracy": np.array([point["unseen"]["accuracy"] for point in points], dtype=float),
        "ratio": np.array([point["ratio"] for point in points], dtype=float),
    }


def floor(
    tour: str | None = None, *, name: str = "floor", title: str = "The training floor", **position: Value
) -> Floor:
    """The floor, at a stop of its tour or at its start, with some knobs set otherwise.

    Raises ValueError for an unknown stop or knob, or a value that its knob does not have.
    """
    if tour is not None and tour not in TOUR:
        raise ValueError(f"tour {tour!r}: choose from {', '.join(TOUR)}")
    return Floor(completed(AXES, position, TOUR[tour] if tour else START), name, title)
