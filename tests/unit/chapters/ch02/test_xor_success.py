import numpy as np
import pytest

from nnbook.chapters.ch02.xor_success import SUCCESS_AXES, xor_right, xor_success
from nnbook.experiments.training_xor import train_xor, xor_stack


def test_a_random_part_of_the_table_trained_again_agrees():
    rng = np.random.default_rng(20)
    point = {name: values[rng.integers(len(values))] for name, values in SUCCESS_AXES.items()}
    seeds = rng.choice(1000, size=25, replace=False)
    again = train_xor(xor_stack(seeds=seeds, **point)).right[-1]
    stored = xor_success(**point)[seeds]
    # A row whose output ends at 1/2 may fall to either side on another computer.
    assert (again != stored).mean() <= 0.2, (point, seeds)
    assert ((again == 4) != (stored == 4)).mean() <= 0.08, (point, seeds)


def test_rows_right_of_the_first_seeds_are_the_table_s():
    point = {"width": 2, "activation": "relu", "init": "He"}
    assert ((xor_right(seeds=20, **point) == 4) == (xor_success(**point)[:20] == 4)).all()


def test_a_setting_that_was_not_swept_is_refused():
    with pytest.raises(ValueError, match=r"width=5.*\[2, 3, 4, 8, 16\]"):
        xor_success(width=5, activation="tanh", init="He")
