import numpy as np

from nnbook.drawing.scales import decades
from nnbook.drawing.scales import significant as digits


def test_digits_are_significant_ones():
    got = digits(np.array([123456.0, -0.00123456, 0.0, np.nan, 1e-19 / 3]), 3)
    np.testing.assert_allclose(got, [123000, -0.00123, 0, np.nan, 3.33e-20], rtol=1e-12)


def test_decades_hold_all_positive_values_and_jump_seldom():
    assert decades(np.array([0.0, 0.3, 2.0])) == (1e-9, 10)
    assert decades(np.array([1e-12, 3e8])) == (1e-13, 1e9)
    assert decades(np.zeros(3)) == (1e-9, 10)
    assert decades(np.array([1e-99, 1e99])) == (1e-80, 1e36)
