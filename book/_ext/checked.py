"""A folded check is one quiet mark behind what it proves: "✓ checked", which opens the cell."""

from itertools import pairwise
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

# How notebooks name the fold of a check; in JupyterLab the cell stands folded under this name.
PROMPT = "Show the checks"


class MarkChecks(SphinxPostTransform):
    """Name and mark the folds of checks, once myst-nb has made them."""

    default_priority = 250
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Each fold of a check with the mark for its words; those that say nothing more, quietly, as one."""
        folds = [
            one for one in self.document.findall(HideCodeCellNode) if one["prompt_show"].startswith(PROMPT)
        ]
        for fold in folds:
            fold["prompt_show"], fold["prompt_hide"] = "✓ checked", "✓ checked: fold the cell again"
        # A check that prints something needs the room that the mark alone does not.
        silent = [fold for fold in folds if not prints(fold.parent)]
        runs = [[fold] for fold in silent[:1]]
        for before, fold in pairwise(silent):
            if before.parent.next_node(descend=False, siblings=True) is fold.parent:
                runs[-1].append(fold)
            else:
                runs.append([fold])
        for run in runs:
            fold_as_one(run)


def prints(cell: nodes.Element) -> bool:
    """Whether a cell has an output."""
    return any(part.get("nb_element") == "cell_code_output" for part in cell.children)


def fold_as_one(folds: list[HideCodeCellNode]) -> None:
    """Neighboring cells behind the fold of the first, marked for the style sheet."""
    first, *others = folds
    cells = [fold.parent for fold in folds]
    if others:
        around = nodes.container("", classes=["checks", "cell"])
        cells[0].replace_self(around)
        for cell in cells[1:]:
            cell.parent.remove(cell)
        for cell, fold in zip(cells, folds, strict=True):
            cell.replace(fold, fold.children)
        first.children = []
        first.extend(cells)
        around.append(first)
    first.parent["classes"].append("checked")


def setup(app: Sphinx) -> None:
    """Connected to the build."""
    app.add_post_transform(MarkChecks)
