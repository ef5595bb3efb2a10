"""Sentences with holes: `{depth}` of any axis, `{right}`, `{total}` and `{loss}` of the network drawn.

The front end fills them by the same rule (frontend/src/model/template.ts), so that a dial works without a
kernel.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from nnbook.drawing.specs import Score, score

Value = float | int | str


def format_value(value: Value) -> str:
    """The value as Python writes it, whole floats without ".0"."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    return str(value)


def fill(template: str, position: Mapping[str, Value], drawing: Mapping[str, Any]) -> str:
    """The template with its holes filled; a name that is neither axis nor score stays as it is."""

    @cache
    def found() -> Score | None:
        return drawing_score(drawing)

    return re.sub(r"\{(\w+)\}", lambda hole: _word(hole, position, found), template)


def _word(hole: re.Match[str], position: Mapping[str, Value], found: Callable[[], Score | None]) -> str:
    name = hole[1]
    if name in position:
        return format_value(position[name])
    scored = found() if name in Score._fields else None
    if scored is None:
        return hole[0]
    return f"{scored.loss:.3f}" if name == "loss" else str(getattr(scored, name))


def fill_summary(drawing: Mapping[str, Any], position: Mapping[str, Value]) -> str:
    """The drawing's summary at a position: what the picture shows, in words."""
    return fill(drawing["summary"], position, drawing)


def drawing_score(drawing: Mapping[str, Any]) -> Score | None:
    """The score of the first panel that has networks and points; None where there is none."""
    for panel in drawing["panels"]:
        points = panel.get("points")
        if panel.get("nets") and points and len(points["x"]):
            return score(panel["nets"], points)
    return None
