"""What a class gets: exercises whole, solutions and all talk of them gone, and every cell can still run."""

import ast
import builtins
import re

import nbformat
import pytest

from tools.contents import notebooks
from tools.make_student import student

EVERY = pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def exercises(notebook):
    return [cell.source for cell in notebook.cells if cell.source.startswith("### Exercise")]


def asked(notebook):
    return [cell.source for cell in notebook.cells if cell.source.startswith("answer = ...")]


@EVERY
def test_solutions_and_outputs_are_gone_and_exercises_are_not(path):
    whole, clean = read(path), student(read(path))
    nbformat.validate(clean)
    assert len(exercises(clean)) == len(exercises(whole))
    assert asked(clean) == asked(whole)
    code = [cell for cell in clean.cells if cell.cell_type == "code"]
    assert not any("solution" in cell.metadata.get("tags", ()) for cell in code)
    assert not any(cell.outputs or cell.execution_count for cell in code)


@EVERY
def test_no_sentence_promises_a_solution(path):
    text = " ".join(" ".join(cell.source.split()) for cell in student(read(path)).cells)
    found = re.findall(
        r"\b(?:the|a|folded) solution\b[^.?]*(?:folded|below|see|compares)", text, re.IGNORECASE
    )
    assert not found


def names(notebook, context):
    """The names that the code cells bind (ast.Store) or use (ast.Load)."""
    found = set()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        code = "\n".join(line for line in cell.source.splitlines() if not line.startswith("%"))
        for node in ast.walk(ast.parse(code)):
            match node:
                case ast.Name(id=name, ctx=ctx) if isinstance(ctx, context):
                    found.add(name)
                case ast.alias(name=name, asname=alias) if context is ast.Store:
                    found.add((alias or name).partition(".")[0])
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name) if context is ast.Store:
                    found.add(name)
                case ast.arg(arg=name) | ast.ExceptHandler(name=str(name)) if context is ast.Store:
                    found.add(name)
    return found


@EVERY
def test_no_cell_needs_a_name_that_only_a_solution_defines(path):
    clean = student(read(path))
    assert names(clean, ast.Load) <= names(clean, ast.Store) | set(dir(builtins))


def test_there_is_something_to_take_away():
    taken = [len(read(path).cells) - len(student(read(path)).cells) for path in notebooks()]
    assert sum(taken) > 50
