"""The cells of a notebook as the workshop knows them: text, kind, which ask for an answer, which take long."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from docutils import nodes

from nnbook.chapters import quizzes

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell = dict[str, Any]
DIV = re.compile(r'<div (class="cell(?: [^"]*)? docutils container")')
QUIZ = re.compile(r'^quiz\("([\w-]+)"', re.MULTILINE)
# Seconds in the build from which on a reader is told how long a cell takes.
LONG = 0.2


def cells_of(path: Path, doctree: nodes.document | None = None) -> list[Cell]:
    """Return the cells of the notebook at `path`; none for a page that is no notebook.

    With the page's doctree the code cells also carry the seconds that they took when they were run.
    """
    if path.suffix != ".ipynb":
        return []
    notebook = nbformat.read(path, as_version=4)
    seconds = dict(timed(doctree)) if doctree else {}
    answers = exercises(notebook.cells)
    return [
        {"id": cell.id, "kind": cell.cell_type, "source": cell.source, "metadata": dict(cell.metadata)}
        | ({"exercise": True} if cell.id in answers else {})
        | ({"seconds": seconds[k]} if k in seconds and "explore(" not in cell.source else {})
        for k, cell in enumerate(notebook.cells)
    ]


def exercises(cells: list[nbformat.NotebookNode]) -> set[str]:
    """Return the ids of the cells in which a reader puts an answer: the last one before each solution."""
    found, last = set(), None
    for cell in cells:
        if cell.cell_type != "code":
            continue
        if "solution" not in cell.metadata.get("tags", []):
            last = cell
        elif last is not None and "..." in last.source:
            found.add(last.id)
    return found


def timed(doctree: nodes.document) -> Iterator[tuple[int, float]]:
    """Yield the number of each code cell that took long, with its seconds."""
    for node in doctree.findall(nodes.container):
        if node.get("nb_element") == "cell_code":
            times = node["cell_metadata"].get("execution", {})
            if "iopub.status.busy" in times and "iopub.status.idle" in times:
                start, end = (
                    datetime.fromisoformat(times[f"iopub.status.{name}"].replace("Z", "+00:00"))
                    for name in ("busy", "idle")
                )
                if (taken := (end - start).total_seconds()) >= LONG:
                    yield node["cell_index"], round(taken, 2)


def mark(body: str, cells: list[Cell]) -> str:
    """Return a page's body in which every code cell carries its id.

    Raises ValueError when the page does not show as many code cells as the notebook has.
    """
    code = [cell for cell in cells if cell["kind"] == "code"]
    shown = len(DIV.findall(body))
    if shown != len(code):
        raise ValueError(f"{shown} code cells in the page, {len(code)} in the notebook")
    rest = iter(code)

    def named(found: re.Match[str]) -> str:
        cell = next(rest)
        return f'<div data-cell="{cell["id"]}"{" data-exercise" if "exercise" in cell else ""} {found[1]}'

    return DIV.sub(named, body)


@cache
def totals(folder: Path) -> dict[str, tuple[int, int]]:
    """Return for each notebook in a folder how many exercises it has, and how many questions its quizzes ask."""
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        names = [name for cell in cells if cell.cell_type == "code" for name in QUIZ.findall(cell.source)]
        count = len(exercises(cells)), sum(len(quizzes.get(name)) for name in names)
        if any(count):
            found[path.stem] = count
    return found
