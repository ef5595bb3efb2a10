"""The namespace in which the cells of a page run, and what is sent to the page while they do."""

from __future__ import annotations

import ast
import linecache
import sys
import types
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

from .needs import Piece, Ran, pieces, plan
from .outputs import Stream, bundle
from .problems import problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Event = dict[str, Any]


class Session:
    """One page's Python. `send` takes events for the page; `drawing` tells whether matplotlib is there."""

    def __init__(self, send: Callable[[Event], None]) -> None:
        self._send = send
        self._ran = Ran()
        self._files: dict[str, str] = {}
        self._cell = ""
        self._streams: list[Stream] = []  # of the cell that runs
        main = types.ModuleType("__main__")
        self.scope = main.__dict__
        self.scope["display"] = self.display
        # Classes that cells define know their module by name.
        sys.modules["__main__"] = main

    def run(self, cells: list[dict[str, str]], target: str) -> Event:
        """Run a cell, and first what it needs of the others; return what became of it.

        `cells` are all cells of the page in order, {"id", "source"}. Comes back with {"ok"}, which cells
        ran "first", and whether the answer was right if the cell ends in a verdict; with {"wants"} and
        nothing run when a part of the runtime has to be loaded before.
        """
        before, whole = split(cells, target)
        todo = [*before, Piece(target, whole)]
        first = [todo[k] for k in plan(todo, len(before), self._ran)]
        if wanted := wants([*first, todo[-1]]):
            return {"wants": wanted}
        names = list(dict.fromkeys(piece.cell for piece in first if piece.cell != target))
        self._event({"type": "plan", "first": names}, target)
        try:
            for piece in first:
                with self._silent():
                    self._execute(piece, quiet=True)
            value = self._execute(todo[-1], quiet=False)
        except ModuleNotFoundError as error:
            if wanted := deferred(error.name or ""):
                return {"wants": wanted}
            return self._failed(error, target)
        except BaseException as error:  # KeyboardInterrupt and SystemExit end a cell as well
            return self._failed(error, target)
        for one in pieces(target, whole):
            self._ran.note(one)
        return {"ok": True, "first": names, "right": getattr(value, "right", None)}

    def display(self, *values: Any) -> None:
        """Show values in all their forms, below what was printed so far."""
        for value in values:
            for stream in self._streams:
                stream.flush()  # what was printed before stands before it
            data, metadata = bundle(value)
            self._event({"type": "data", "data": data, "metadata": metadata}, self._cell)

    def _event(self, event: Event, cell: str) -> None:
        self._send({**event, "cell": cell})

    def _failed(self, error: BaseException, target: str) -> Event:
        self._event({"type": "error", **problem(error, self._files)}, target)
        return {"ok": False, "first": [], "right": None}

    def _execute(self, piece: Piece, *, quiet: bool) -> Any:
        """Run a piece; return the value of its last expression, which is shown unless it is to be quiet."""
        self._cell = piece.cell
        name = f"<cell {piece.cell}{f' import {piece.number}' if piece.number else ''}>"
        self._files[name] = piece.cell
        linecache.cache[name] = (len(piece.source), None, piece.source.splitlines(keepends=True), name)
        body = ast.parse(piece.source, name)
        last = body.body[-1] if body.body and isinstance(body.body[-1], ast.Expr) else None
        body.body = body.body[:-1] if last else body.body
        try:
            with self._printing(quiet):
                exec(compile(body, name, "exec"), self.scope)
                if last is None:
                    value = None
                else:
                    value = eval(compile(ast.Expression(last.value), name, "eval"), self.scope)
                if value is not None and not quiet and not piece.source.rstrip().endswith(";"):
                    self.display(value)
        except BaseException:
            self._ran.note(piece, whole=False)
            raise
        self._ran.note(piece)
        return value

    @contextmanager
    def _printing(self, quiet: bool) -> Iterator[None]:
        def send(event: Event) -> None:
            if not quiet:
                self._event(event, self._cell)

        out, err = self._streams = [Stream("stdout", send), Stream("stderr", send)]
        with redirect_stdout(out), redirect_stderr(err):
            try:
                yield
            finally:
                for stream in self._streams:
                    stream.flush()

    @contextmanager
    def _silent(self) -> Iterator[None]:
        """Let nothing that a needed cell displays reach the page."""
        send, self._send = self._send, lambda _: None
        try:
            yield
        finally:
            self._send = send


def split(cells: list[dict[str, str]], target: str) -> tuple[list[Piece], str]:
    """Return the pieces of all cells above the target, and the target's text."""
    before: list[Piece] = []
    for cell in cells:
        if cell["id"] == target:
            return before, cell["source"]
        before += pieces(cell["id"], cell["source"])
    raise ValueError(f"cell {target!r}: not one of the page's {len(cells)} cells")


def deferred(module: str) -> str:
    """Return the part of the runtime that brings a module and is not there yet, or an empty string."""
    if module.split(".")[0] not in {"matplotlib", "PIL", "mpl_toolkits"}:
        return ""
    import importlib.util

    return "" if importlib.util.find_spec("matplotlib") else "drawing"


def wants(todo: list[Piece]) -> str:
    """Return the part of the runtime that the pieces' own imports ask for, or an empty string."""
    for piece in todo:
        for one in pieces(piece.cell, piece.source):
            words = one.source.split()
            if one.number and (
                words[1] == "nnbook.plots" or words[:4] == ["from", "nnbook", "import", "plots"]
            ):
                words = ["import", "matplotlib"]
            if one.number and (wanted := deferred(words[1])):
                return wanted
    return ""
