"""What the HTML build of the book needs of Sphinx: a module per matter, all of it set up here."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import nnbook

from . import api, checked, claims, files, light, math, notebooks, pages, places, search, side_paths, workshop


def setup(app: Sphinx) -> dict[str, Any]:
    """The extension's metadata, once every part is connected to the build."""
    # Jupyter Book sets this whether or not sphinx_comments, which knows it, is among the extensions.
    app.add_config_value("comments_config", {}, "")
    for part in (
        notebooks,
        checked,
        claims,
        side_paths,
        math,
        pages,
        places,
        search,
        files,
        workshop,
        light,
        api,
    ):
        part.setup(app)
    app.connect("build-finished", stamp)
    return {"version": nnbook.__version__, "parallel_read_safe": True, "parallel_write_safe": False}


def stamp(app: Sphinx, problem: Exception | None) -> None:
    """Note when the book was built: the tests refuse one that is older than what it is made of."""
    if problem is None:
        (Path(app.outdir).parent / ".built").touch()
