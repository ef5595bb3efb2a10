import numpy as np
import pytest

from nnbook.chapters.ch03.born_dead import born_dead, born_dead_bounds


@pytest.mark.parametrize("width", [1, 2, 3, 5])
def test_born_dead_lies_between_its_bounds(width):
    share = born_dead(depth=12, width=width, nets=2000)
    low, high = born_dead_bounds(depth=12, width=width)
    error = 4 * np.sqrt(share * (1 - share) / 2000) + 0.003
    assert (low - error <= share).all()
    assert (share <= high + error).all()
    assert (np.diff(share) >= 0).all()


def test_layer_2_is_dead_as_often_as_the_chain_says():
    # The two inputs have nothing in common after layer 1, so there the lower bound is exact.
    low, _ = born_dead_bounds(depth=2, width=2)
    share = born_dead(depth=2, width=2, nets=40_000)
    assert abs(share[1] - low[1]) < 4 * np.sqrt(low[1] / 40_000)
    assert share[0] == low[0] == 0


def test_width_one_is_dead_sooner_or_later():
    low, high = born_dead_bounds(depth=30, width=1)
    assert low[-1] > 0.999999
    assert (low <= high).all()
