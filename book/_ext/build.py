"""What the HTML build of the book needs: export mode, fresh results, the front end, math without scripts."""

from __future__ import annotations

import hashlib
import html
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

import nnbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

PACKAGE = Path(nnbook.__file__).parent
STATIC = PACKAGE / "widgets" / "static"
FRONT_END = (STATIC / "page.js", STATIC / "widget.css")
LIVE_MARK = "data-nnbook-"
KERNEL_CONFIG = """\
c.IPKernelApp.log_level = "ERROR"
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.rc = {"svg.hashsalt": "nnbook"}
"""


def setup(app: Sphinx) -> dict[str, Any]:
    """Return the extension's metadata after connecting it to the build."""
    # Kernels started by the build inherit this; explore() then embeds the whole grid of a figure.
    os.environ["NNBOOK_EXPORT"] = "1"
    app.add_config_value("nnbook_assets", "", "html")
    # Jupyter Book sets this whether or not sphinx_comments, which knows it, is among the extensions.
    app.add_config_value("comments_config", {}, "")
    # After the other extensions' own config-inited handlers, so that nothing sets the cache path again.
    app.connect("config-inited", configure, priority=900)
    app.connect("builder-inited", write_kernel_config)
    app.connect("html-page-context", add_front_end)
    app.connect("html-page-context", describe)
    app.connect("html-page-context", mend_roles)
    app.connect("build-finished", stamp)
    app.add_css_file("widget.css")
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    return {"version": nnbook.__version__, "parallel_read_safe": True, "parallel_write_safe": True}


def fingerprint(files: Iterable[Path]) -> str:
    """Return a short hash of the names and contents of `files`."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def sources() -> list[Path]:
    """Return the files of nnbook that a chapter's results can depend on."""
    return [
        path
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.parent != STATIC and path.parent.name != "__pycache__"
    ]


def configure(app: Sphinx, config: Config) -> None:
    """Tie cached results to the package's sources, and written pages to the assets they load.

    jupyter-cache looks at a notebook's code only. A cache folder named after the sources of nnbook is a
    new, empty cache whenever they change; Sphinx reads all pages again because the setting changed.
    """
    cache = Path(app.outdir).parent / ".jupyter_cache"
    current = cache / fingerprint(sources())
    for old in cache.glob("*"):
        if old != current and old.is_dir():
            shutil.rmtree(old, ignore_errors=True)
    config["nb_execution_cache_path"] = str(current)

    present = [file for file in FRONT_END if file.exists()]
    config["html_static_path"] = [*config["html_static_path"], *map(str, present)]
    own = (path for path in (Path(app.confdir) / "_static").rglob("*") if path.is_file())
    config["nnbook_assets"] = fingerprint([*present, *own, *Path(__file__).parent.glob("*.py")])
    # Where the book will stand, for links in previews; sharing works best with a full address.
    if address := os.environ.get("NNBOOK_URL"):
        config["html_baseurl"] = address.rstrip("/") + "/"


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


def add_front_end(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Load the front end's script on pages that have a figure or a quiz, and on no other."""
    if LIVE_MARK not in context.get("body", ""):
        return
    for file in FRONT_END:
        if not file.exists():
            logger.warning("%s: a live figure, but no front end: %s is missing", page, file.name)
    # A classic script: browsers refuse ES modules from file://. One that the page waits for: a figure on the
    # first screen is then alive before what follows it is there to be moved.
    address = f"{context['pathto']('_static/page.js', 1)}?v={app.config.nnbook_assets}"
    context["metatags"] = f'{context.get("metatags", "")}<script src="{address}"></script>'


def describe(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Set the page's description, for search engines and link previews, to its first paragraph."""
    if doctree is None:
        return
    context["share_picture"] = (app.config.html_baseurl or context["content_root"]) + "_static/share.png"
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        if len(text) > 40:
            context["description"] = text if len(text) <= 160 else text[:157].rsplit(" ", 1)[0] + "..."
            return


def mend_roles(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Take away the ARIA roles that docutils gives a bibliography and that ARIA no longer allows."""
    if "body" in context:
        body = context["body"].replace(' role="doc-biblioentry"', "")
        context["body"] = body.replace(
            '<div role="list" class="citation-list">', '<div class="citation-list">'
        )


# Math: LaTeX to MathML while building, so that a page needs no script and no download to show it.

CONVERTER = LatexToMathML(fancy_error=False)
# Sphinx numbers labelled equations; the environments must not number them again.
NUMBERED = re.compile(r"\\(begin|end)\{(align|equation|gather|multline)\}")


def mathml(latex: str, *, display: bool, node: nodes.Node) -> str:
    """Return `latex` as MathML; LaTeX that cannot be converted is a warning, so a strict build fails."""
    latex = NUMBERED.sub(r"\\\1{\2*}", latex).replace("{split}", "{aligned}")
    try:
        return CONVERTER.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        logger.warning("math: %s in %r", error, latex, location=node)
        return f"<code>{html.escape(latex)}</code>"


def visit_math(self: Any, node: nodes.math) -> None:
    """Write inline math."""
    self.body.append(f'<span class="math">{mathml(node.astext(), display=False, node=node)}</span>')
    raise nodes.SkipNode


def visit_math_block(self: Any, node: nodes.math_block) -> None:
    """Write an equation on its own, with its number if it has a label."""
    self.body.append(self.starttag(node, "div", CLASS="math math-block"))
    self.body.append(mathml(node.astext(), display=True, node=node))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode
