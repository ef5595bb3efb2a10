"""The training floor: networks that learn before the reader's eyes, in JupyterLab and in the built page.

>>> floor(lanes=1, a_depth=12, a_activation="sigmoid")
Floor(xor; A: sigmoid, 12 x 8, xavier)
"""

import base64
import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import numpy as np

from nnbook import datasets
from nnbook.arrays import Array
from nnbook.network import Network
from nnbook.widgets.axes import Axis, Position, Value, axis, checked, completed
from nnbook.widgets.explorer import STATIC
from nnbook.widgets.floor_networks import curves, in_words, network, untrained
from nnbook.widgets.host import Widget, mime_bundle, sheets, synced, validate

Stop = Mapping[str, Any]  # its name, its question, its position
LANES = ("A", "B")
SPEC: dict[str, Any] = json.loads((datasets.DATA / "floor.json").read_text(encoding="utf-8"))


LANE_KNOBS = tuple(name for name, _, _ in SPEC["lane"])


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


def _stop(name: str, question: str, position: Position) -> Stop:
    return {"name": name, "question": question, "position": position}


QUESTIONS = [_stop(stop["name"], stop["question"], TOUR[stop["name"]]) for stop in SPEC["tour"]]


def digits_text() -> str:
    """The digits as the front end takes them: a byte per pixel (0 ... 16), then one per label, in base64."""
    x, y = datasets.digits()
    content = np.rint(x * 16).astype(np.uint8).tobytes() + y.astype(np.uint8).tobytes()
    return base64.b64encode(content).decode()


def knobs_of(lane: str, position: Position) -> dict[str, Value]:
    """What a lane is built from at a position, without its prefix."""
    own = {name: position[f"{lane.lower()}_{name}"] for name in LANE_KNOBS}
    return {"data": position["data"], "seed": position["seed"], **own}


class Floor(Widget):
    """One or two networks in training. `position` is readable and settable, `network` and `history` readable.

    The front end trains; what it has come to is known here about a second later, and at once when it rests.
    """

    _esm = STATIC / "floor_widget.js"
    _css = sheets(STATIC / "widget.css", STATIC / "floor.css")
    name: str = synced("")
    title: str = synced("")
    axes: Any = synced()
    tour: Any = synced()
    start: Position = synced()
    play: bool = synced(False)
    position: Position = synced()
    digits: str = synced("")
    parameters: Any = synced([])  # all of a network's and what its batch normalization settled on, as bytes
    log: Any = synced([])  # after how many steps which position was set
    curves: Any = synced([])
    steps: int = synced(0)

    def __init__(self, position: Position, tour: Sequence[Stop], play: bool, name: str, title: str) -> None:
        super().__init__(
            name=name,
            title=title,
            axes=[one.payload() for one in AXES],
            tour=tour,
            play=play,
            start=position,
            position=position,
            digits=digits_text(),
        )

    def move(self, **partial: Value) -> None:
        """Set some knobs and leave the others where they are; ValueError for what they do not allow."""
        self.position = completed(AXES, partial, self.position)

    @validate("position")
    def _check(self, proposal: dict[str, Any]) -> Position:
        return checked(AXES, proposal["value"])

    @validate("parameters")
    def _decoded(self, proposal: dict[str, Any]) -> list[bytes]:
        """Bytes, which come to the page's Python as base64."""
        return [base64.b64decode(one) if isinstance(one, str) else one for one in proposal["value"]]

    def network(self, lane: str) -> Network:
        """Network "A" or "B" with the very parameters that the floor shows.

        Raises ValueError for one that is not there, RuntimeError before the floor has been shown.
        """
        number = self._number(lane)
        if not self.parameters:
            raise RuntimeError("the networks live in the figure: show the floor first")
        numbers = np.frombuffer(self.parameters[number], dtype=np.float64)
        return network(numbers, knobs_of(lane, self.log[-1]["position"]))

    @property
    def history(self) -> dict[str, dict[str, Array]]:
        """Per network its curves, an array each: step, loss, accuracy, the same of unseen data, ratio."""
        return {lane: curves(one["points"]) for lane, one in zip(LANES, self.curves, strict=False)}

    @property
    def _there(self) -> tuple[str, ...]:
        return LANES[: int(self.position["lanes"])]

    def _number(self, lane: str) -> int:
        if lane not in self._there:
            raise ValueError(f"lane {lane!r}: choose from {', '.join(self._there)}")
        return self._there.index(lane)

    def __repr__(self) -> str:
        plans = [f"{lane}: {in_words(knobs_of(lane, self.position))}" for lane in self._there]
        return f"Floor({'; '.join([str(self.position['data']), *plans])})"

    def page(self) -> str:
        """The floor as the built page holds it; without JavaScript, the gradients before training."""
        from nnbook.widgets.export import compact, still  # only while building: it brings matplotlib

        payload = {
            "name": self.name,
            "title": self.title,
            "axes": self.axes,
            "position": self.position,
            "tour": self.tour,
            "play": self.play,
        }
        before = untrained({lane: knobs_of(lane, self.position) for lane in self._there})
        digits = compact(self.digits)
        return (
            f'<figure class="nnbook-figure" id="{escape(self.name)}" data-nnbook-floor>'
            f'<script type="application/json">{compact(payload)}</script><div class="nnbook-mount"></div>'
            f'<script type="application/json" data-nnbook-grid>{digits}</script>'
            f"<noscript>{still(before, self.position)}<p>{before['summary']}</p></noscript></figure>"
        )

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return mime_bundle(self, self.name, super()._repr_mimebundle_)


def floor(
    tour: str | None = None,
    *,
    stops: Mapping[str, Mapping[str, Value]] | None = None,
    play: bool = False,
    name: str = "floor",
    title: str = "The training floor",
    **position: Value,
) -> Floor:
    """The floor, at a stop of its tour or at its start, with some knobs set otherwise.

    `stops` are buttons in place of the tour: what each changes of where the floor starts. With `play` it
    plays by itself for some seconds when it is first seen, unless the reader asked for less motion. Raises
    ValueError for an unknown stop or knob, or a value that its knob does not have.
    """
    if tour is not None and tour not in TOUR:
        raise ValueError(f"tour {tour!r}: choose from {', '.join(TOUR)}")
    start = completed(AXES, position, TOUR[tour] if tour else START)
    own = [_stop(one, "", completed(AXES, change, start)) for one, change in (stops or {}).items()]
    return Floor(start, own or QUESTIONS, play, name, title)
