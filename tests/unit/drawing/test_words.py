import pytest

from nnbook.drawing.words import times


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0.0, "none of"),
        (float("nan"), "none of"),
        (1.05, "about the same as"),
        (0.5, "0.5 times"),
        (2.0, "2.0 times"),
        (0.02, "1/50 of"),
        (1.07e-7, "1/9,000,000 of"),
        (3e-19, "1/10^19 of"),
        (40.0, "40 times"),
        (1.8e8, "200,000,000 times"),
        (5e21, "10^22 times"),
    ],
)
def test_ratios_in_words(ratio, words):
    assert times(ratio) == words
