"""What a page shows but need not carry: pictures, and the drawings of a figure away from its start.

Each becomes a file named by its contents, which the page asks for when the reader comes near.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

PICTURE = re.compile(r'<img ([^>]*)src="data:image/svg\+xml;base64,([^"]+)"')
SIZE = re.compile(
    r'<svg[^>]*? width="([\d.]+)(?:pt)?"[^>]*? height="([\d.]+)|<svg[^>]*? viewBox="0 0 ([\d.]+) ([\d.]+)"'
)
# Coordinates to a hundredth of a point: what matplotlib writes beyond that nobody sees, and everybody loads.
OUTLINE, BEYOND = re.compile(rb' d="[^"]*"'), re.compile(rb"(\.\d\d)\d+")
GRID = re.compile(r'(<script type="application/json" data-nnbook-grid)>(.+?)(?=</script>)', re.DOTALL)


def setup(app: Sphinx) -> None:
    """Connect to the writing of pages."""
    # After all handlers that add something to a page.
    app.connect("html-page-context", move_out, priority=980)


def move_out(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Move pictures and grids from the page's body to files."""

    def address(folder: str, content: bytes, suffix: str) -> str:
        name = f"{hashlib.sha256(content).hexdigest()[:16]}{suffix}"
        path = Path(app.outdir) / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return str(context["pathto"](f"{folder}/{name}", 1))

    def picture(found: re.Match[str]) -> str:
        before, content = found[1], base64.b64decode(found[2])
        content = OUTLINE.sub(lambda outline: BEYOND.sub(rb"\1", outline[0]), content)
        size = SIZE.search(content[:2000].decode(errors="replace"))
        if size:
            # Points as pixels: what counts is the ratio, which keeps the place free for the picture.
            width, height = (round(float(one) * 4 / 3) for one in size.groups() if one)
            before += f'width="{width}" height="{height}" '
        return f'<img {before}loading="lazy" decoding="async" src="{address("_images", content, ".svg")}"'

    def grid(found: re.Match[str]) -> str:
        # A script, since from file:// a browser loads no data; a string in it, since JSON.parse is fast.
        text = found[2].replace("\\", "\\\\").replace("'", "\\'")
        content = f"document.currentScript.grid='{text}'\n".encode()
        return f'{found[1]}="{address("_figures", content, ".js")}">'

    if "body" in context:
        context["body"] = GRID.sub(grid, PICTURE.sub(picture, context["body"]))
