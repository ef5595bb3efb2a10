"""The examples in docstrings are run, every source they name is in the bibliography."""

import ast
import doctest
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "nnbook").rglob("*.py"))
NAMED = r"[A-Z][a-zé]+"
AND = rf"(?: (?:&|and) {NAMED}| et al\.|'s \w+)?"
SOURCE = re.compile(rf"({NAMED}){AND} \(?((?:19|20)\d\d)\)?")


def name(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_examples(path):
    assert doctest.testmod(importlib.import_module(name(path))).failed == 0


def docstrings(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield " ".join((ast.get_docstring(node) or "").split())


def test_sources_are_in_the_bibliography():
    entries = (ROOT / "book" / "references.bib").read_text(encoding="utf-8").split("\n@")
    known = {
        (author, year.group(1))
        for entry in entries
        if (year := re.search(r"year\s*=\s*\{(\d{4})\}", entry))
        for author in re.findall(r"([A-Z][a-zé]+)", entry.replace("{\\'e}", "é").replace("{\\'o}", "o"))
    }
    named = {found for path in FILES for text in docstrings(path) for found in SOURCE.findall(text)}
    assert len(named) > 10
    assert {source for source in named if source not in known} == set()
