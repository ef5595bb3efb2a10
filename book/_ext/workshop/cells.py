"""The cells of a notebook as the workshop knows them: which ask for an answer, which take long."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

from nnbook.chapters import quizzes

Cell = dict[str, Any]
DIV = re.compile(r'<div (class="cell(?: [^"]*)? docutils container")')
QUIZ = re.compile(r'^quiz\("([\w-]+)"', re.MULTILINE)
# Seconds in the build from which on a reader is told how long a cell takes.
LONG = 0.2


def cells_of(path: Path, seconds: list[float]) -> list[Cell]:
    """The cells of the notebook at `path`; none for a page that is no notebook.

    `seconds` says how long each code cell took in the build. A figure there draws all its positions, in the
    page only one: its time says nothing.
    """
    if path.suffix != ".ipynb":
        return []
    notebook = nbformat.read(path, as_version=4)
    answers, times, found = exercises(notebook.cells), iter(seconds), []
    for cell in notebook.cells:
        one = {"id": cell.id, "kind": cell.cell_type, "source": cell.source, "metadata": dict(cell.metadata)}
        taken = next(times, 0) if cell.cell_type == "code" else 0
        if cell.id in answers:
            one["exercise"] = True
        if taken >= LONG and "explore(" not in cell.source:
            one["seconds"] = taken
        found.append(one)
    return found


def exercises(cells: list[nbformat.NotebookNode]) -> set[str]:
    """the ids of the cells in which a reader puts an answer: the last one before each solution."""
    found, last = set(), None
    for cell in cells:
        if cell.cell_type != "code":
            continue
        if "solution" not in cell.metadata.get("tags", []):
            last = cell
        elif last is not None and "..." in last.source:
            found.add(last.id)
    return found


def mark(body: str, cells: list[Cell], order: list[int]) -> str:
    """a page's body in which every code cell carries its id.

    `order` has the places in the notebook of the code cells, as the page shows them one after the other.
    Raises ValueError when the page does not show as many code cells as the notebook has.
    """
    code = [cell for cell in cells if cell["kind"] == "code"]
    shown = len(DIV.findall(body))
    if shown != len(code):
        raise ValueError(f"{shown} code cells in the page, {len(code)} in the notebook")
    rest = iter([cells[place] for place in order])

    def named(found: re.Match[str]) -> str:
        cell = next(rest)
        return f'<div data-cell="{cell["id"]}"{" data-exercise" if "exercise" in cell else ""} {found[1]}'

    return DIV.sub(named, body)


@cache
def totals(folder: Path) -> dict[str, tuple[int, int]]:
    """for each notebook in a folder how many exercises it has, and how many questions its quizzes ask."""
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        names = [name for cell in cells if cell.cell_type == "code" for name in QUIZ.findall(cell.source)]
        count = len(exercises(cells)), sum(len(quizzes.get(name)) for name in names)
        if any(count):
            found[path.stem] = count
    return found
