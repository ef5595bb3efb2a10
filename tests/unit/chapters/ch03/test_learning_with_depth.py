import numpy as np
import pytest

from nnbook.chapters import ch03
from nnbook.chapters.ch03.learning_with_depth import learning_with_depth


def test_learning_with_depth_shows_both_networks_and_all_layers():
    drawn = ch03.learning_with_depth_drawing(learning_with_depth(depth=2, activation="relu", step=50))
    curves, speeds = drawn["panels"]
    assert [series["name"] for series in curves["series"]] == ["2 hidden layers", "1 hidden layer"]
    assert curves["marker"] == {"x": 50, "axis": "step"}
    assert speeds["x"] == [1, 2, "out"]


def test_one_layer_is_drawn_once():
    drawn = ch03.learning_with_depth_drawing(learning_with_depth(depth=1, activation="relu", step=675))
    assert [series["name"] for series in drawn["panels"][0]["series"]] == ["1 hidden layer"]


def test_first_layer_of_a_deep_sigmoid_net_hardly_moves():
    lesson = learning_with_depth(depth=8, activation="sigmoid", step=675)
    assert lesson.row == len(ch03.LESSON_STEPS) - 1
    assert np.median(lesson.curve.speed[:, :, 0]) < 1e-3 * np.median(lesson.curve.speed[:, :, 7])
    assert lesson.curve.accuracy[-1].max() < 0.2 < 0.8 < lesson.shallow.accuracy[-1].min()


def test_a_step_that_was_not_recorded_is_refused():
    with pytest.raises(ValueError, match=r"step must be one of 0, 25, \.\.\. 675, got 7"):
        learning_with_depth(depth=1, activation="relu", step=7)
