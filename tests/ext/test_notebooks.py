"""Notebooks run when, and only when, something that their outputs depend on has changed."""

import ast
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import nbformat
import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError
from sphinx.testing.util import SphinxTestApp

from book._ext import imports, notebooks
from tools.contents import notebooks as chapters

CONF = """
extensions = ["myst_nb", "book._ext"]
nb_execution_mode = "off"
root_doc = "index"
exclude_patterns = ["_build"]
"""
FILES = {
    "__init__.py": "",
    "arrays.py": "import numpy",
    "network.py": "from nnbook.arrays import Array",
    "rbm.py": "def late():\n    from nnbook import network",
    "data/digits.npz": "numbers",
    "chapters/__init__.py": "",
    "chapters/ch01/__init__.py": "from nnbook.chapters.ch01.figure import figure",
    "chapters/ch01/figure.py": "from nnbook.network import Network",
    "chapters/ch01/quiz.py": "",
    "chapters/ch02/__init__.py": "",
    "chapters/ch02/figure.py": "import nnbook.rbm as rbm",
}
CODE = {
    "01_one": ["%matplotlib inline\nfrom nnbook.chapters import ch01", "ch01.figure()"],
    "02_two": ["import math\nfrom nnbook.chapters.ch02 import figure"],
}


def write(folder, name, cells, text="Some words."):
    cells = [
        nbformat.v4.new_markdown_cell(f"# Page {name}\n\n{text}"),
        *map(nbformat.v4.new_code_cell, cells),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of the layout of nnbook, and two notebooks beside it."""
    root = tmp_path / "nnbook"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    for name, cells in CODE.items():
        write(tmp_path, name, cells)
    for module in (imports, notebooks):
        monkeypatch.setattr(module, "PACKAGE", root)
    return root


@pytest.mark.parametrize(
    ("changed", "pages"),
    [
        ("chapters/ch01/figure.py", ["01_one"]),
        ("chapters/ch01/quiz.py", ["01_one"]),  # asked for by name
        ("chapters/ch02/figure.py", ["02_two"]),
        ("rbm.py", ["02_two"]),
        ("network.py", ["01_one", "02_two"]),
        ("arrays.py", ["01_one", "02_two"]),
        ("chapters/__init__.py", ["01_one", "02_two"]),
        ("data/digits.npz", ["01_one", "02_two"]),
    ],
)
def test_a_key_changes_with_every_file_that_the_outputs_depend_on(package, changed, pages):
    files = [package.parent / f"{name}.ipynb" for name in CODE]
    before = [notebooks.key(file) for file in files]
    assert [notebooks.key(file) for file in files] == before
    file = package / changed
    file.write_text(file.read_text() + "\n# an edit")
    assert [f.stem for f, old in zip(files, before, strict=True) if notebooks.key(f) != old] == pages


def test_a_key_changes_with_the_code_and_not_with_the_text(package):
    file = package.parent / "01_one.ipynb"
    before = notebooks.key(file)
    write(package.parent, "01_one", CODE["01_one"], "Other words.")
    assert notebooks.key(file) == before
    write(package.parent, "01_one", [*CODE["01_one"], "1"])
    assert notebooks.key(file) != before


# Chapter 04 goes on from the gradient flow of 03; the page about the papers compares what chapters found.
VISITED = {"04_initialization": {"ch03"}, "papers": {"ch02", "ch03", "ch04", "ch05", "ch06", "ch07"}}


def imports_of(path):
    """The import statements of a notebook."""
    codes = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    trees = [ast.parse(code) for code in codes if not code.lstrip().startswith("%")]
    found = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
    return "\n".join(map(ast.unparse, found))


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_the_files_that_a_chapter_imports_are_those_that_python_loads(path):
    """Python's own list of modules is the oracle."""
    listing = "import sys\nfor m in list(sys.modules.values()): print(getattr(m, '__file__', ''))"
    code = f"{imports_of(path)}\n{listing}"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = {Path(line) for line in printed.splitlines() if line}
    reached = imports.reached(imports_of(path))
    assert {file for file in loaded if file.is_relative_to(imports.PACKAGE)} <= reached
    rooms = {file.parent.name for file in reached if file.parent.parent == imports.PACKAGE / "chapters"}
    others = VISITED.get(path.stem, set())
    assert rooms <= {notebooks.room_of(path)} | others, "an edit in another's room would run this notebook"


def build(folder):
    """The status messages of a build."""
    status = io.StringIO()
    with patch.dict(os.environ):
        app = SphinxTestApp("html", srcdir=folder, status=status)
        try:
            app.build()
        finally:
            app.cleanup()
    return status.getvalue()


def test_a_build_runs_what_changed_and_shows_what_was_printed(tmp_path):
    (tmp_path / "conf.py").write_text(CONF)
    (tmp_path / "index.md").write_text("# Start\n\n```{toctree}\none\ntwo\n```\n")
    write(tmp_path, "one", ["import os\nprint('exporting', os.environ['NNBOOK_EXPORT'])"])
    write(tmp_path, "two", ["import nnbook", "6 * 7"])
    html = tmp_path / "_build" / "html"

    def text(name):
        return BeautifulSoup((html / f"{name}.html").read_text(encoding="utf-8"), "html.parser").get_text()

    first = build(tmp_path)
    assert "running 2 notebooks" in first
    assert "one ran in" in first
    assert "exporting 1" in text("one")
    assert "42" in text("two")
    assert "figure_formats" in (
        tmp_path / "_build" / ".ipython" / "profile_default" / "ipython_kernel_config.py"
    ).read_text(encoding="utf-8")

    assert "ran in" not in build(tmp_path)

    write(tmp_path, "two", ["import nnbook", "6 * 7"], "Other words.")
    assert "ran in" not in build(tmp_path)
    assert "Other words." in text("two")
    assert "42" in text("two")

    write(tmp_path, "two", ["1 / 0"])
    write(tmp_path, "one", ["print('again')"])
    with pytest.raises(ExtensionError, match=r"notebooks that fail: two$"):
        build(tmp_path)
    assert "again" not in text("one"), "a build that fails writes no page"

    write(tmp_path, "two", ["2 + 3"])
    last = build(tmp_path)
    assert "one ran" not in last, "what ran well is kept"
    assert "two ran" in last
    assert "again" in text("one")
    stored = json.loads((tmp_path / "_build" / ".results" / "two.json").read_text(encoding="utf-8"))
    assert stored["outputs"][0][0]["data"] == {"text/plain": "5"}
