"""Figures and quizzes in HTML that nbconvert makes of a notebook: still, for there is no kernel to ask.

jupyter_nbconvert_config.json beside this file tells nbconvert of it; it is installed to etc/jupyter.
"""

from html import escape
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from nnbook.widgets.quiz import to_read

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"


class StillFigures(Preprocessor):
    """A preprocessor: figures become images with alternative text, quizzes lists; neither needs a network."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook, without the state of widgets when none of them is shown alive any more."""
        states = nb.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
        outputs = [output for cell in nb.cells for output in cell.get("outputs", ()) if "data" in output]
        for output in outputs:
            if html := still(output, states):
                output["data"].pop(VIEW, None)
                output["data"]["text/html"] = html
        if not any(VIEW in output["data"] for output in outputs):
            nb.metadata.pop("widgets", None)
        return nb, resources


def still(output: NotebookNode, states: dict[str, Any]) -> str:
    """An output as HTML, if it is a picture with an alternative text, a figure or a quiz; else nothing."""
    data, about = output["data"], output.get("metadata", {}).get("image/png", {})
    if "image/png" in data and "alt" in about:
        words = escape(about["alt"])
        width = f' width="{about["width"]}"' if "width" in about else ""
        source = f"data:image/png;base64,{data['image/png'].strip()}"
        image = f'<img alt="{words}"{width} style="max-width:100%" src="{source}">'
        return f"<figure>{image}<figcaption>{words}</figcaption></figure>" if VIEW in data else image
    state = states.get(data.get(VIEW, {}).get("model_id"), {}).get("state", {})
    return to_read(state["title"], state["questions"]) if "questions" in state else ""
