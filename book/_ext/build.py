"""How the build runs notebooks: in export mode, again when nnbook changed, with SVG pictures."""

import os
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

import nnbook

from .pages import STATIC, fingerprint

PACKAGE = Path(nnbook.__file__).parent
KERNEL_CONFIG = """\
c.IPKernelApp.log_level = "ERROR"
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.rc = {"svg.hashsalt": "nnbook"}
"""


def setup(app: Sphinx) -> None:
    """Connect to the start and the end of the build."""
    # Kernels started by the build inherit this; explore() then embeds the whole grid of a figure.
    os.environ["NNBOOK_EXPORT"] = "1"
    # Jupyter Book sets this whether or not sphinx_comments, which knows it, is among the extensions.
    app.add_config_value("comments_config", {}, "")
    # After the other extensions' own config-inited handlers, so that nothing sets the cache path again.
    app.connect("config-inited", choose_cache, priority=900)
    app.connect("builder-inited", write_kernel_config)
    app.connect("build-finished", stamp)


def sources() -> list[Path]:
    """The files of nnbook that a chapter's results can depend on."""
    return [
        path
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.parent != STATIC and path.parent.name != "__pycache__"
    ]


def choose_cache(app: Sphinx, config: Config) -> None:
    """Tie cached results to the package's sources.

    jupyter-cache looks at a notebook's code only. A cache folder named after the sources of nnbook is a
    new, empty cache whenever they change; Sphinx reads all pages again because the setting changed.
    """
    cache = Path(app.outdir).parent / ".jupyter_cache"
    current = cache / fingerprint(sources())
    for old in cache.glob("*"):
        if old != current and old.is_dir():
            shutil.rmtree(old, ignore_errors=True)
    config["nb_execution_cache_path"] = str(current)


def write_kernel_config(app: Sphinx) -> None:
    """Give the build's kernels an IPython folder of their own: SVG figures, nothing of the user's."""
    folder = Path(app.outdir).parent / ".ipython"
    profile = folder / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text(f"c = get_config()\n{KERNEL_CONFIG}", encoding="utf-8")
    os.environ["IPYTHONDIR"] = str(folder)


def stamp(app: Sphinx, problem: Exception | None) -> None:
    """Note when the book was built: the tests refuse one that is older than what it is made of."""
    if problem is None:
        (Path(app.outdir).parent / ".built").touch()
