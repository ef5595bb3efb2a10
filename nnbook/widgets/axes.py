"""What a reader can turn: the axes of a figure, and the positions they allow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import isfinite
from numbers import Real
from typing import Any

Value = float | int | str
Position = dict[str, Value]


class Fixed(dict[str, Value]):
    """A position that is read, not written into: a figure would not notice."""

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise ValueError("a position is set whole, figure.position = {...}, or in part, figure.move(...)")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type["Fixed"], tuple[Position]]:
        return Fixed, (dict(self),)


@dataclass(frozen=True)
class Dial:
    """A continuous slider whose value is a weight of the network drawn.

    Raises ValueError unless low < high and step > 0, all finite.
    """

    low: float
    high: float
    step: float

    def __post_init__(self) -> None:
        if not all(map(isfinite, (self.low, self.high, self.step))):
            raise ValueError(f"a dial needs finite numbers, got {self}")
        if not (self.low < self.high and self.step > 0):
            raise ValueError(f"a dial needs low < high and step > 0, got {self}")


class Play:
    """A slider over the listed values with buttons that play through them."""

    def __init__(self, values: Iterable[float]) -> None:
        self.values = tuple(values)

    def __repr__(self) -> str:
        return f"Play({list(self.values)})"


@dataclass(frozen=True)
class Axis:
    """One knob: its name, what the reader sees it called, its kind, and what it may be set to."""

    name: str
    label: str
    kind: str
    values: tuple[Value, ...] = ()
    dial: Dial | None = None

    @property
    def first(self) -> Value:
        """The value it has when nobody said otherwise."""
        return self.dial.low if self.dial else self.values[0]

    def check(self, value: Any) -> Value:
        """The value as this axis writes it; ValueError saying what is allowed when it is not."""
        if self.dial is None:
            for listed in self.values:
                if listed == value and not isinstance(value, bool):
                    return listed
            raise ValueError(f"{self.name} = {value!r}: choose from {_listed(self.values)}")
        number = isinstance(value, Real) and not isinstance(value, bool)
        if not number or not self.dial.low <= value <= self.dial.high:
            raise ValueError(
                f"{self.name} = {value!r}: give a number from {self.dial.low} to {self.dial.high}"
            )
        return float(value)

    def payload(self) -> dict[str, Any]:
        """The axis as the front end reads it."""
        words = {"name": self.name, "label": self.label, "kind": self.kind}
        if self.dial is None:
            return {**words, "values": list(self.values)}
        return {**words, "low": self.dial.low, "high": self.dial.high, "step": self.dial.step}


def axis(name: str, given: Any, label: str | None = None) -> Axis:
    """The axis that `given` describes: a Dial, a Play, names to choose from, or numbers.

    Raises ValueError when it is empty, repeats itself, or mixes names and numbers.
    """
    shown = name if label is None else label
    if isinstance(given, Dial):
        return Axis(name, shown, "dial", dial=given)
    kind = "play" if isinstance(given, Play) else "range"
    source = given.values if isinstance(given, Play) else given
    if isinstance(source, str) or not isinstance(source, Iterable):
        raise ValueError(f"axis {name}: give a list, a range, a Dial or a Play, got {given!r}")
    values = tuple(v.item() if hasattr(v, "item") else v for v in source)
    if isinstance(given, tuple) and len(values) in (2, 3) and not any(isinstance(v, str) for v in values):
        raise ValueError(
            f"axis {name}: {given!r} could be three values or low, high, step: write {list(values)} for the "
            f"values, range(...) for steps, or Dial(low, high, step) for a weight of the network drawn"
        )
    if not values or len(set(values)) < len(values):
        raise ValueError(f"axis {name}: give at least one value, each once, got {given!r}")
    if all(isinstance(v, str) for v in values) and kind == "range":
        return Axis(name, shown, "choice", values)
    if not all(isinstance(v, int | float) and not isinstance(v, bool) for v in values):
        raise ValueError(f"axis {name}: give only names or only numbers, got {given!r}")
    if not all(map(isfinite, values)):
        raise ValueError(f"axis {name}: the numbers must be finite, got {given!r}")
    return Axis(name, shown, kind, values)


def checked(axes: Iterable[Axis], position: Mapping[str, Any]) -> Position:
    """The position with the axes in order; ValueError naming what is unknown, missing or not allowed."""
    names = [one.name for one in axes]
    _known(names, position)
    missing = [name for name in names if name not in position]
    if missing:
        raise ValueError(f"the position lacks {', '.join(missing)}; move() sets only some axes")
    return Fixed({one.name: one.check(position[one.name]) for one in axes})


def completed(axes: Iterable[Axis], partial: Mapping[str, Any], base: Position) -> Position:
    """The base position with some axes set otherwise; ValueError as in `checked`."""
    _known([one.name for one in axes], partial)
    return checked(axes, {**base, **partial})


def grid(axes: Iterable[Axis], start: Position) -> list[Position]:
    """All positions over the listed values, row by row, every dial where it starts."""
    names = [one.name for one in axes]
    choices = [(start[one.name],) if one.dial else one.values for one in axes]
    return [dict(zip(names, values, strict=True)) for values in product(*choices)]


def _known(names: list[str], position: Mapping[str, Any]) -> None:
    unknown = [name for name in position if name not in names]
    if unknown:
        raise ValueError(f"no axis {', '.join(map(str, unknown))}; choose from {', '.join(names)}")


def _listed(values: tuple[Value, ...]) -> str:
    if len(values) <= 12:
        return ", ".join(map(repr, values))
    return f"{values[0]!r}, {values[1]!r}, ... {values[-1]!r} ({len(values)} values)"
