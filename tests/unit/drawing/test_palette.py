import math
import re
from itertools import combinations
from pathlib import Path

import pytest

from nnbook import activations, initializers
from nnbook.drawing import palette

WHITE, DARK = "#ffffff", "#121212"
FRONTEND = Path(__file__).parents[3] / "frontend" / "src" / "plot" / "colors.ts"
# Machado, Oliveira & Fernandes 2009, severity 1, in linear RGB.
VISIONS = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(color):
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(rgb):
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(a, b):
    low, high = sorted(luminance(linear(color)) for color in (a, b))
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    r, g, b = rgb
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        luminance(rgb),
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0888,
    )
    x, y, z = (math.copysign(abs(v) ** (1 / 3), v) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(a, b):
    """The smallest CIE 1976 difference of two colours over the four kinds of vision."""
    return min(
        math.dist(
            *(
                lab([sum(m * c for m, c in zip(row, linear(color), strict=True)) for row in vision])
                for color in (a, b)
            )
        )
        for vision in VISIONS.values()
    )


def test_the_oracle_knows_known_contrasts():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert difference("#ff0000", "#ff0000") == 0


@pytest.mark.parametrize("name", list(palette.ALL))
def test_every_color_is_readable_on_white_and_on_the_dark_page(name):
    color = palette.color(name)
    assert re.fullmatch("#[0-9a-f]{6}", color)
    assert min(contrast(color, WHITE), contrast(color, DARK)) >= 3


@pytest.mark.parametrize(("a", "b"), list(combinations(palette.ACTIVATIONS, 2)))
def test_activations_differ_for_every_kind_of_vision(a, b):
    assert difference(palette.color(a), palette.color(b)) > 15


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("class 0", "class 1"),
        ("train", "test"),
        ("value", "gradient"),
        ("positive", "negative"),
        ("right", "wrong"),
        ("train", "validation"),
    ],
)
def test_pairs_that_are_compared_differ_for_every_kind_of_vision(a, b):
    assert difference(palette.color(a), palette.color(b)) > 20


def test_every_activation_and_initializer_has_a_color():
    assert set(activations.ALL) <= set(palette.ACTIVATIONS)
    assert set(initializers.ALL) <= set(palette.INITIALIZERS)


def test_no_name_has_two_meanings():
    groups = (palette.ACTIVATIONS, palette.INITIALIZERS, palette.METHODS, palette.CLASSES, palette.ROLES)
    assert sum(map(len, groups)) == len(palette.ALL)


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(ValueError, match=r"no colour for 'swish'; choose from sigmoid, tanh, .*neutral"):
        palette.color("swish")


def test_the_front_end_has_the_same_classes():
    listed = re.search(r"CLASSES = \[(.*?)\]", FRONTEND.read_text(encoding="utf-8"), re.DOTALL)
    assert re.findall("#[0-9a-f]{6}", listed[1]) == list(palette.CLASSES.values())
