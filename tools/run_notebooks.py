"""Run notebooks and keep what git should keep: text outputs, no pictures, no widget payloads.

python tools/run_notebooks.py book/01_xor.ipynb ...
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

KEPT = ("text/plain",)
FOLDED = {"hide-input", "hide-cell"}


def clean(notebook: nbformat.NotebookNode) -> None:
    """Drop pictures, widgets and everything that changes from run to run.

    The cells keep their counts: nbval takes a cell without one for a cell that was never run.
    """
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        # What is folded in the page is folded in JupyterLab too.
        if FOLDED & set(cell.metadata.get("tags", [])):
            cell.metadata["jupyter"] = {"source_hidden": True}
        if cell.cell_type != "code":
            continue
        cell.outputs = [kept for output in cell.outputs if (kept := _kept(output))]


def _kept(output: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
    if "data" not in output:
        return output
    output.data = {mime: text for mime, text in output.data.items() if mime in KEPT}
    output.metadata = {}
    return output


def main() -> None:
    for name in sys.argv[1:]:
        path = Path(name)
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=600, resources={"metadata": {"path": path.parent}}).execute()
        clean(notebook)
        nbformat.write(notebook, path)
        print(f"{name}: {sum(c.cell_type == 'code' for c in notebook.cells)} cells ran")


if __name__ == "__main__":
    main()
