"""The built book, which must not be older than anything it is made of."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[3]
BOOK = ROOT / "book"


def built_book():
    """The folder of the built HTML book; raise RuntimeError if it is missing or out of date."""
    if given := os.environ.get("NNBOOK_HTML"):
        return Path(given)
    # Written at the end of every build, also where no page changed.
    stamp = BOOK / "_build" / ".built"
    inputs = [
        path
        for folder in (BOOK, ROOT / "nnbook")
        for path in folder.rglob("*")
        if path.is_file() and not {"_build", "__pycache__", ".ipynb_checkpoints"} & set(path.parts)
    ]
    newest = max(inputs, key=lambda path: path.stat().st_mtime)
    if not stamp.exists():
        raise RuntimeError("the book is not built: run `make book`")
    if stamp.stat().st_mtime < newest.stat().st_mtime:
        raise RuntimeError(f"the built book is older than {newest.relative_to(ROOT)}: run `make book`")
    return BOOK / "_build" / "html"
