"""How chapters are committed: short cells, with their text outputs, without pictures or widgets."""

import ast
import statistics

import nbformat
import pytest

from nnbook.chapters import quizzes
from tools.contents import BOOK, notebooks, pages
from tools.run_notebooks import FOLDED

EVERY = pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
LONGEST, MEDIAN = 15, 6
TEXT = {"text/plain"}


def read(path):
    return nbformat.read(path, as_version=4)


def lines(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code" and lines(cell)]


def test_contents_and_files_agree():
    folders = {"_build", "_static", "_templates", ".ipynb_checkpoints"}
    found = {
        path.relative_to(BOOK).with_suffix("").as_posix()
        for path in BOOK.rglob("*")
        if path.suffix in {".md", ".ipynb"} and not folders & set(path.parts)
    }
    assert found == set(pages())


@EVERY
def test_notebook_is_valid(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert "widgets" not in notebook.metadata, "widget state does not belong into the repository"


@EVERY
def test_cells_are_short(path):
    lengths = [len(lines(cell)) for cell in code_cells(read(path))]
    assert max(lengths) <= LONGEST
    assert statistics.median(lengths) <= MEDIAN


@EVERY
def test_a_folded_cell_says_what_is_in_it(path):
    for cell in code_cells(read(path)):
        tags = set(cell.metadata.get("tags", []))
        if tags & FOLDED and "solution" not in tags:
            assert cell.metadata.get("mystnb", {}).get("code_prompt_show"), cell.source[:60]


@EVERY
def test_notebook_is_committed_with_outputs_and_without_errors(path):
    cells = code_cells(read(path))
    counts = [cell.execution_count for cell in cells]
    assert counts == list(range(1, len(cells) + 1)), "run tools/run_notebooks.py: nbval compares outputs"
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert not [output for output in outputs if output.get("name") == "stderr"]


@EVERY
def test_outputs_are_text_only(path):
    outputs = [output for cell in code_cells(read(path)) for output in cell.outputs]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert kinds <= TEXT, "run tools/run_notebooks.py, which keeps text and drops the rest"
    assert not [output for output in outputs if " at 0x" in str(output)], "a repr shows an address"


@EVERY
def test_what_is_folded_in_the_page_is_folded_in_jupyterlab(path):
    cells = code_cells(read(path))
    folded = [bool(FOLDED & set(cell.metadata.get("tags", []))) for cell in cells]
    hidden = [cell.metadata.get("jupyter", {}).get("source_hidden", False) for cell in cells]
    assert hidden == folded, "run tools/run_notebooks.py, which folds them"


def test_every_quiz_stands_in_its_chapter():
    for name in quizzes.every():
        (chapter,) = (path for path in notebooks() if path.stem[:2] == name[:2])
        assert f'quiz("{name}")' in [cell.source for cell in code_cells(read(chapter))]


def names_from_nnbook(path):
    """(module or value, attribute) of every `name.attribute` whose name was imported from nnbook."""
    code = "\n".join(
        line
        for cell in code_cells(read(path))
        for line in cell.source.splitlines()
        if not line.startswith("%")
    )
    nodes = list(ast.walk(ast.parse(code)))
    scope = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module.startswith("nnbook"):
            exec(ast.unparse(node), scope)
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in scope:
            yield scope[node.value.id], node.attr


@EVERY
def test_what_a_notebook_takes_from_nnbook_is_there(path):
    assert [
        f"{owner.__name__}.{name}" for owner, name in names_from_nnbook(path) if not hasattr(owner, name)
    ] == []
