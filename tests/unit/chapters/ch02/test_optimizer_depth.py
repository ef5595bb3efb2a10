import numpy as np
import pytest

from nnbook.chapters import ch02
from nnbook.chapters.ch02.optimizer_depth import RULES, rule_right
from nnbook.experiments.sweeps import stored


def test_each_rule_is_judged_at_the_rate_that_other_digits_chose():
    shown = ch02.optimizer_depth(activation="sigmoid")
    validation = stored("optimizer_depth", "validation").at(activation="sigmoid", optimizer="Adam", depth=4)
    rate = np.median(validation, axis=-1).argmax()
    kept = stored("optimizer_depth", "judged").at(activation="sigmoid", optimizer="Adam", depth=4, rate=rate)
    np.testing.assert_array_equal(shown.right["Adam"][shown.depths.index(4)], kept)
    with pytest.raises(ValueError, match="activation='relu' was not swept"):
        ch02.optimizer_depth(activation="relu")


@pytest.mark.parametrize(("optimizer", "depth", "rate"), [("SGD", 1, 2), ("Adam", 2, 2), ("momentum", 1, 1)])
def test_the_stored_runs_are_what_the_experiment_gives(optimizer, depth, rate):
    point = {"activation": "tanh", "optimizer": optimizer, "depth": depth, "rate": rate}
    again = rule_right(**point)
    for part, right in zip(("validation", "judged"), again, strict=True):
        # A step more or less in the last digit of a product moves single digits across the border.
        np.testing.assert_allclose(stored("optimizer_depth", part).at(**point), right, atol=0.02)


def test_the_drawing_has_a_curve_per_rule_and_says_how_deep_each_goes():
    drawn = ch02.optimizer_depth_drawing(ch02.optimizer_depth(activation="sigmoid"))
    assert [series["name"] for series in drawn["panels"][0]["series"]] == list(RULES)
    assert "SGD to 4, momentum to 4, Adam to 6 hidden layers" in drawn["summary"]
