"""What the book's table of contents lists."""

from collections.abc import Iterator
from pathlib import Path

from sphinx_external_toc.api import SiteMap
from sphinx_external_toc.parsing import parse_toc_yaml

BOOK = Path(__file__).parents[1] / "book"


def parts() -> list[tuple[str | None, str]]:
    """(caption of its part, page) in reading order; the first page belongs to no part."""
    toc = parse_toc_yaml(BOOK / "_toc.yml")
    return [(None, toc.root.docname), *_below(toc, toc.root.docname)]


def _below(toc: SiteMap, page: str) -> Iterator[tuple[str | None, str]]:
    for part in toc[page].subtrees:
        for name in map(str, part.items):
            yield part.caption, name
            yield from ((part.caption, below) for _, below in _below(toc, name))


def pages() -> list[str]:
    """The names, without ending, of all pages in reading order."""
    return [page for _, page in parts()]


def notebooks() -> list[Path]:
    """The paths of all pages that are notebooks, in reading order."""
    return [path for page in pages() if (path := BOOK / f"{page}.ipynb").exists()]
