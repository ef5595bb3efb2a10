"""Chapter 06 on MNIST: the reader sets one variable. Here with small stand-ins for the files."""

import nbformat
import pytest
from nbclient import NotebookClient

from tests import mnist_files
from tools.contents import BOOK

CHAPTER = BOOK / "06_digits.ipynb"


@pytest.mark.skipif(not CHAPTER.exists(), reason="the chapter is not written yet")
def test_the_chapter_runs_on_the_readers_own_files(tmp_path):
    folder = mnist_files.write(tmp_path)
    notebook = nbformat.read(CHAPTER, as_version=4)
    settings = [cell for cell in notebook.cells if cell.source == "MNIST = None"]
    assert len(settings) == 1, "one variable"
    settings[0].source = f"MNIST = {str(folder)!r}"
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": BOOK}}).execute()
    printed = [str(output.get("text")) for cell in notebook.cells for output in cell.get("outputs", ())]
    assert any(" of 300 wrong" in text for text in printed)
