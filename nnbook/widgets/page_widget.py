"""A widget of the page's own Python: attributes that the front end knows, without Jupyter.

Small as it is it keeps to the manner of traitlets, whose place it takes: a method under `validate` gets
{"value"} and returns what is stored, one under `observe` gets {"old", "new"} after a change.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, ClassVar, Self

from nnbook.drawing.host import tell

Method = Callable[[Any, dict[str, Any]], Any]

# Widgets that stand in the page, by number.
shown: dict[int, "Widget"] = {}
_numbers = count(1)


class Synced:
    """An attribute that the front end knows as well."""

    def __init__(self, default: Any = None) -> None:
        self.default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, widget: "Widget | None", owner: type) -> Any:
        return self if widget is None else widget.state.get(self.name, self.default)

    def __set__(self, widget: "Widget", value: Any) -> None:
        if check := widget.checks.get(self.name):
            value = check(widget, {"value": value})
        old = widget.state.get(self.name, self.default)
        widget.state[self.name] = value
        if old != value:
            widget.changed(self.name)
            for observer in widget.observers.get(self.name, ()):
                observer(widget, {"old": old, "new": value})


def synced(default: Any = None) -> Any:
    """An attribute that the front end knows as well."""
    return Synced(default)


def validate(name: str) -> Callable[[Method], Method]:
    """Mark the method that checks a new value of an attribute."""
    return _marked("validates", name)


def observe(name: str) -> Callable[[Method], Method]:
    """Mark a method that is called after an attribute has changed."""
    return _marked("observes", name)


def _marked(mark: str, name: str) -> Callable[[Method], Method]:
    def decorate(method: Method) -> Method:
        setattr(method, mark, name)
        return method

    return decorate


class Widget:
    """What the page shows under a number, once it is displayed; `state` is what the front end knows of it."""

    checks: ClassVar[dict[str, Method]] = {}
    observers: ClassVar[dict[str, list[Method]]] = {}

    def __init_subclass__(cls) -> None:
        methods = list(vars(cls).values())
        cls.checks = {method.validates: method for method in methods if hasattr(method, "validates")}
        cls.observers = {}
        for method in methods:
            if hasattr(method, "observes"):
                cls.observers.setdefault(method.observes, []).append(method)

    def __new__(cls, *_: Any, **__: Any) -> Self:
        """Return a widget whose attributes may be set before its own __init__ is called."""
        widget = super().__new__(cls)
        widget.state, widget.number, widget._held = {}, 0, None
        return widget

    state: dict[str, Any]
    number: int
    _held: set[str] | None

    def __init__(self, **state: Any) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    def changed(self, *names: str) -> None:
        """Tell the page of new values, now or when they are not held back any more."""
        if self._held is not None:
            self._held.update(names)
        elif self.number and names:
            values = {name: self.state[name] for name in names}
            tell({"type": "state", "number": self.number, "state": values})

    @contextmanager
    def hold_sync(self) -> Iterator[None]:
        """Let several changes reach the page at once."""
        outer, self._held = self._held, set()
        try:
            yield
        finally:
            names, self._held = self._held, outer
            self.changed(*sorted(names))

    def take(self, values: dict[str, Any]) -> None:
        """Set what the page has set already: it is told only of what else changes."""
        with self.hold_sync():
            for name, value in values.items():
                setattr(self, name, value)
                self._held.discard(name)  # type: ignore[union-attr]

    def close(self) -> None:
        """Forget a widget that the page does not show any more."""
        shown.pop(self.number, None)
        self.number = 0

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        if not self.number:
            self.number = next(_numbers)
            shown[self.number] = self
        form = {"number": self.number, "state": self.state}
        return {f"application/vnd.nnbook.{type(self).__name__.lower()}+json": form}, {}
