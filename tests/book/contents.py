"""What the table of contents lists."""

from pathlib import Path

import yaml

BOOK = Path(__file__).parents[2] / "book"


def _files(entry):
    if isinstance(entry, dict):
        for key, value in entry.items():
            if key in {"root", "file"}:
                yield value
            elif isinstance(value, list):
                yield from _files(value)
    else:
        for item in entry:
            yield from _files(item)


def pages():
    """Return the names, without ending, of all pages in reading order."""
    return list(_files(yaml.safe_load((BOOK / "_toc.yml").read_text(encoding="utf-8"))))


def notebooks():
    """Return the paths of all chapters that are notebooks, in reading order."""
    return [BOOK / f"{name}.ipynb" for name in pages() if (BOOK / f"{name}.ipynb").exists()]
