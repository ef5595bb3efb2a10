"""Which code made a data file."""

import subprocess


def git(*words: str) -> str:
    return subprocess.run(["git", *words], capture_output=True, text=True, check=False).stdout.strip()


def commit() -> str:
    """The commit of the package that runs, marked when its code (the data aside) is not as committed."""
    changed = git("status", "--porcelain", "--", "nnbook/*.py")
    return git("rev-parse", "--short", "HEAD") + ("-dirty" if changed else "")
