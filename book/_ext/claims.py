"""The papers' tables stand before the cells that compute them, and each row opens its own."""

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from nnbook.chapters.papers.claims import anchor

# The tag of a cell whose output is to be read before the cells that it is made by.
FIRST = "tag_first"
CLAIM = re.compile(r'papers\.claim\(\s*"([^"]+)"')


class TablesFirst(SphinxPostTransform):
    """Move tables up to the first cell of their section, and name the cells that compute claims."""

    default_priority = 250
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Every marked cell moved, every cell with claims named."""
        for cell in list(cells(self.document)):
            if names := CLAIM.findall(cell.astext()):
                cell["ids"] += [anchor(name) for name in names]
            if FIRST in cell["classes"]:
                section = cell.parent
                section.remove(cell)
                section.insert(section.index(next(cells(section))), cell)


def cells(tree: nodes.Element) -> Iterator[nodes.container]:
    """The code cells in a document or in a section, as its page shows them."""
    return (node for node in tree.findall(nodes.container) if node.get("nb_element") == "cell_code")


def setup(app: Sphinx) -> None:
    """Connected to the build."""
    app.add_post_transform(TablesFirst)
