"""The introduction's promise: a number in a chapter's text is one that a cell of it holds or prints."""

import re

import nbformat
import pytest

from tools.contents import notebooks

# What is no number of the text: code, formulas, links, citations, dates, names of chapters and sections.
SKIPPED = re.compile(
    r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\{[a-z:]+\}`[^`]*`|\]\([^)]*\)|<[^>]*>"
    r"|\b(?:1[6-9]|20)\d\d\b(?![.,]\d)"
    r"|(?:[Cc]hapters?|[Ee]xercises?|[Ll]ayers?|[Uu]nits?|[Ss]ections?|figure|equation|CC BY)"
    r"\s+[\d.]+(?:\s+(?:to|and)\s+[\d.]+)?"
    r"|^#+.*?$",
    re.DOTALL | re.MULTILINE,
)
NUMBER = re.compile(r"(?<![\w.,/×^-])−?-?\d+(?:[,\s ]\d{3})*(?:\.\d+)?(?![\w/])")
PLAIN = re.compile(r"(?<![\w.])-?\d+(?:[_,]\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?")
SMALL = 12  # whole numbers up to a dozen are words

# Numbers that no cell computes, and why they may stand.
ELSEWHERE = {
    "01_xor": {"1.5": "billion: the cell prints 1500000000"},
    "02_backpropagation": {"245": "reported of the experiment of 1986"},
    "03_relu": {"784": "the inputs of Nielsen's networks"},
    "04_initialization": {"1,797": "all digits that there are"},
    "05_dropout_ensemble": {
        **dict.fromkeys(("0.9742", "0.9804", "0.9819", "0.9772", "0.9688", "0.9591"), "printed by the lab"),
        "597": "the 1,797 digits less the 1,200 of training",
        "1,797": "all digits that there are",
    },
    "06_digits": {
        "28": "pixels of MNIST",
        "784": "pixels of MNIST",
        "512": "units of the lab's network",
        **dict.fromkeys(("15.3", "26.2"), "quoted of Krizhevsky et al. 2012"),
    },
    "playground": {"96": "a setting of the floor", "500": "a setting of the floor"},
}


def said(notebook):
    """The numbers of the text before the exercises, as they are written."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text, exercises, _ = cell.source.partition("## Exercises")
            yield from NUMBER.findall(SKIPPED.sub(" ", text))
            if exercises:
                return


def held(notebook):
    """Every number that a code cell holds or prints."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield from PLAIN.findall(cell.source)
            for output in cell.outputs:
                yield from PLAIN.findall(
                    output.get("text", "") + output.get("data", {}).get("text/plain", "")
                )


def value(text):
    return float(re.sub(r"[,_\s ]", "", text.replace("−", "-")))


def known(number, values):
    """Whether one of the values, or its percentage, reads like the number when it is rounded as that is."""
    decimals = len(number.partition(".")[2])
    wanted = abs(value(number))
    return any(abs(round(abs(v) * factor, decimals) - wanted) < 1e-9 for v in values for factor in (1, 100))


def unknown(path):
    notebook = nbformat.read(path, as_version=4)
    values = {value(text) for text in held(notebook)}
    return sorted(
        {
            n
            for n in said(notebook)
            if not (value(n) == int(value(n)) and abs(value(n)) <= SMALL) and not known(n, values)
        }
    )


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_a_number_in_the_text_is_held_or_printed_by_a_cell(path):
    assert set(unknown(path)) - set(ELSEWHERE.get(path.stem, {})) == set()


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_an_exception_is_one_that_the_text_needs(path):
    assert set(ELSEWHERE.get(path.stem, {})) <= set(unknown(path))


def test_every_page_that_is_a_notebook_is_looked_at():
    assert set(ELSEWHERE) <= {path.stem for path in notebooks()}
    assert {"intro", "01_xor", "07_deeper", "papers"} <= {path.stem for path in notebooks()}
