"""The figures of a chapter as Python objects: what a page shows can be compared with what nnbook says."""

import ast
import json
import os
from pathlib import Path
from unittest.mock import patch
from urllib.parse import unquote, urlsplit

from nnbook.widgets import Explorer
from tools.contents import notebooks


def file_of(url):
    """Return the path that a file:// address means."""
    return Path(unquote(urlsplit(url).path))


def with_figures():
    """Return the paths of the chapters that have figures."""
    return [path for path in notebooks() if any("explore(" in source for source in cells(path))]


def cells(path):
    """Return the code that makes a chapter's figures: its imports, and the cells that call explore."""
    found = []
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] != "code" or source.lstrip().startswith("%"):
            continue
        if "explore(" in source:
            found.append(source)
        else:
            imports = [n for n in ast.parse(source).body if isinstance(n, ast.Import | ast.ImportFrom)]
            found += ["\n".join(map(ast.unparse, imports))] if imports else []
    return found


def figures(path):
    """Return a chapter's figures, by name, as its cells make them."""
    made = {}
    start = Explorer.__init__

    def remember(self, *args, **kwargs):
        start(self, *args, **kwargs)
        made[self.name] = self

    with patch.object(Explorer, "__init__", remember), patch.dict(os.environ):
        os.environ.pop("NNBOOK_EXPORT", None)
        scope = {}
        for source in cells(path):
            exec(compile(source, str(path), "exec"), scope)
    return made
