import json

import numpy as np
import pytest

from nnbook import drawing
from nnbook.chapters import ch04
from nnbook.chapters.ch04.start_race import STARTS, _at_best_rate, start_race
from nnbook.experiments.sweeps import stored
from nnbook.network import mlp


def test_a_random_part_of_the_table_trained_again_agrees():
    rng = np.random.default_rng(20)
    activation = rng.choice(list(ch04.RACE)).item()
    point = {name: values[rng.integers(len(values))] for name, values in ch04.RACE_AXES.items()}
    starts = [start for start in ch04.RACE[activation] if not start.startswith("rbm")]
    point["start"] = rng.choice(starts).item()
    lr = rng.choice(ch04.RATES[activation]).item()
    again = ch04.start_curve(activation=activation, **point, lr=lr)
    kept = stored("starts", activation).at(**point, lr=lr) / np.array(ch04.HELD_OUT)
    # float32 sums differ in their last digits from computer to computer, and training makes them grow;
    # where one member of a stack diverges, all of it counts as guessing.
    if not (kept[-1] == 0.1).all():
        assert np.abs(again[:3] - kept[:3]).max() < 0.1, (activation, point, lr)
        assert np.median(np.abs(again - kept)) < 0.03, (activation, point, lr)


def test_the_rate_is_chosen_on_other_digits_than_those_reported():
    race = start_race(activation="sigmoid", depth=4, examples=1000)
    assert set(race.right) == set(ch04.RACE["sigmoid"])
    assert set(start_race(activation="relu", depth=4, examples=100).right) == set(ch04.RACE["relu"])
    for start, right in race.right.items():
        assert right.shape == (len(ch04.RECORDS), 10)
        np.testing.assert_array_equal(race.ends[start][ch04.RACE_AXES["depth"].index(4)], right[-1])
    assert set(race.rates.values()) <= set(ch04.RATES["sigmoid"])
    counts = np.zeros((2, 3, 4, 2), dtype=int)
    counts[1, -1, :, 0], counts[0, -1, :, 1] = 200, 597
    share, best = _at_best_rate(counts)
    assert best == 1
    assert not share.any()


@pytest.mark.parametrize("depth", [1, 3, 12])
def test_the_twin_of_a_tanh_network_is_a_sigmoid_network_that_computes_the_same(rng, depth):
    net = mlp(rng, [64, *[20] * depth, 10], "tanh", "xavier")
    for layer in net.layers[::2]:
        layer.b[:] = rng.normal(size=layer.b.shape)
    x = rng.normal(size=(30, 64))
    twin = ch04.sigmoid_twin(net)
    np.testing.assert_allclose(twin(x), net(x), atol=1e-12)
    assert {layer.activation.name for layer in twin.layers[1::2]} == {"sigmoid"}


def test_every_rival_has_a_row_per_depth_and_the_seeds_their_own_digits():
    found = ch04.rivals(100)
    assert list(found) == list(ch04.RIVALS)
    assert {errors.shape for errors in found.values()} == {(5, ch04.SEEDS)}
    with pytest.raises(ValueError, match=r"known: \[100, 1000\]"):
        ch04.rivals(300)


@pytest.mark.parametrize(
    ("name", "value", "known"),
    [
        ("depth", 5, r"\[1, 2, 3, 4, 6\]"),
        ("examples", 300, r"\[100, 1000\]"),
    ],
)
def test_a_race_that_was_not_run_is_refused(name, value, known):
    with pytest.raises(ValueError, match=f"{name}={value!r} was not swept; known: {known}"):
        start_race(**{"activation": "relu", "depth": 4, "examples": 100, name: value})


def test_an_activation_that_did_not_run_is_refused():
    with pytest.raises(ValueError, match="'gelu'; known: sigmoid, tanh, relu"):
        start_race(activation="gelu", depth=4, examples=100)


def test_pre_training_wins_where_the_chapter_says():
    deep = start_race(activation="sigmoid", depth=6, examples=1000).right
    assert np.median(deep["rbm"][-1]) > 0.95
    assert deep["xavier"][-1].max() < 0.15


def test_thirty_layers():
    race = ch04.deep_race(30)
    assert np.median(race.right["he"][-1]) > 0.8
    assert np.median(race.right["xavier"][-1]) < 0.15


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
