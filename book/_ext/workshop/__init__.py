"""Python in the page: every cell of the built book can be changed and run where it stands."""

import html
import json
import os
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.util import logging

from ..claims import cells as shown
from ..notebooks import stored
from ..pages import fingerprint
from . import fetch, pack
from .cells import cells_of, mark, totals
from .runner import pace

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
FOLDER = "_workshop"


def setup(app: Sphinx) -> None:
    """Connect to the start of the build and to the writing of pages."""
    app.connect("config-inited", find_scripts, priority=900)  # after the front end's own
    app.connect("builder-inited", prepare)
    app.connect("html-page-context", add, priority=970)


def find_scripts(app: Sphinx, config: Config) -> None:
    """Take in the loader, and tie every page to the workshop's scripts."""
    config["html_static_path"] = [*config["html_static_path"], str(STATIC / "loader.js")]
    config["nnbook_assets"] += fingerprint([*STATIC.iterdir(), *Path(__file__).parent.glob("*.py")])[:4]


def prepare(app: Sphinx) -> None:
    """Write the runtime's files beside the pages; without them the book is built as one to read."""
    app.nnbook_runs = False  # type: ignore[attr-defined]
    if app.builder.format != "html" or not any(Path(app.srcdir).glob("*.ipynb")):
        return
    try:
        write_runtime(Path(app.outdir) / FOLDER)
        app.nnbook_runs = True  # type: ignore[attr-defined]
    except fetch.UnavailableError as problem:
        if os.environ.get("CI"):
            raise ExtensionError(f"no Python for the pages: {problem}") from None
        logger.info("the pages come without Python, which could not be had: %s", problem)


def write_runtime(folder: Path) -> None:
    """Write every part of the runtime as a script, and one that lists them: pages name only that one."""
    start = fetch.files("start") | {"worker.js": (STATIC / "worker.js").read_bytes()} | pack.own()
    parts = {
        "version": fetch.PINS["pyodide"],
        "pace": min(pace() for _ in range(5)),
        "start": pack.write(folder, start),
        "drawing": pack.write(folder, fetch.files("drawing") | pack.fonts()),
    }
    for name in ("workshop.js", "workshop.css"):
        shutil.copyfile(STATIC / name, folder / name)
    known = {"workshop.js"} | {part["src"] for group in ("start", "drawing") for part in parts[group]}
    for old in folder.glob("*.js"):
        if old.name not in known:
            old.unlink()
    (folder / "parts.js").write_text(f"nnbookParts={json.dumps(parts)}\n", encoding="utf-8")


def add(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Name the cells in a page, write what the workshop must know of them, and load the loader."""
    if doctree is None or not app.nnbook_runs:  # type: ignore[attr-defined]
        return
    to, version = context["pathto"], f"?v={app.config.nnbook_assets}"
    settings = {"page": page, "exercises": json.dumps(totals(Path(app.srcdir)))}
    if cells := cells_of(Path(str(app.env.doc2path(page))), stored(app, page).get("seconds", [])):
        order = [cell["cell_index"] for cell in shown(doctree)]
        context["body"] = mark(context["body"], cells, order)
        text = json.dumps({"page": page, "title": context.get("title", page), "cells": cells})
        path = Path(app.outdir) / FOLDER / "pages" / f"{page}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"nnbookPage={text}\n", encoding="utf-8")
        settings |= {
            "folder": to(f"{FOLDER}/", 1),
            "scripts": to(f"{FOLDER}/workshop.js", 1) + version,
            "style": to(f"{FOLDER}/workshop.css", 1) + version,
        }
    words = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in settings.items())
    script = f'<script defer src="{to("_static/loader.js", 1)}{version}" {words}></script>'
    context["metatags"] = context.get("metatags", "") + script
