"""Keys from content: what is kept under one is given back only for the very same question."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import PurePath
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import Any

import numpy as np

PLAIN = (type(None), bool, int, float, complex, str, bytes, PurePath)


def content_key(*parts: Any) -> str:
    """A key of 24 hexadecimal digits from all that the parts hold.

    Arrays count by type, shape and bytes, objects by their class and what is in them, functions by name,
    code and defaults; the order of a dictionary's keys does not count. Raises ValueError naming what cannot
    be told from others of its kind: a lambda, a function made inside another, an object with nothing in it.
    """
    return _digest(parts).hex()[:24]


def _digest(value: Any) -> bytes:
    digest = hashlib.sha256()
    for word in _words(value):
        digest.update(len(word).to_bytes(8, "big") + word)
    return digest.digest()


def _words(value: Any) -> Iterator[bytes]:
    """What makes the value what it is, piece by piece."""
    kind = type(value)
    yield f"{kind.__module__}.{kind.__qualname__}".encode()
    if isinstance(value, PLAIN):
        yield repr(value).encode()
    elif isinstance(value, np.ndarray | np.generic):
        yield from _array(np.asarray(value))
    elif isinstance(value, list | tuple | range):
        yield from _all(value)
    elif isinstance(value, Mapping | Set):
        entries = value.items() if isinstance(value, Mapping) else value
        yield from sorted(map(_digest, entries))
    elif isinstance(value, partial):
        yield from _all((value.func, value.args, value.keywords))
    elif value is ...:
        yield b"..."
    elif isinstance(value, type | BuiltinFunctionType | np.ufunc):
        yield _name(value)
    elif isinstance(value, FunctionType):
        yield from _function(value)
    else:
        yield from _all(_contents(value))


def _all(values: Iterable[Any]) -> Iterator[bytes]:
    yield from map(_digest, values)


def _array(values: np.ndarray) -> Iterator[bytes]:
    if values.dtype.hasobject:
        raise ValueError("an array of objects cannot be told from another: give numbers or a list")
    yield f"{values.dtype.str} {values.shape}".encode()
    yield values.tobytes()


def _name(value: Any) -> bytes:
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", value.__name__)
    return f"{module}.{name}".encode()


def _function(function: FunctionType) -> Iterator[bytes]:
    if "<lambda>" in function.__qualname__ or "<locals>" in function.__qualname__:
        what = "a lambda" if "<lambda>" in function.__qualname__ else function.__name__
        raise ValueError(
            f"{what} cannot be told from another of its kind: write a function of its own with def"
        )
    yield _name(function)
    yield from _code(function.__code__)
    yield from _all((function.__defaults__, function.__kwdefaults__))


def _code(code: CodeType) -> Iterator[bytes]:
    yield code.co_code
    yield " ".join(code.co_names).encode()
    for constant in code.co_consts:
        yield from _code(constant) if isinstance(constant, CodeType) else _words(constant)


def _contents(value: Any) -> list[Any]:
    """What an object holds; a method counts with the object it belongs to."""
    if isinstance(value, MethodType):
        return [value.__self__, value.__func__]
    if is_dataclass(value):
        return [(field.name, getattr(value, field.name)) for field in fields(value)]
    if getattr(value, "__dict__", None):
        return sorted(vars(value).items())
    raise ValueError(
        f"{value!r} cannot be told from another {type(value).__name__}: nothing in it can be read"
    )
