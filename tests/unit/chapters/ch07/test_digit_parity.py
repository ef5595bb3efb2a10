import numpy as np
import pytest

from nnbook.chapters import ch07
from nnbook.chapters.ch07.digit_parity import BUDGET, parity_right
from nnbook.experiments.rates import digit_parts


@pytest.mark.parametrize("part", ["train", "validation", "test"])
def test_the_answer_is_the_parity_of_the_digits_in_the_picture(part):
    x, odd = ch07.digit_sums(digits=3, examples=50, part=part, seed=1)
    at = ("train", "validation", "test").index(part)
    known = {row.astype(np.float32).tobytes(): int(y) for row, y in zip(*digit_parts()[at], strict=True)}
    sums = [sum(known[one.tobytes()] for one in picture.reshape(3, 64)) for picture in x]
    assert (np.array(sums) % 2).tolist() == odd[:, 0].tolist()


@pytest.mark.parametrize("depth", ch07.PARITY_AXES["depth"])
def test_networks_keep_to_the_budget(depth):
    for inputs in (128, 192, 256):
        width = ch07.parity_width(inputs=inputs, depth=depth)
        sizes = [
            [(a + 1) * b for a, b in zip((inputs, *[w] * depth), (*[w] * depth, 1), strict=True)]
            for w in (width, width + 1)
        ]
        assert sum(sizes[0]) <= BUDGET < sum(sizes[1])


def test_one_digit_is_learned_by_one_layer():
    right = parity_right(digits=1, depth=1, kind="plain", lr=0.002, seeds=range(2), budget=3000)
    assert right.shape == (3, 2)
    assert right[2].min() > 0.9


def test_depth_wins_on_three_digits_in_every_start():
    table = ch07.parity_table()
    three = ch07.PARITY_AXES["digits"].index(3)
    assert table["4 layers, both"][three].min() > table["1 layer, wide"][three].max()
    assert {len(runs) for runs in table.values()} == {len(ch07.PARITY_AXES["digits"])}


def test_an_unknown_part_is_refused():
    with pytest.raises(ValueError, match="part"):
        ch07.digit_sums(digits=2, examples=5, part="all", seed=0)
    with pytest.raises(ValueError, match="part"):
        ch07.parity_table("all")
