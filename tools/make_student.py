"""Write the chapters as a class gets them: without solutions and without outputs, to book/_build/student."""

import re

import nbformat

from tools.contents import BOOK, notebooks

FOLDER = BOOK / "_build" / "student"
# What a chapter says about solutions is a sentence of its own.
PROMISE = re.compile(
    r"\s*\b(A\s+solution\s+is\s+folded|Open\s+the\s+solution|The\s+solution\s+compares)\b[^.]*\."
)


def student(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook, without cells tagged `solution`, sentences that promise one, and outputs."""
    kept = [cell for cell in notebook.cells if "solution" not in cell.metadata.get("tags", ())]
    for cell in kept:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        else:
            cell.source = PROMISE.sub("", cell.source)
    notebook.cells = kept
    return notebook


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in notebooks():
        nbformat.write(student(nbformat.read(path, as_version=4)), FOLDER / path.name)
    print(f"{len(notebooks())} notebooks without solutions: {FOLDER}")


if __name__ == "__main__":
    main()
