"""`explore`: the one call that makes an interactive figure."""

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any

from nnbook.drawing.host import exporting
from nnbook.drawing.panels import Drawing
from nnbook.widgets.axes import Position, Value, axis, completed
from nnbook.widgets.explorer import Explorer


def explore(
    experiment: Callable[..., Any],
    *,
    view: Callable[[Any], Drawing],
    presets: Mapping[str, Mapping[str, Value]] | None = None,
    title: str | None = None,
    start: Mapping[str, Value] | None = None,
    link: str | None = None,
    labels: Mapping[str, str] | None = None,
    name: str | None = None,
    **axes: Any,
) -> Explorer:
    """The figure of an experiment whose keyword arguments the reader turns.

    An axis is a list of names or numbers, a `range`, a `Dial` or a `Play`. The figure starts at the
    first value of each axis, changed by `start` or else by the first of the presets; presets and
    start may leave axes out. Figures with the same `link` share the axes they have in common.
    `name`, by default the experiment's, is the figure's address in the page. Raises ValueError for
    axes that do not fit the experiment, and for a preset or start that the axes do not allow.
    """
    words = labels or {}
    knobs = tuple(axis(key, given, words.get(key)) for key, given in axes.items())
    for unknown in set(words) - set(axes):
        raise ValueError(f"labels: no axis {unknown}; choose from {', '.join(axes)}")
    base = {one.name: one.first for one in knobs}
    _check_arguments(experiment, base)
    given = {key: completed(knobs, at, base) for key, at in (presets or {}).items()}
    position = completed(knobs, start, base) if start else next(iter(given.values()), base)
    own = _address(experiment, name)
    shown = own.replace("-", " ") if title is None else title
    figure = Explorer(
        experiment,
        view,
        knobs,
        position=position,
        presets={key: completed(knobs, at, position) for key, at in (presets or {}).items()},
        name=own,
        title=shown,
        group=link,
    )
    if exporting():
        figure.page()  # here, where what it raises fails the cell: IPython swallows errors of a repr
    return figure


def _address(experiment: Callable[..., Any], name: str | None) -> str:
    address = getattr(experiment, "__name__", "").replace("_", "-") if name is None else name
    if not re.fullmatch(r"[a-z][a-z0-9-]*", address):
        raise ValueError(f"name {address!r}: give lower-case letters, digits and hyphens")
    return address


def _check_arguments(experiment: Callable[..., Any], position: Position) -> None:
    try:
        inspect.signature(experiment).bind(**position)
    except TypeError as problem:
        raise ValueError(f"axes do not fit the experiment: {problem}") from None
