"""What a person hears of a build, and what the log keeps."""

import io

import pytest

from tools.make_book import keep, told

LOG = """\
\x1b[01mbuilding [mo]: \x1b[39;49;00mtargets for 0 po files that are out of date
\x1b[01mwriting output... \x1b[39;49;00m
\x1b[01mupdating environment: \x1b[39;49;00mrunning 2 notebooks
01_xor ran in 12 s
\x1b[91mERROR: papers failed:
a long traceback\x1b[39;49;00m
\x1b[01mreading sources... \x1b[39;49;00m[ 50%] 01_xor
\x1b[01mreading sources... \x1b[39;49;00m[100%] papers
book/01_xor.ipynb:30: WARNING: math: no such command
\x1b[01mwriting output... \x1b[39;49;00m[100%] papers
"""


def test_a_person_hears_of_notebooks_stages_and_problems():
    log = io.StringIO()
    assert list(told(keep(LOG.splitlines(keepends=True), log))) == [
        "running 2 notebooks",
        "01_xor ran in 12 s",
        "ERROR: papers failed:",
        "reading the pages",
        "book/01_xor.ipynb:30: WARNING: math: no such command",
        "writing the pages",
    ]
    assert "a long traceback\n" in log.getvalue()
    assert "\x1b" not in log.getvalue()


@pytest.mark.parametrize("line", ["", "copying images... [ 4%] one.svg", "build succeeded."])
def test_other_lines_are_for_the_log(line):
    assert list(told([line])) == []
