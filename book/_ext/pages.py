"""What a page gets besides its text: the front end where it has a figure, a description, valid roles."""

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

import nnbook

logger = logging.getLogger(__name__)

STATIC = Path(nnbook.__file__).parent / "widgets" / "static"
FRONT_END = (STATIC / "page.js", STATIC / "widget.css", STATIC / "floor.js")
LIVE_MARK = "data-nnbook-"
# In a page's contents: the entry of the exercises, and the list of them below it.
EXERCISES = re.compile(r'(<a [^>]*href="#exercises"[^>]*>Exercises</a>(?:</p>)?)\s*<ul>.*?</ul>', re.DOTALL)
MENDED = {
    ' role="doc-biblioentry"': "",
    '<div role="list" class="citation-list">': '<div class="citation-list">',
    ' aria-label="Toggle hidden content"': "",
}


def setup(app: Sphinx) -> None:
    """Connect to the writing of pages."""
    app.add_config_value("nnbook_assets", "", "html")
    app.connect("config-inited", find_assets)
    app.connect("html-page-context", add_front_end)
    app.connect("html-page-context", describe)
    app.connect("html-page-context", mend_names)
    app.connect("html-page-context", gather_exercises)
    app.add_css_file("widget.css")


def find_assets(app: Sphinx, config: Config) -> None:
    """Take in the front end, and tie every page to what it loads: all are written again when that changes."""
    present = [file for file in FRONT_END if file.exists()]
    config["html_static_path"] = [*config["html_static_path"], *map(str, present)]
    own = (path for path in (Path(app.confdir) / "_static").rglob("*") if path.is_file())
    config["nnbook_assets"] = fingerprint([*present, *own, *Path(__file__).parent.glob("*.py")])
    # Where the book will stand, for links in previews; sharing works best with a full address.
    if address := os.environ.get("NNBOOK_URL"):
        config["html_baseurl"] = address.rstrip("/") + "/"


def fingerprint(files: Iterable[Path]) -> str:
    """A short hash of the names and contents of `files`."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


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


def mend_names(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Take away what ARIA does not allow: old roles of a bibliography, labels that hide what can be read."""
    for wrong, right in MENDED.items():
        if "body" in context:
            context["body"] = context["body"].replace(wrong, right)


def gather_exercises(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Leave one entry for the exercises in a page's contents: fifteen titles hide the sections."""
    if "toc" in context:
        context["toc"] = EXERCISES.sub(r"\1", context["toc"])
