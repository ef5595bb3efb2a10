"""A folded check is one quiet mark behind what it proves: "✓ checked", which opens the cell."""

from typing import Any

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
        """Each fold of a check with the mark for its words, its cell with a class for the style sheet."""
        for fold in self.document.findall(HideCodeCellNode):
            if fold["prompt_show"].startswith(PROMPT):
                fold["prompt_show"], fold["prompt_hide"] = "✓ checked", "✓ checked: fold the cell again"
                # A check that prints something needs the room that the mark alone does not.
                if not any(part.get("nb_element") == "cell_code_output" for part in fold.parent.children):
                    fold.parent["classes"].append("checked")


def setup(app: Sphinx) -> None:
    """Connected to the build."""
    app.add_post_transform(MarkChecks)
