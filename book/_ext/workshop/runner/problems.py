"""What a reader is told when a cell fails: one plain sentence, and the lines of their own that led there."""

from __future__ import annotations

import traceback
from typing import Any

SENTENCES = {
    "NameError": "The name is not known here. Is it spelled as where it was made?",
    "SyntaxError": "Python cannot read this line.",
    "IndentationError": "The lines do not stand below each other as Python needs it.",
    "ZeroDivisionError": "Something was divided by zero.",
    "AssertionError": "What the line claims does not hold.",
    "IndexError": "A place was asked for that is not there.",
    "KeyError": "An entry was asked for that is not there.",
    "ModuleNotFoundError": "This module is not in the page's Python. In JupyterLab you can install more.",
    "RecursionError": "A function called itself too often.",
    "MemoryError": "The page's Python has no room for this: make it smaller.",
}


def problem(error: BaseException, files: dict[str, str]) -> dict[str, Any]:
    """Return an error for the page: kind, message, a sentence, and the lines of cells it came through.

    `files` maps the file name that a cell was compiled under to the cell's id.
    """
    kind = type(error).__name__
    lines = [
        {"cell": files[frame.filename], "line": frame.lineno, "text": (frame.line or "").strip()}
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename in files
    ]
    message = str(error)
    if isinstance(error, SyntaxError) and error.filename in files:
        message = error.msg
        text = (error.text or "").strip()
        lines = [{"cell": files[error.filename], "line": error.lineno, "text": text}]
    # A recursion comes through one line a thousand times.
    shown = lines if len(lines) <= 4 else [*lines[:2], *lines[-2:]]
    return {"name": kind, "message": message, "sentence": SENTENCES.get(kind, ""), "lines": shown}
