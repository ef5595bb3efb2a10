"""Run the book's notebooks before its pages are read: those that something changed for, side by side.

The outputs of each are kept beside the built pages with a key: a hash of its code and of every file of nnbook
that this imports, however indirectly. Sphinx then reads the notebook with these outputs in it.
"""

import asyncio
import hashlib
import json
import os
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.inputtransformer2 import TransformerManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging

from .imports import PACKAGE, reached

logger = logging.getLogger(__name__)

TIMEOUT = 600  # seconds that one cell may take
KERNEL_CONFIG = """\
c = get_config()
c.IPKernelApp.log_level = "ERROR"
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.rc = {"svg.hashsalt": "nnbook"}
"""


def setup(app: Sphinx) -> None:
    """Connect to the start of the build and to the reading of pages."""
    app.connect("env-get-outdated", run_changed)
    app.connect("source-read", put_outputs_in)


def run_changed(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """The pages to read again because their notebooks have other outputs; raises if a notebook fails."""
    notebooks = {
        page: path for page in env.found_docs if (path := Path(env.doc2path(page))).suffix == ".ipynb"
    }
    keys = {page: key(path) for page, path in sorted(notebooks.items())}
    old = [page for page in keys if stored(app, page).get("key") != keys[page]]
    if old:
        write_kernel_config(app)
        failed = asyncio.run(run_all(app, {page: notebooks[page] for page in old}, keys))
        if failed:
            raise ExtensionError(f"notebooks that fail: {', '.join(failed)}")
    read = getattr(env, "nnbook_keys", {})  # pickled with the pages that were read
    env.nnbook_keys = keys  # type: ignore[attr-defined]
    return [page for page in keys if read.get(page) != keys[page]]


def key(path: Path) -> str:
    """A hash of everything that the outputs of a notebook depend on.

    Stored data count for every notebook: which of them a module reads, its imports do not say.
    """
    codes = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    # Magics are no Python: as IPython rewrites them, they are.
    python = "\n".join(map(TransformerManager().transform_cell, codes))
    data = {file for file in (PACKAGE / "data").iterdir() if file.is_file()}
    # A quiz is asked for by its name, which no import shows.
    room = set((PACKAGE / "chapters" / room_of(path)).glob("*.py"))
    digest = hashlib.sha256("\0".join([KERNEL_CONFIG, *codes]).encode())
    for file in sorted(reached(python) | data | room):
        digest.update(str(file.relative_to(PACKAGE)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def room_of(path: Path) -> str:
    """The name of a notebook's room in nnbook.chapters: ch03 for 03_relu.ipynb, papers for papers.ipynb."""
    number = path.stem.partition("_")[0]
    return f"ch{number}" if number.isdigit() else path.stem


def write_kernel_config(app: Sphinx) -> None:
    """Give the build's kernels an IPython folder of their own: SVG figures, nothing of the user's."""
    folder = Path(app.outdir).parent / ".ipython"
    profile = folder / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text(KERNEL_CONFIG, encoding="utf-8")
    # Kernels inherit both; explore() then embeds the whole grid of a figure.
    os.environ |= {"IPYTHONDIR": str(folder), "NNBOOK_EXPORT": "1"}


async def run_all(app: Sphinx, notebooks: dict[str, Path], keys: dict[str, str]) -> list[str]:
    """The names of those that fail; all run, as many at a time as there are processors, and are kept."""
    logger.info("running %d notebooks", len(notebooks))
    places = asyncio.Semaphore(os.cpu_count() or 1)

    async def run(page: str) -> bool:
        async with places:
            start = time.monotonic()
            try:
                found = await run_one(notebooks[page])
            except (CellExecutionError, CellTimeoutError) as error:
                logger.error("%s failed:\n%s", page, error)
                return False
            store(app, page, {"key": keys[page], **found})
            logger.info("%s ran in %.0f s", page, time.monotonic() - start)
            return True

    well = await asyncio.gather(*map(run, notebooks))
    return [page for page, is_well in zip(notebooks, well, strict=True) if not is_well]


async def run_one(path: Path) -> dict[str, Any]:
    """The outputs of every code cell of a notebook, after running it, and the seconds that each took."""
    notebook = nbformat.read(path, as_version=4)
    folder = {"metadata": {"path": str(path.parent)}}
    await NotebookClient(notebook, timeout=TIMEOUT, resources=folder).async_execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return {"outputs": [cell.outputs for cell in code], "seconds": [seconds(cell) for cell in code]}


def seconds(cell: nbformat.NotebookNode) -> float:
    """How long a cell that was run kept its kernel busy."""
    times = (cell.metadata.execution[f"iopub.status.{state}"] for state in ("busy", "idle"))
    start, end = (datetime.fromisoformat(time.replace("Z", "+00:00")) for time in times)
    return round((end - start).total_seconds(), 2)


def put_outputs_in(app: Sphinx, page: str, source: list[str]) -> None:
    """Let Sphinx read a notebook as if it had been saved after it ran."""
    if not (results := stored(app, page)):
        return
    notebook = nbformat.reads(source[0], as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell, found in zip(code, results["outputs"], strict=True):
        cell.outputs = [nbformat.from_dict(one) for one in found]
    source[0] = nbformat.writes(notebook)


def place(app: Sphinx, page: str) -> Path:
    """The file for the results of a page's notebook."""
    return Path(app.outdir).parent / ".results" / f"{page}.json"


def stored(app: Sphinx, page: str) -> dict[str, Any]:
    """What was kept of a page's notebook; nothing where it never ran."""
    file = place(app, page)
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def store(app: Sphinx, page: str, results: dict[str, Any]) -> None:
    """Keep the results of a page's notebook, whole or not at all."""
    file = place(app, page)
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.write_text(json.dumps(results), encoding="utf-8")
    new.replace(file)
