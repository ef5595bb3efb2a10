"""Build the HTML book, warnings being errors: a line per notebook, the whole log in book/_build/build.log."""

import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from tools.contents import BOOK

BUILD = BOOK / "_build"
COMMAND = (Path(sys.executable).with_name("jupyter-book"), "build", BOOK, "-n", "-W", "--keep-going")
COLORS = re.compile(r"\x1b\[[\d;]*m|\r")
# What a person hears besides warnings: of notebooks and of Python in the pages, in book/_ext's words; stages.
NOTEBOOK = re.compile(r"running \d+ notebooks|\S+ ran in \d+ s|the pages come without Python.*")
STAGES = {"reading sources... [": "reading the pages", "writing output... [": "writing the pages"}
PROBLEM = re.compile(r"\b(WARNING|ERROR|CRITICAL)\b|^[A-Z]\w*Error: \S")


def main() -> int:
    """Build, and tell; the exit status of the build."""
    start = time.monotonic()
    BUILD.mkdir(exist_ok=True)
    log = BUILD / "build.log"
    with (
        log.open("w", encoding="utf-8") as file,
        subprocess.Popen(
            COMMAND, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        ) as build,
    ):
        for line in told(keep(build.stdout, file)):
            print(line, flush=True)
    done = "NOT built" if build.returncode else "built"
    print(f"{done} in {time.monotonic() - start:.0f} s; the log is {log}")
    if not build.returncode:
        print(f"Open {BUILD / 'html' / 'index.html'}")
    return build.returncode


def keep(lines: Iterable[str], file: TextIO) -> Iterator[str]:
    """The lines without colors, once they stand in the log."""
    for line in lines:
        plain = COLORS.sub("", line)
        file.write(plain)
        file.flush()
        yield plain.rstrip()


def told(lines: Iterable[str]) -> Iterator[str]:
    """What a person hears of a build's lines."""
    stages = dict(STAGES)
    for line in lines:
        if found := NOTEBOOK.search(line):
            yield found[0]
        elif PROBLEM.search(line):
            yield line
        elif stage := next((name for name in stages if line.startswith(name)), None):
            yield stages.pop(stage)


if __name__ == "__main__":
    sys.exit(main())
