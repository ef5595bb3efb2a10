import numpy as np
import pytest

from nnbook.chapters import ch01
from nnbook.chapters.ch01.bumps import GRID


@pytest.mark.parametrize("target", ch01.TARGETS)
def test_a_staircase_of_hard_steps_is_within_half_a_step_and_one_step_at_most(target):
    curve = ch01.TARGETS[target]
    for units in (16, 64):
        stairs = ch01.staircase(target=target, units=units, steepness=1000)
        largest_step = abs(np.diff(curve(np.linspace(0, 1, units + 1)))).max()
        assert stairs.error <= largest_step
        np.testing.assert_allclose(stairs.target, curve(GRID))


def test_the_network_has_a_unit_per_step_and_starts_at_the_curve():
    stairs = ch01.staircase(target="a tent", units=4, steepness=1000)
    assert [p.shape for p in stairs.net.params] == [(1, 4), (4,), (4, 1), (1,)]
    ends = np.array([[0.0], [0.3], [1.0]])
    np.testing.assert_allclose(stairs.net(ends)[:, 0], ch01.TARGETS["a tent"](np.array([0, 0.25, 1])))


def test_the_figure_marks_the_units_shown_and_their_error():
    shown = ch01.bumps(target="a wave", units=8, steepness=2)
    curve, errors = ch01.bumps_drawing(shown)["panels"]
    assert errors["marker"] == {"x": 8, "axis": "units"}
    assert shown.errors[ch01.UNITS.index(8)] == shown.stairs.error
    assert [series["name"] for series in curve["series"]] == ["wanted", "network"]
    with pytest.raises(ValueError, match="unknown target 'a step'"):
        ch01.bumps(target="a step", units=8, steepness=2)
