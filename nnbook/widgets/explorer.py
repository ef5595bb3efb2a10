"""An interactive figure: position in, experiment, view, drawing out; one class for both hosts."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from nnbook.drawing.host import in_page
from nnbook.drawing.panels import Drawing
from nnbook.drawing.plain import plain
from nnbook.drawing.summaries import format_value
from nnbook.widgets.axes import Axis, Position, Value, checked, completed
from nnbook.widgets.host import Widget, mime_bundle, observe, synced, validate

STATIC = Path(__file__).parent / "static"
REMEMBERED = 250

# Figures whose positions move together, by group and by figure: a cell run again takes its own place.
_groups: dict[str, dict[str, "Explorer"]] = {}


class Shown(NamedTuple):
    """What an experiment found at one position, and its picture."""

    result: Any
    drawing: Drawing


class Explorer(Widget):
    """A figure with knobs. `position`, `result` and `drawing` are readable, `position` settable.

    With a kernel every position is computed when it is first asked for. An experiment that fails
    shows its message in the figure, which keeps the last good picture.
    """

    _esm = STATIC / "widget.js"
    _css = STATIC / "widget.css"
    name: str = synced("")
    title: str = synced("")
    axes: Any = synced()
    presets: Any = synced()
    start: Position = synced()  # where the Reset button goes
    position: Position = synced()
    drawing: Any = synced()
    drawn: Position = synced()  # the position of the drawing
    answered: Position = synced()  # the last position dealt with, well or not
    error: str = synced("")
    busy: bool = synced(False)

    def __init__(
        self,
        experiment: Callable[..., Any],
        view: Callable[[Any], Drawing],
        axes: tuple[Axis, ...],
        *,
        position: Position,
        presets: Mapping[str, Position],
        name: str,
        title: str,
        group: str | None,
    ) -> None:
        self.experiment, self.view, self.knobs, self.group = experiment, view, axes, group
        self._memo: dict[tuple[Value, ...], Shown] = {}
        self._pages: dict[str, str] = {}
        super().__init__(
            name=name,
            title=title,
            axes=[one.payload() for one in axes],
            presets=[{"name": name, "position": at} for name, at in presets.items()],
            start=position,
            position=position,
        )
        if group is not None:
            _groups.setdefault(group, {})[name] = self

    @property
    def result(self) -> Any:
        """What the experiment found at the present position; raises what the experiment raises."""
        return self.at(self.position).result

    def move(self, **partial: Value) -> None:
        """Set some axes and leave the others where they are."""
        self.position = completed(self.knobs, partial, self.position)

    def at(self, position: Position) -> Shown:
        """Result and drawing at a position, remembered; ValueError for one that the axes do not allow."""
        position = checked(self.knobs, position)
        key = tuple(position.values())
        if key not in self._memo:
            if len(self._memo) >= REMEMBERED:
                self._memo.pop(next(iter(self._memo)))
            self._memo[key] = self._compute(position)
        return self._memo[key]

    def _compute(self, position: Position) -> Shown:
        result = self.experiment(**position)
        return Shown(result, plain(self.view(result)))

    @validate("position")
    def _check(self, proposal: dict[str, Any]) -> Position:
        return checked(self.knobs, proposal["value"])

    @observe("position")
    def _redraw(self, change: Any) -> None:
        position = self.position
        self.busy = tuple(position.values()) not in self._memo
        drawing, drawn, error = self.drawing, self.drawn, ""
        try:
            drawing, drawn = self.at(position).drawing, position
        except KeyboardInterrupt:
            error = "Interrupted before this position was computed. Turn a knob to go on."
        except Exception as problem:
            error = f"{type(problem).__name__}: {problem}".removesuffix(": ")
        if position != self.position:
            return  # a newer position was drawn meanwhile
        with self.hold_sync():
            self.drawing, self.drawn, self.error = drawing, drawn, error
            self.busy, self.answered = False, position
        self._move_group(change["old"])

    def _move_group(self, old: Any) -> None:
        """Turn what the reader turned here, and nothing else, in the other figures of the group."""
        members = _groups.get(self.group or "", {})
        if members.get(self.name) is not self:
            return  # not in it yet, or not any more
        turned = {name: at for name, at in self.position.items() if old[name] != at}
        for other in list(members.values()):
            if other is not self:
                other.move(**shared(other.knobs, turned))

    def __repr__(self) -> str:
        """Say where the figure stands, without addresses: the tests compare it strictly."""
        knobs = ", ".join(f"{name}={format_value(at)}" for name, at in self.position.items())
        return f"Explorer({self.name}: {knobs})"

    def page(self) -> str:
        """The figure as the built page holds it: every position of the grid, and a still picture.

        Raises what the experiment raises at any position.
        """
        from nnbook.widgets import export  # only while building: it draws still pictures with matplotlib

        words = {"name": self.name, "title": self.title, "group": self.group}
        drawing = self.at(self.position).drawing
        if repr(self) not in self._pages:
            payload, grid = export.payload(self.knobs, self.position, lambda at: self._compute(at).drawing)
            figure = {**words, "presets": self.presets, **payload}
            self._pages[repr(self)] = export.html(figure, grid, drawing)
        return self._pages[repr(self)]

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return mime_bundle(self, self.name, self._live)

    def _live(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The live figure, and beside it a still one: for what is exported where no kernel is."""
        bundle, metadata = super()._repr_mimebundle_() or ({}, {})
        if in_page():
            return bundle, metadata
        from nnbook.widgets import export  # matplotlib takes a second to load

        data, about = export.photo(self.drawing, self.drawn)
        return {**bundle, "image/png": data}, {**metadata, "image/png": about}

    def close(self) -> None:
        """End the figure; the others of its group move on without it."""
        members = _groups.get(self.group or "", {})
        if members.get(self.name) is self:
            del members[self.name]
        super().close()


def shared(knobs: Iterable[Axis], position: Position) -> Position:
    """The part of a position that other knobs take as well."""
    part = {}
    for one in knobs:
        if one.name in position:
            with suppress(ValueError):
                part[one.name] = one.check(position[one.name])
    return part
