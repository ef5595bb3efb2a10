import json

import numpy as np
import pytest

from nnbook import drawing
from nnbook.chapters import ch07
from nnbook.gradcheck import numerical_gradient
from nnbook.normalization import BatchNorm

AXES = ch07.NORM_PATH_AXES


@pytest.mark.parametrize("message", AXES["message"])
@pytest.mark.parametrize("last", [-1.5, 0.5, 8])
def test_the_three_paths_add_up_to_the_gradient(message, last):
    found = ch07.norm_paths(message=message, last=last, path="all three")

    def loss(x):
        return float(found.d @ ((x - x.mean()) / x.std()))

    np.testing.assert_allclose(found.dx, numerical_gradient(loss, found.x.copy()), atol=1e-7)


def test_they_are_those_of_the_layer():
    found = ch07.norm_paths(message="up and down", last=3, path="straight")
    layer = BatchNorm(np.ones(1), np.zeros(1), eps=1e-12)
    _, cache = layer.forward(found.x[:, None], np.random.default_rng(0))
    np.testing.assert_allclose(layer.backward(found.d[:, None], cache)[0][:, 0], found.dx)


@pytest.mark.parametrize("message", ["all rows alike", "spread them"])
def test_a_common_shift_and_a_common_scale_come_to_nothing(message):
    found = ch07.norm_paths(message=message, last=2, path="all three")
    np.testing.assert_allclose(found.dx, 0, atol=1e-12)
    assert abs(found.straight).max() > 0.4


@pytest.mark.parametrize("path", AXES["path"])
def test_the_graph_marks_the_path_and_shows_what_comes_along_it(path):
    found = ch07.norm_paths(message="one row alone", last=2, path=path)
    drawn = ch07.norm_paths_drawing(found)
    json.dumps(drawing.plain.plain(drawn), allow_nan=False)
    graph, bars = drawn["panels"]
    active = sum(edge.get("state") == "active" for edge in graph["edges"])
    assert active == {"straight": 3, "all three": 15}.get(path, 6)
    assert [series["name"] for series in bars["series"]] == AXES["path"]
    row = next(series for series in bars["series"] if series["name"] == path)
    shown = [node["below"].replace("−", "-") for node in graph["nodes"][:3]]
    np.testing.assert_allclose([float(text) for text in shown], row["values"], atol=0.006)


def test_an_unknown_word_is_refused():
    with pytest.raises(ValueError, match="message"):
        ch07.norm_paths(message="please", last=1, path="straight")
    with pytest.raises(ValueError, match="path"):
        ch07.norm_paths(message="up and down", last=1, path="over the hill")
