"""What the HTML build of the book needs of Sphinx: a module per matter, all of it set up here."""

from typing import Any

from sphinx.application import Sphinx

import nnbook

from . import api, build, files, light, math, pages, places, search


def setup(app: Sphinx) -> dict[str, Any]:
    """The extension's metadata, once every part is connected to the build."""
    for part in (build, math, pages, places, search, files, light, api):
        part.setup(app)
    return {"version": nnbook.__version__, "parallel_read_safe": True, "parallel_write_safe": False}
