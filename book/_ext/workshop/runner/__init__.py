"""Python's side of the workshop: what joins the cells of a page, their names and what comes out of them.

The page calls by name with arguments in JSON, and is sent events in JSON while Python works.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from .needs import pieces
from .session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

_sessions: list[Session] = []


def connect(send: Callable[[str], None]) -> None:
    """Begin a session whose events go to the page through `send`."""
    from nnbook.drawing import host

    def tell(event: dict[str, Any]) -> None:
        send(json.dumps(event, default=str))

    host.connect(tell)
    _sessions[:] = [Session(tell)]


def call(method: str, args: str) -> str:
    """Return the answer of one of the methods below, in JSON."""
    return json.dumps(METHODS[method](**json.loads(args)), default=str)


def run(cells: list[dict[str, str]], target: str) -> dict[str, Any]:
    """Return what became of a cell that was run; see Session.run."""
    return _sessions[0].run(cells, target)


def read(cells: list[dict[str, str]]) -> None:
    """Read the code of all cells, which the first of them to run then need not wait for."""
    for cell in cells:
        for piece in pieces(cell["id"], cell["source"]):
            _ = piece.names


def turn(number: int, values: dict[str, Any]) -> str:
    """Set the position of a figure, or what else the page knows of it; return what was wrong, if anything."""
    from nnbook.widgets.page_widget import shown

    if number in shown:
        try:
            shown[number].take(values)
        except ValueError as problem:
            return str(problem)
    return ""


def close(numbers: list[int]) -> None:
    """Forget figures whose output is not on the page any more."""
    from nnbook.widgets.page_widget import shown

    for number in numbers:
        if number in shown:
            shown[number].close()


def pace() -> float:
    """The seconds that a fixed piece of work takes here: plain Python and small matrices."""
    import numpy as np

    start = time.perf_counter()
    total = sum(k % 7 for k in range(100_000))
    a = np.full((32, 64, 64), 1.0 / 64)
    for _ in range(8):
        a = np.tanh(a @ a)
    return time.perf_counter() - start if total and a.all() else 0.0


METHODS: dict[str, Callable[..., Any]] = {one.__name__: one for one in (read, run, turn, close, pace)}
