import json

import numpy as np
import pytest

from nnbook import drawing
from nnbook.chapters import ch07
from nnbook.chapters.ch07 import depth_race as figure
from nnbook.chapters.ch07.depth_race import RATES, SEEDS
from nnbook.experiments.sweeps import stored

AT = {"activation": "sigmoid", "depth": 10, "init": "xavier"}


def test_a_stored_point_comes_out_again():
    point = {"activation": "relu", "depth": 10, "start": "xavier", "kind": "both"}
    rate = RATES[int(stored("depth_race", "rate").at(**point))]
    again = ch07.race_right(**point, lr=rate, seeds=SEEDS)[1]
    assert abs(again - stored("depth_race", "right").at(**point)).max() < 0.05


def test_one_that_explodes_does_not_stop_the_others():
    at = {"activation": "relu", "depth": 10, "start": "large", "kind": "skip", "lr": 0.2, "epochs": 1}
    right = ch07.race_right(**at, seeds=range(2))
    assert right.shape == (2, 2)
    np.testing.assert_array_equal(right, 0.1)


def test_the_figure_shows_the_stored_shares():
    result = ch07.depth_race(**AT)
    assert result.starts.shape[:1] == (4,)
    at = stored("depth_race", "right").at(activation="sigmoid", depth=10, start="xavier", kind="both")
    np.testing.assert_array_equal(result.depths[0, 3], at)
    drawn = ch07.depth_race_drawing(result)
    json.dumps(drawing.plain.plain(drawn), allow_nan=False)
    bars, lines = drawn["panels"]
    assert [series["name"] for series in bars["series"]] == list(ch07.KINDS)
    assert bars["series"][3]["values"][bars["x"].index("xavier")] == pytest.approx(np.median(at), rel=0.01)
    assert lines["marker"] == {"x": 10, "axis": "depth"}
    assert drawing.fill_summary(drawn, AT).startswith(
        "sigmoid, 10 hidden layers from xavier: right are plain"
    )


def test_rates_are_those_that_were_tried():
    assert set(np.unique(ch07.race_rates().values)) <= set(RATES)


def test_an_unknown_setting_is_refused():
    with pytest.raises(ValueError, match="depth=12 was not swept"):
        ch07.depth_race(**AT | {"depth": 12})
    assert figure is ch07.depth_race
