"""Python in the page: every cell of the built book can be changed and run where it stands."""

from __future__ import annotations

import hashlib
import html
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError
from sphinx.util import logging

from book._ext.workshop import fetch, pack
from book._ext.workshop.cells import cells_of, mark, totals
from book._ext.workshop.runner import pace

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parents[2] / "_static" / "workshop"
FOLDER = "_workshop"


def setup(app: Sphinx) -> dict[str, Any]:
    """Return the extension's metadata after connecting it to the build."""
    app.connect("builder-inited", prepare)
    app.connect("html-page-context", add, priority=970)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def prepare(app: Sphinx) -> None:
    """Write the runtime's files beside the pages; without them the book is built as one to read."""
    app.nnbook_runtime = None  # type: ignore[attr-defined]
    if app.builder.format != "html":
        return
    try:
        app.nnbook_runtime = runtime(Path(app.outdir) / FOLDER)  # type: ignore[attr-defined]
    except fetch.UnavailableError as problem:
        if os.environ.get("CI"):
            raise ExtensionError(f"no Python for the pages: {problem}") from None
        logger.info("The pages come without Python, which could not be had: %s", problem)


def runtime(folder: Path) -> dict[str, Any]:
    """Return what every page must know of the runtime, once its files are in `folder`."""
    own = dict([pack.wheel(), pack.runner()])
    worker = {"worker.js": (STATIC / "worker.js").read_bytes()}
    start = pack.write(folder, {**fetch.files("start"), **worker, **own})
    drawing = pack.write(folder, fetch.files("drawing") | pack.fonts())
    known = {part["src"] for part in (*start, *drawing)}
    for old in folder.glob("*.js"):
        if old.name not in known:
            old.unlink()
    return {
        "version": fetch.PINS["pyodide"],
        "pace": min(pace() for _ in range(5)),
        "start": start,
        "drawing": drawing,
    }


def add(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Name the cells in a page, write what the workshop must know of them, and load the loader."""
    known = app.nnbook_runtime  # type: ignore[attr-defined]
    if doctree is None or known is None:
        return
    settings = {"page": page, "exercises": json.dumps(totals(Path(app.srcdir)))}
    cells = cells_of(Path(str(app.env.doc2path(page))), doctree)
    if cells:
        context["body"] = mark(context["body"], cells)
        title = context.get("title", page)
        text = "nnbookPage=" + json.dumps({"page": page, "title": title, **known, "cells": cells})
        name = f"{FOLDER}/pages/{page}.{hashlib.sha256(text.encode()).hexdigest()[:12]}.js"
        path = Path(app.outdir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        settings["data"] = context["pathto"](name, 1)
        settings["folder"] = context["pathto"](f"{FOLDER}/", 1)
        settings["scripts"] = _static(app, context, "workshop.js")
        settings["style"] = _static(app, context, "workshop.css")
    words = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in settings.items())
    script = f'<script defer src="{_static(app, context, "loader.js")}" {words}></script>'
    context["metatags"] = context.get("metatags", "") + script


def _static(app: Sphinx, context: dict[str, Any], name: str) -> str:
    return f"{context['pathto'](f'_static/workshop/{name}', 1)}?v={app.config.nnbook_assets}"
