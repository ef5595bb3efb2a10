"""The text of a value as Jupyter writes it: `repr`, but an entry on each line of what is long."""

import inspect
import types
from typing import Any

WIDTH = 79
BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    frozenset: ("frozenset({", "})"),
    dict: ("{", "}"),
}
HOME = {None, "builtins", "exceptions"}  # modules that go without saying


def pretty(value: Any, indent: int = 0, column: int = 0, after: int = 0) -> str:
    """The text of a value from `column` on, its further lines at `indent`, if `after` characters follow."""
    kind = type(value)
    if kind not in BRACKETS or not value:
        return _repr(value).replace("\n", "\n" + " " * indent)
    flat = _flat(value)
    if "\n" not in flat and column + len(flat) + after <= WIDTH:
        return flat
    start, end = _brackets(value)
    inner = indent + len(start)
    items = list(_entries(value))
    lines = []
    for k, (key, item) in enumerate(items):
        rest = len(end) + after if k == len(items) - 1 else 1
        lines.append(key + pretty(item, inner, inner + len(key), rest))
    return start + (",\n" + " " * inner).join(lines) + end


def _flat(value: Any) -> str:
    """The value in one line, if its parts have one line each."""
    if type(value) not in BRACKETS or not value:
        return _repr(value)
    start, end = _brackets(value)
    return start + ", ".join(key + _flat(item) for key, item in _entries(value)) + end


def _brackets(value: Any) -> tuple[str, str]:
    start, end = BRACKETS[type(value)]
    return start, ",)" if isinstance(value, tuple) and len(value) == 1 else end


def _entries(value: Any) -> list[tuple[str, Any]]:
    """What stands before each item, and the item."""
    if isinstance(value, dict):
        return [(f"{_flat(key)}: ", item) for key, item in value.items()]
    if isinstance(value, set | frozenset):
        try:
            value = sorted(value)
        except TypeError:
            value = list(value)
    return [("", item) for item in value]


def _repr(value: Any) -> str:
    """The value's own text; for types and functions what Jupyter writes in its place."""
    if isinstance(value, type) and type(value).__repr__ is type.__repr__:
        return _name(value)
    if isinstance(value, types.FunctionType | types.BuiltinFunctionType):
        try:
            return f"<function {_name(value)}{inspect.signature(value)}>"
        except ValueError:
            return f"<function {_name(value)}>"
    return repr(value)


def _name(value: Any) -> str:
    home = value.__module__
    return str(value.__qualname__) if home in HOME else f"{home}.{value.__qualname__}"
