"""Which files of nnbook a piece of code depends on, by what it imports, and what that imports, and so on."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nnbook

PACKAGE = Path(nnbook.__file__).parent


def reached(code: str) -> set[Path]:
    """The modules of nnbook that `code` imports, those they import, and the packages all of them are in."""
    found: set[Path] = set()
    waiting = [file for name in _names(code) for file in _files(name)]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += _imported_by(file, file.stat().st_mtime_ns)
    return found


@cache
def _imported_by(file: Path, changed: int) -> list[Path]:
    return [found for name in _names(file.read_text(encoding="utf-8")) for found in _files(name)]


def _names(code: str) -> Iterator[str]:
    """The dotted names that `code` imports anywhere, also those that may be names within a module."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _files(name: str) -> Iterator[Path]:
    """The file of a module of nnbook, and the files of the packages on the way to it."""
    parts = name.split(".")
    if parts[0] != PACKAGE.name:
        return
    for length in range(1, len(parts) + 1):
        place = PACKAGE.joinpath(*parts[1:length])
        yield from (file for file in (place / "__init__.py", place.with_suffix(".py")) if file.exists())
