"""The text of a value as Jupyter writes it: `repr`, but long containers with an entry on each line."""

from __future__ import annotations

from typing import Any

WIDTH = 79
BRACKETS = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    frozenset: ("frozenset({", "})"),
    dict: ("{", "}"),
}


def pretty(value: Any, indent: int = 0, room: int = WIDTH) -> str:
    """Return the text of a value that starts at column `indent` and may fill `room` columns."""
    kind = type(value)
    if kind not in BRACKETS or kind.__repr__ is not _plain(kind) or not value:
        return _repr(value)
    flat = _joined(value, kind, 0, 10**9, " ")
    if "\n" not in flat and indent + len(flat) <= room:
        return flat
    return _joined(value, kind, indent, room, "\n")


def _joined(value: Any, kind: type, indent: int, room: int, between: str) -> str:
    start, end = BRACKETS[kind]
    inner = indent + len(start)
    if kind is dict:
        items = [_entry(key, item, inner, room) for key, item in value.items()]
    else:
        items = [pretty(item, inner, room) for item in _ordered(value)]
    if kind is tuple and len(items) == 1:
        end = ",)"
    return start + ("," + (between if between == " " else "\n" + " " * inner)).join(items) + end


def _entry(key: Any, item: Any, indent: int, room: int) -> str:
    start = f"{pretty(key, indent, room)}: "
    return start + pretty(item, indent + len(start), room)


def _ordered(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        try:
            return sorted(value)
        except TypeError:
            return value
    return value


def _plain(kind: type) -> Any:
    return kind.__repr__ if kind.__module__ == "builtins" else None


def _repr(value: Any) -> str:
    """Return repr; for types and functions what Jupyter writes in its place."""
    if isinstance(value, type):
        module = value.__module__
        return (
            value.__qualname__ if module in {"builtins", "exceptions"} else f"{module}.{value.__qualname__}"
        )
    if type(value).__name__ == "function":
        return f"<function {value.__module__}.{value.__qualname__}{_signature(value)}>"
    return repr(value)


def _signature(function: Any) -> str:
    import inspect

    try:
        return str(inspect.signature(function))
    except (TypeError, ValueError):
        return "(...)"
