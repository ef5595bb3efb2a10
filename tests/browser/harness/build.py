"""The built book, built again if anything it is made of is newer."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
BOOK = ROOT / "book"


def built_book():
    """Return the folder of the built HTML book; raise RuntimeError if it does not build."""
    if given := os.environ.get("NNBOOK_HTML"):
        return Path(given)
    html = BOOK / "_build" / "html"
    # Written at the end of every successful build, also where no page changed.
    stamp = BOOK / "_build" / ".tested"
    inputs = [
        path
        for folder in (BOOK, ROOT / "nnbook")
        for path in folder.rglob("*")
        if path.is_file() and not {"_build", "__pycache__", ".ipynb_checkpoints"} & set(path.parts)
    ]
    newest = max(path.stat().st_mtime for path in inputs)
    if stamp.exists() and stamp.stat().st_mtime > newest and (html / "intro.html").exists():
        return html
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    command = [str(jupyter_book), "build", "book", "-n", "-W", "--keep-going"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError("the book does not build:\n" + (done.stdout + done.stderr)[-4000:])
    stamp.touch()
    return html
