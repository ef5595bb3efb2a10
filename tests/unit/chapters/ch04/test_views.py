import json

import numpy as np
import pytest

from nnbook import drawing
from nnbook.chapters import ch04
from nnbook.chapters.ch04.layer_histograms import layer_histograms
from nnbook.chapters.ch04.rbm_learning import rbm_learning
from nnbook.chapters.ch04.start_race import STARTS, start_race
from nnbook.chapters.ch04.variance import variance_map


def test_every_start_has_two_curves():
    race = start_race(activation="sigmoid", depth=6, examples=1000)
    drawn = ch04.start_race_drawing(race)
    curves, ends = drawn["panels"]
    wanted = [STARTS[start][0] for start in race.right if start != "rbm_all"]
    for panel in (curves, ends):
        assert sorted(series["name"] for series in panel["series"]) == sorted(wanted)
    assert ends["marker"] == {"x": 6, "axis": "depth"}
    assert curves["series"][0]["y"][-1] == pytest.approx(1 - ends["series"][0]["y"][-1] / 100, abs=1e-3)
    said = drawing.fill_summary(drawn, {"activation": "sigmoid", "depth": 6, "examples": 1000})
    wrong = {start: np.median(1 - right[-1]) for start, right in race.right.items() if start != "rbm_all"}
    best = min(wrong, key=wrong.get)
    assert said.startswith(
        f"sigmoid, 6 hidden layers, 1000 examples: best is {STARTS[best][0]} with {wrong[best]:.1%} wrong, "
    )
    assert said.endswith(
        f"; {sum(w > 0.5 for w in wrong.values())} of 9 starts still get more than half wrong."
    )
    json.dumps(drawn, allow_nan=False)


def test_all_images_are_only_shown_where_they_are_more():
    few = ch04.start_race_drawing(start_race(activation="relu", depth=2, examples=100))
    many = ch04.start_race_drawing(start_race(activation="relu", depth=2, examples=1000))
    counts = [len(drawn["panels"][1]["series"]) for drawn in (few, many)]
    assert counts == [9, 8]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"activation": "relu", "init": "xavier", "gain": 1}, "dies out"),
        ({"activation": "relu", "init": "large", "gain": 1}, "grows without bound"),
        ({"activation": "tanh", "init": "xavier", "gain": 2}, "settles at"),
    ],
)
def test_histograms_say_where_the_map_leads(settings, words):
    result = layer_histograms(depth=5, **settings)
    drawn = ch04.layer_histograms_drawing(result)
    ridges, mapped = drawn["panels"]
    assert len(ridges["rows"]) == 5
    assert words in drawn["summary"]
    measured, *fixed = mapped["series"][2:]
    assert [series["name"] for series in fixed] == ["fixed point"] * words.startswith("settles")
    if fixed:
        here = fixed[0]["x"][0]
        assert fixed[0]["y"] == [here]
        assert variance_map(settings["activation"], here, settings["gain"] ** 2) == pytest.approx(
            here, rel=0.01
        )
    assert all(1e-3 <= value <= 1e3 for value in [*measured["x"], *measured["y"]])
    json.dumps(drawn, allow_nan=False)


def test_a_saturated_layer_is_red():
    loud = ch04.layer_histograms_drawing(layer_histograms(activation="tanh", init="large", gain=1, depth=2))
    calm = ch04.layer_histograms_drawing(layer_histograms(activation="tanh", init="xavier", gain=1, depth=2))
    assert loud["panels"][0]["rows"][1]["color"] != calm["panels"][0]["rows"][1]["color"]


def test_a_learning_machine_shows_filters_chain_and_energy():
    result = rbm_learning(updates=1000, k=5)
    filters, chain, energy = ch04.rbm_learning_drawing(result)["panels"]
    assert len(filters["images"]) == 20
    np.testing.assert_allclose(filters["images"][3]["pixels"], result.rbm.W[:, 3], atol=0.005)
    assert len(chain["images"]) == 20
    assert energy["marker"] == {"x": 1000, "axis": "updates"}
    assert [series["name"] for series in energy["series"]] == ["digits", "coin tosses", "shuffled"]
