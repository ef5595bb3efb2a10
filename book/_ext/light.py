"""Pages as light as they can be: one style sheet of what they use, and scripts that wait."""

from __future__ import annotations

import posixpath
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tinycss2
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

STYLE = "style.css"
# The theme loads these by itself, the second one by an @import in the third; the others come from extensions.
THEME = ("styles/theme.css", "basic.css", "styles/pydata-sphinx-theme.css")
# The front end makes up names of classes as it draws, so its own sheet is taken whole.
WHOLE = ("widget.css",)
# Scripts that a page needs only if its text holds this mark.
WANTED_BY = {
    "clipboard.min.js": "highlight",
    "copybutton.js": "highlight",
    "togglebutton.js": "toggle",
    "design-tabs.js": "sd-tab",
}
THEME_SCRIPT = "scripts/pydata-sphinx-theme.js"
# Where the theme measures every block of code and output, at once and again after each change of the page, to
# find those that scroll: half a second of a slow phone's time. book.js does it for what is on the screen.
MEASURING = re.compile(r',"complete"===document\.readyState\?(\w+)\(\):window\.addEventListener\("load",\1\)')
MEASURED = "/* measuring: see book.js */"
DARK, LIGHT = (re.compile(rf"\[data-theme=[\"']?{mode}[\"']?\]") for mode in ("dark", "light"))


def setup(app: Sphinx) -> None:
    """Connect to the writing of pages and to the end of the build."""
    # After all handlers that add something to a page.
    app.connect("html-page-context", lighten, priority=990)
    app.connect("build-finished", write_style, priority=990)
    app.connect("build-finished", quieten, priority=990)


def lighten(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Take from a page what it does not use, and let its scripts wait until it is drawn."""
    sheets = [str(sheet.filename).partition("?")[0] for sheet in context["css_files"]]
    seen = getattr(app, "nnbook_sheets", THEME)
    app.nnbook_sheets = tuple(dict.fromkeys([*seen, *map(posixpath.normpath, sheets)]))  # type: ignore[attr-defined]
    context["nnbook_style"] = f"_static/{STYLE}?v={app.config.nnbook_assets}"
    if doctree is None:
        return
    body = context.get("body", "")
    context["script_files"] = [
        type(script)(script.filename, priority=script.priority, **(script.attributes | {"defer": "defer"}))
        for script in context["script_files"]
        if script.filename and WANTED_BY.get(posixpath.basename(str(script.filename)), "") in body
    ] + [script for script in context["script_files"] if is_needed_inline(script.attributes, body)]


def is_needed_inline(attributes: dict[str, str], body: str) -> bool:
    """Whether a script without a file belongs on the page.

    What follows documentation_options.js would run before it, and serves parts of the theme that this book
    does not use.
    """
    text = attributes.get("body", "")
    if not text or "DOCUMENTATION_OPTIONS" in text:
        return False
    return "toggle" not in text or WANTED_BY["togglebutton.js"] in body


def write_style(app: Sphinx, exception: Exception | None) -> None:
    """Write the one style sheet: all of the theme's and the extensions' rules that a page can meet."""
    sheets = getattr(app, "nnbook_sheets", None)
    if exception or sheets is None:  # without a page written, the style sheet of the last build still stands
        return
    html = Path(app.outdir)
    static = html / "_static"
    known = set(words(html))
    parts = []
    for name in sheets:
        sheet = static / name.removeprefix("_static/")
        if sheet.exists():
            css = moved(sheet.read_text(encoding="utf-8"), posixpath.dirname(name.removeprefix("_static/")))
            if sheet.name in WHOLE:
                parts.append(css)
                continue
            rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
            parts.append("".join(used(rules, known)))
    (static / STYLE).write_text("\n".join(parts), encoding="utf-8")


def quieten(app: Sphinx, exception: Exception | None) -> None:
    """Take the theme's measuring of all blocks out of its script."""
    script = Path(app.outdir) / "_static" / THEME_SCRIPT
    if exception or not script.exists():
        return
    text = MEASURING.sub(MEASURED, script.read_text(encoding="utf-8"))
    if MEASURED not in text:
        logger.warning("%s: the call that measures every block was not found", THEME_SCRIPT)
    script.write_text(text, encoding="utf-8")


def words(html: Path) -> Iterator[str]:
    """The classes and ids of all pages, and whatever may be one in a script."""
    for page in html.rglob("*.html"):
        for value in re.findall(r'\b(?:class|id)="([^"]*)"', page.read_text(encoding="utf-8")):
            yield from value.split()
    for script in (html / "_static").rglob("*.js"):
        yield from re.findall(r"[\w-]+", script.read_text(encoding="utf-8"))


def moved(css: str, folder: str) -> str:
    """A sheet from `folder` with addresses as they are seen from the folder above."""

    def address(found: re.Match[str]) -> str:
        return f"url({found[1]}{posixpath.normpath(posixpath.join(folder, found[2]))}"

    return re.sub(r"""url\((["']?)(?!data:|https?:|/|#)([^"')]+)""", address, css)


def used(rules: Iterable[Any], known: set[str]) -> Iterator[str]:
    """The rules, as text, whose selectors name only known classes and ids."""
    for rule in rules:
        if rule.type == "qualified-rule":
            alive = [one for one in selectors(rule.prelude) if names(one) <= known]
            if alive:
                chosen = ",".join(tinycss2.serialize(one).strip() for one in alive)
                yield inked(f"{chosen}{{{tinycss2.serialize(rule.content).strip()}}}\n")
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports", "layer", "container"}:
            if rule.content is None:
                yield rule.serialize()
                continue
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            if text := "".join(used(inner, known)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{text}}}\n"
        elif rule.type != "error" and getattr(rule, "lower_at_keyword", "") != "import":
            yield rule.serialize() + "\n"


def inked(rule: str) -> str:
    """A rule as it holds on paper, which is white in dark mode too: light rules for both, dark for none."""
    is_dark, is_light = DARK.search(rule) is not None, LIGHT.search(rule) is not None
    if is_dark == is_light:
        return rule
    if is_dark:
        return f"@media not print{{{rule}}}\n"
    return f"{rule}@media print{{{LIGHT.sub('[data-theme=dark]', rule)}}}\n"


def selectors(prelude: list[Any]) -> Iterator[list[Any]]:
    """The selectors of a rule, which commas part."""
    one: list[Any] = []
    for token in prelude:
        if token == ",":
            yield one
            one = []
        else:
            one.append(token)
    yield one


def names(selector: list[Any]) -> set[str]:
    """The classes and ids that a selector asks for; those inside :is() or :not() may be absent."""
    found = {token.value for token in selector if token.type == "hash"}
    for dot, token in pairwise(selector):
        if dot == "." and token.type == "ident":
            found.add(token.value)
    return found
