import numpy as np
import pytest

from nnbook.chapters import ch02
from nnbook.chapters.ch02.digits_learning import (
    EPOCHS,
    ROWS,
    digits_learning,
    train_digits,
)
from nnbook.experiments.digits import split_digits


def test_the_split_keeps_every_digit_once():
    (x, y), (x_test, y_test) = split_digits(test=359)
    assert len(x) == ROWS
    assert len(x) + len(x_test) == 1797
    assert set(y.tolist()) == set(y_test.tolist()) == set(range(10))


@pytest.mark.parametrize(("batch_size", "updates"), [(128, 12), (ROWS, 1), (500, 3)])
def test_an_epoch_is_one_pass_through_all_rows(batch_size, updates):
    run = train_digits(lr=0.01, momentum=0.0, batch_size=batch_size, seeds=2)
    assert run.updates == EPOCHS * updates
    assert run.losses.shape == (EPOCHS + 1, 2)
    assert run.accuracy.shape == (2,)
    # A small rate on the whole batch goes downhill at every step.
    assert (np.diff(run.losses, axis=0) < 0).all()


def test_it_learns_with_a_good_rate_and_does_not_with_a_huge_one():
    good = train_digits(lr=0.3, momentum=0.9, batch_size=16)
    huge = train_digits(lr=30, momentum=0.9, batch_size=128)
    assert good.accuracy.min() > 0.95
    assert huge.accuracy.max() < 0.5
    np.testing.assert_allclose(good.losses[0], huge.losses[0])


@pytest.mark.parametrize(
    "point",
    [
        {"lr": 0.3, "momentum": 0.9, "batch_size": 128},
        {"lr": 0.003, "momentum": 0, "batch_size": ROWS},
        {"lr": 1, "momentum": 0.9, "batch_size": ROWS},
    ],
)
def test_a_part_of_the_file_trained_again_agrees(point):
    kept, again = digits_learning(**point), train_digits(**point)
    assert kept.updates == again.updates
    np.testing.assert_allclose(kept.losses[:, :3], again.losses, rtol=1e-3)
    np.testing.assert_allclose(kept.accuracy[:3], again.accuracy, atol=0.01)


@pytest.mark.parametrize(
    ("name", "value", "known"),
    [("lr", 2, r"0\.003"), ("momentum", 0.5, r"0, 0\.9"), ("batch_size", 64, "16, 128, 1438")],
)
def test_a_point_that_was_not_kept_is_refused(name, value, known):
    with pytest.raises(ValueError, match=rf"{name}={value}.*{known}"):
        digits_learning(**{"lr": 1, "momentum": 0, "batch_size": 16, name: value})


def test_a_run_that_goes_nowhere_can_be_drawn():
    run = digits_learning(lr=30, momentum=0.9, batch_size=ROWS)
    drawing = ch02.digits_learning_drawing(run)
    series = drawing["panels"][0]["series"][0]
    assert len(series["y"]) == len(series["low"]) == 21
    assert all(
        low <= y <= high for low, y, high in zip(series["low"], series["y"], series["high"], strict=True)
    )
    assert "20 updates" in drawing["summary"]
