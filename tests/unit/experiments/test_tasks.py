import numpy as np
import pytest

from nnbook.experiments.tasks import IMAGES, TEST, VALIDATION, digits_task


def test_every_seed_splits_the_digits_into_three_parts():
    test, validation = digits_task(seeds=3), digits_task(seeds=3, part="validation")
    assert test.test.shape == (3, TEST)
    assert validation.test.shape == (3, VALIDATION)
    np.testing.assert_array_equal(test.train, validation.train)
    for seed in range(3):
        parts = np.concatenate((test.train[seed], test.test[seed], validation.test[seed]))
        assert sorted(parts) == list(range(len(test.y)))
    few = digits_task(examples=100, seeds=3)
    np.testing.assert_array_equal(few.train, test.train[:, :100])
    assert (test.train[0] != test.train[1]).any()


@pytest.mark.parametrize("bad", [{"examples": 0}, {"examples": IMAGES + 1}, {"part": "training"}])
def test_a_task_that_cannot_be_is_refused(bad):
    with pytest.raises(ValueError, match=next(iter(bad))):
        digits_task(**bad)


def test_the_first_seed_alone_is_the_first_row_of_all():
    task = digits_task(examples=60, seeds=3)
    one = task.first()
    np.testing.assert_array_equal(one.train, task.train[[0]])
    np.testing.assert_array_equal(one.test, task.test[[0]])
    assert one.x is task.x
    assert one.y is task.y
