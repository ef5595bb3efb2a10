import base64
import json

import numpy as np
import pytest
from bs4 import BeautifulSoup

from nnbook import datasets
from nnbook.layers import Dropout
from nnbook.network import mlp
from nnbook.normalization import BatchNorm
from nnbook.residual import every
from nnbook.widgets import floor
from nnbook.widgets.floor import AXES, SPEC, START, TOUR, digits_text


@pytest.fixture
def make():
    made = []

    def make_one(*args, **position):
        made.append(floor(*args, **position))
        return made[-1]

    yield make_one
    for one in made:
        one.close()


def test_the_start_and_every_stop_of_the_tour_are_positions(make):
    assert make().position == START
    for name, position in TOUR.items():
        assert make(name).position == position
    assert len(TOUR) == len(SPEC["tour"]) == 10
    assert {axis.name for axis in AXES} == set(START)


@pytest.mark.parametrize(
    ("arguments", "position", "words"),
    [
        (("nowhere",), {}, "sigmoid or ReLU"),
        ((), {"a_depth": 51}, "a_depth"),
        ((), {"b_activation": "swish"}, "gelu"),
        ((), {"color": 1}, "color"),
    ],
)
def test_what_the_floor_does_not_have_is_named(make, arguments, position, words):
    with pytest.raises(ValueError, match=words):
        make(*arguments, **position)


def test_a_refused_move_changes_nothing(make):
    one = make()
    with pytest.raises(ValueError, match="lr"):
        one.move(lr=0.05)
    assert one.position == START
    one.move(lr=0.3, a_skip="on")
    assert (one.position["lr"], one.position["a_skip"]) == (0.3, "on")


LANE = {"b_depth": 3, "b_width": 4, "b_activation": "elu", "b_dropout": 0.2}


def hand_over(one, numbers):
    """What the front end reports: parameters, and the position that they belong to."""
    one.parameters = [b"", memoryview(numbers.tobytes())]
    one.log = [{"step": 0, "position": one.position}]


@pytest.mark.parametrize("data", ["xor", "blobs", "digits"])
@pytest.mark.parametrize("normalize", [None, "layer"])
@pytest.mark.parametrize("skip", [False, True])
def test_the_network_is_the_one_whose_parameters_came(make, data, normalize, skip):
    one = make(data=data, b_normalize=normalize or "none", b_skip="on" if skip else "off", **LANE)
    inputs, outputs = {"xor": (2, 1), "blobs": (2, 3), "digits": (64, 10)}[data]
    rng = np.random.default_rng(0)
    layers = {"dropout": 0.2, "normalize": normalize, "skip": skip}
    wanted = mlp(rng, [inputs, 4, 4, 4, outputs], "elu", "he", **layers)
    for p in wanted.params:
        p += rng.normal(size=p.shape)
    hand_over(one, np.concatenate([p.ravel() for p in wanted.params]))
    one.move(b_depth=7)  # what came belongs to the position before
    got = one.network("B")
    x = rng.normal(size=(5, inputs))
    np.testing.assert_array_equal(got(x), wanted(x))
    assert sum(isinstance(layer, Dropout) for layer in every(got.layers)) == 3


@pytest.mark.parametrize("skip", [False, True])
def test_batch_normalization_comes_with_what_it_settled_on(make, skip):
    one = make(b_normalize="batch", b_skip="on" if skip else "off", **LANE)
    rng = np.random.default_rng(0)
    x = rng.normal(size=(5, 2))
    wanted = mlp(rng, [2, 4, 4, 4, 1], "elu", "he", dropout=0.2, normalize="batch", skip=skip).settled(x)
    settled = [(layer.mean, layer.var) for layer in every(wanted.layers) if isinstance(layer, BatchNorm)]
    parts = [*wanted.params, *(part for pair in settled for part in pair)]
    hand_over(one, np.concatenate([p.ravel() for p in parts]))
    np.testing.assert_array_equal(one.network("B")(x), wanted(x))


def test_a_network_that_is_not_there_or_not_known_is_refused(make):
    one = make(lanes=1)
    with pytest.raises(ValueError, match="choose from A"):
        one.network("B")
    with pytest.raises(RuntimeError, match="show the floor first"):
        one.network("A")


def test_the_history_is_an_array_per_curve(make):
    one = make()
    score = {"loss": 0.5, "accuracy": 0.75}
    point = {"step": 16, "train": score, "unseen": {**score, "loss": None}, "ratio": 0.1}
    one.curves = [{"points": [{**point, "step": 0}, point], "failed": None}, {"points": [], "failed": 3}]
    history = one.history
    assert history["A"]["step"].tolist() == [0, 16]
    assert history["A"]["accuracy"].tolist() == [0.75, 0.75]
    assert np.isnan(history["A"]["unseen_loss"]).all()
    assert history["B"]["ratio"].size == 0


def test_the_digits_travel_whole():
    sent = np.frombuffer(base64.b64decode(digits_text()), dtype=np.uint8)
    x, y = datasets.digits()
    np.testing.assert_array_equal(sent[: x.size].reshape(x.shape) / 16, x)
    np.testing.assert_array_equal(sent[x.size :], y)


def test_the_page_holds_position_tour_digits_and_a_still_picture(make):
    soup = BeautifulSoup(make("all zeros").page(), "html.parser")
    payload, digits = (
        json.loads(script.string) for script in soup.find_all("script", type="application/json")
    )
    assert payload["position"] == TOUR["all zeros"]
    assert {stop["name"]: stop["position"] for stop in payload["tour"]} == TOUR
    assert digits == digits_text()
    assert "Layer 1 of A receives" in soup.noscript.get_text()
    assert soup.noscript.find("svg") or soup.noscript.find("img")


def test_stops_of_ones_own_take_the_place_of_the_tour(make):
    one = make(lanes=1, stops={"wide": {"a_width": 64}, "as it is": {}})
    assert [stop["name"] for stop in one.tour] == ["wide", "as it is"]
    assert one.tour[0]["position"] == {**START, "lanes": 1, "a_width": 64}
    with pytest.raises(ValueError, match="a_width"):
        make(stops={"odd": {"a_width": 5}})


def test_its_repr_says_which_networks_stand_there(make):
    assert repr(make(lanes=1)) == "Floor(xor; A: tanh, 2 x 8, xavier)"
