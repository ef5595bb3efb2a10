"""A side path is folded: a section that begins with *A side path* and can be skipped without loss."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

# How notebooks mark it, in the emphasis that opens the section: "*A side path, about computing.*"
MARK = "A side path"
OFFER = "Open it, or go on without loss."


class side_path(nodes.General, nodes.Element):  # type: ignore[misc]  # noqa: N801 (docutils names its nodes so)
    """What stands below the heading of a side path, behind its `mark`."""


class FoldSidePaths(SphinxPostTransform):
    """Put a side path behind its mark; the heading stays, for readers and for the contents at the side."""

    default_priority = 250
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Every marked section folded."""
        for section in list(self.document.findall(nodes.section)):
            if mark := marked(section):
                title, first, *rest = section.children
                first.remove(mark)
                fold = side_path("", first, *rest, mark=mark.astext().rstrip(". ") + ".")
                if not first.astext().strip():
                    fold.remove(first)
                section.children = []
                section.extend([title, fold])


def marked(section: nodes.section) -> nodes.emphasis | None:
    """The emphasis that makes this section a side path, if it begins with one."""
    if len(section) < 2 or not isinstance(section[1], nodes.paragraph) or not section[1].children:
        return None
    mark = section[1][0]
    return mark if isinstance(mark, nodes.emphasis) and mark.astext().startswith(MARK) else None


def visit(writer: HTML5Translator, node: side_path) -> None:
    """A native fold: the keyboard opens it, and it works without scripts."""
    summary = f"<em>{writer.encode(node['mark'])}</em> {OFFER}"
    writer.body.append(f'<details class="side-path"><summary>{summary}</summary>\n')


def depart(writer: HTML5Translator, node: side_path) -> None:
    """The end of the fold."""
    writer.body.append("</details>\n")


def setup(app: Sphinx) -> None:
    """Connected to the build."""
    app.add_node(side_path, html=(visit, depart))
    app.add_post_transform(FoldSidePaths)
