import numpy as np
import pytest

from nnbook.chapters.ch01.dial_range import dial_range
from nnbook.chapters.ch01.three_units import LECTURE


def test_output_bias_range_by_algebra():
    def s(z):
        return 1 / (1 + np.exp(-z))

    found = dial_range("y_b", **LECTURE)
    np.testing.assert_allclose(found.low, 11 * (s(-3.0) + s(-4.0)), rtol=1e-12)
    np.testing.assert_allclose(found.high, 11 * (s(2.0) + s(-11.0)), rtol=1e-12)
    assert (found.breaks_low, found.breaks_high) == ((1, 2), (3,))


def test_dial_range_wants_a_known_dial_and_a_network_that_works():
    with pytest.raises(ValueError, match="h1_w1"):
        dial_range("h3_w1", **LECTURE)
    with pytest.raises(ValueError, match="3 of 4"):
        dial_range("y_b", **{**LECTURE, "y_b": 10})


def test_dial_range_where_an_output_weight_is_zero():
    # h1 alone, a strip it cannot draw: the network fails, and is refused rather than divided by 0.
    with pytest.raises(ValueError, match="of 4 rows right"):
        dial_range("h1_b", **{**LECTURE, "y_w1": 0.0})
