import numpy as np
import pytest

from nnbook.chapters.ch01.dial_range import dial_range
from nnbook.chapters.ch01.three_units import LECTURE, three_units


def turned(dials, dial, value):
    return three_units(**{**dials, dial: value})


OR_NAND_AND = dict(zip(LECTURE, (10.0, 10, -5, -10, -10, 15, 10, 10, -15), strict=True))


def test_the_lectures_network_row_by_row():
    attempt = three_units(**LECTURE)
    hidden = 1 / (1 + np.exp([[8.0, -3.0], [3, 4], [3, 4], [-2, 11]]))
    np.testing.assert_allclose(attempt.net(attempt.x)[:, 0], 6 - 11 * hidden.sum(axis=1), rtol=1e-12)
    assert attempt.right == 4


@pytest.mark.parametrize("dial", LECTURE)
def test_every_number_of_the_lecture_counts(dial):
    before = three_units(**LECTURE)
    after = turned(LECTURE, dial, LECTURE[dial] + 0.1)
    assert not np.allclose(before.net(before.x), after.net(after.x), rtol=1e-4)


def test_each_dial_is_the_weight_it_is_named_for():
    W1, b1, W2, b2 = three_units(**dict(zip(LECTURE, range(9), strict=True))).net.params
    assert W1.tolist() == [[0, 3], [1, 4]]
    assert (b1.tolist(), W2.tolist(), b2.tolist()) == ([2, 5], [[6], [7]], [8])


@pytest.mark.parametrize("dials", [LECTURE, OR_NAND_AND], ids=["lecture", "or-nand-and"])
@pytest.mark.parametrize("dial", LECTURE)
def test_dial_range_ends_where_a_row_breaks(dial, dials):
    found = dial_range(dial, **dials)
    assert found.low < dials[dial] < found.high
    for end, outwards, rows in ((found.low, -1, found.breaks_low), (found.high, 1, found.breaks_high)):
        if np.isinf(end):
            assert rows == ()
            assert turned(dials, dial, dials[dial] + outwards * 1e6).right == 4
            continue
        at_the_end = turned(dials, dial, end)
        logits = at_the_end.net(at_the_end.x)[:, 0]
        np.testing.assert_allclose(logits[list(rows)], 0, atol=1e-9)
        assert turned(dials, dial, end - outwards * 1e-6).right == 4
        assert turned(dials, dial, end + outwards * 1e-6).right == 4 - len(rows)
