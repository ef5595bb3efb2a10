import numpy as np
import pytest

from nnbook.chapters.ch01.one_unit import TASKS, one_unit


def test_one_unit_solves_and_and_or():
    assert one_unit(task="AND", w1=6, w2=6, b=-9).right == 4
    assert one_unit(task="OR", w1=6, w2=6, b=-3).right == 4


@pytest.mark.parametrize("task", TASKS)
def test_one_unit_is_a_weighted_sum(task):
    attempt = one_unit(task=task, w1=2, w2=-3, b=0.5)
    np.testing.assert_allclose(attempt.net(attempt.x)[:, 0], [0.5, -2.5, 2.5, -0.5])
    assert attempt.y.shape == (4, 1)


def test_one_unit_never_solves_xor():
    rng = np.random.default_rng(1)
    right = {one_unit(task="XOR", w1=a, w2=b, b=c).right for a, b, c in rng.normal(0, 5, (500, 3))}
    assert right <= {1, 2, 3}


def test_unknown_task_lists_the_known_ones():
    with pytest.raises(ValueError, match="AND, OR, XOR"):
        one_unit(task="NOR", w1=1, w2=1, b=1)


@pytest.mark.parametrize(("weight", "what"), [("a", "hold real numbers"), (np.nan, "be finite")])
def test_a_dial_is_a_finite_number(weight, what):
    with pytest.raises(ValueError, match=f"^w1 and w2 must {what}"):
        one_unit(task="AND", w1=weight, w2=1.0, b=0.0)
