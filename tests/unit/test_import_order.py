"""The package reads from top to bottom: each module imports only from those above it."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "nnbook"
ORDER = [
    {"arrays"},
    {"edges"},
    {"activations"},
    {"initializers"},
    {"layers"},
    {"mapping", "normalization", "tracing"},
    {"residual"},
    {"targets"},
    {"losses"},
    {"network"},
    {"optimizers"},
    {"training"},
    {"idx", "diagram"},
    {"graph", "tensor", "rbm", "ensembles", "gradcheck", "datasets"},
    {"pretraining", "lsuv"},
    {"experiments"},
    {"drawing"},
    {"chapters"},
    {"plots"},
    {"widgets"},
]
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
# What a module may import besides the standard library and NumPy, while it is being imported.
OUTSIDE = {
    "plots": {"matplotlib"},
    "widgets": {"anywidget", "traitlets", "tqdm", "nbconvert", "nbformat"},
}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem != "__init__")


def part(path):
    """The name under which `path` stands in ORDER: its module, or the package it belongs to."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(tree):
    """Yield (names, is_inside_function) for each import statement."""
    inside = {
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield [alias.name for alias in node.names], node in inside
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package: from nnbook import layers"
            if node.module == "nnbook":
                yield [f"nnbook.{alias.name}" for alias in node.names], node in inside
            else:
                yield [node.module], node in inside


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_imports_only_from_above(path):
    name = part(path)
    assert name in RANK, f"give {name} a place in ORDER"
    for names, is_inside_function in imported(ast.parse(path.read_text(encoding="utf-8"))):
        for target in names:
            root, _, rest = target.partition(".")
            if root == "nnbook":
                used = rest.partition(".")[0]
                if used in {"", "__version__", name}:
                    continue
                assert used in RANK, f"give {used} a place in ORDER"
                assert RANK[used] < RANK[name], f"{name} must not import {used}"
            elif not is_inside_function:
                allowed = {"numpy", *OUTSIDE.get(name, ())} | sys.stdlib_module_names
                assert root in allowed, f"{name} must not need {root}"


ROOMS = sorted(path.name for path in (PACKAGE / "chapters").iterdir() if (path / "__init__.py").exists())


@pytest.mark.parametrize("room", ROOMS)
def test_a_chapters_room_imports_from_no_other(room):
    others = tuple(f"nnbook.chapters.{other}" for other in ROOMS if other != room)
    for path in sorted((PACKAGE / "chapters" / room).glob("*.py")):
        for names, _ in imported(ast.parse(path.read_text(encoding="utf-8"))):
            strangers = [name for name in names if f"{name}.".startswith(tuple(f"{o}." for o in others))]
            assert not strangers, f"{room}/{path.name}: what two rooms need moves down"


def test_package_itself_exports_nothing():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    assert not [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
