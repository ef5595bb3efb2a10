"""Every word that a chapter introduces with its Korean name is in the glossary, with that name."""

import json
import re

import pytest

from tools.contents import BOOK, notebooks

# **word** (Korean, perhaps more), with or without a link to the glossary inside the bold words.
NAMED = re.compile(r"\*\*[^*]+\*\* \(([^()]*[가-힣][^()]*)\)")
ENTRIES = (BOOK / "glossary.md").read_text("utf-8").partition("```{glossary}")[2]
TERMS = {line for line in ENTRIES.splitlines() if line and line[0] not in " `:"}


def korean(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    text = " ".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    names = [name.strip() for found in NAMED.findall(" ".join(text.split())) for name in found.split(",")]
    return {name for name in names if re.search("[가-힣]", name)}


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_a_word_with_a_korean_name_is_in_the_glossary(path):
    assert korean(path) - TERMS == set()


def test_the_chapters_introduce_words():
    assert len(set().union(*map(korean, notebooks()))) > 50


def test_no_term_has_two_entries():
    lines = [line for line in ENTRIES.splitlines() if line and line[0] not in " `:"]
    assert len(lines) == len(set(lines))
