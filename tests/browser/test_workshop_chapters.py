"""The chapters in the page's own Python: 01 whole, of the others every solution and the first figure.

`python -m tools.run_in_page` runs every cell of every chapter.
"""

import nbformat
import pytest

from tools.contents import notebooks
from tools.run_in_page import DIFFERS, PATIENCE, compared, start


def chosen(path):
    """The ids of a chapter's cells that are run here, or None for all of them."""
    if path.stem == "01_xor":
        return None
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    figures = [cell.id for cell in code if "explore(" in cell.source]
    return [cell.id for cell in code if "solution" in cell.metadata.get("tags", [])] + figures[:1]


@pytest.mark.parametrize(
    "path", [one for one in notebooks() if chosen(one) != []], ids=lambda path: path.stem
)
def test_in_the_page_a_chapter_gives_what_the_book_shows(open_page, path):
    page = open_page(path.stem)
    page.set_default_timeout(PATIENCE)
    start(page)
    results = list(compared(page, path, chosen(path)))
    assert results
    assert not [
        (name, problem) for name, _, problem in results if problem and (path.stem, name) not in DIFFERS
    ]
