import numpy as np
import pytest

from nnbook.widgets import Dial, Play
from nnbook.widgets.axes import axis, checked, completed, grid


@pytest.fixture
def axes():
    return (
        axis("depth", range(1, 4)),
        axis("init", ["he", "zeros"]),
        axis("w", Dial(-2, 2, 0.5)),
        axis("epoch", Play([0, 10, 20]), "Epoch"),
    )


def test_the_kind_of_an_axis_follows_from_what_is_given(axes):
    assert [one.payload() for one in axes] == [
        {"name": "depth", "label": "depth", "kind": "range", "values": [1, 2, 3]},
        {"name": "init", "label": "init", "kind": "choice", "values": ["he", "zeros"]},
        {"name": "w", "label": "w", "kind": "dial", "low": -2, "high": 2, "step": 0.5},
        {"name": "epoch", "label": "Epoch", "kind": "play", "values": [0, 10, 20]},
    ]


def test_values_of_arrays_become_plain_numbers():
    for values in (np.arange(2), [np.int64(0), np.int64(1)]):
        assert [type(value) for value in axis("depth", values).values] == [int, int]
    assert type(axis("gain", np.array([0.5])).values[0]) is float


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "at least one value"),
        ([1, 1], "each once"),
        ([1, 1.0], "each once"),
        (["a", 1], "only names or only numbers"),
        ([True, False], "only names or only numbers"),
        ([None], "only names or only numbers"),
        ([np.inf], "finite"),
        ([np.nan], "finite"),
        (Play(["a"]), "only numbers"),
        ("relu", "give a list"),
        (3, "give a list"),
    ],
)
def test_an_axis_that_makes_no_sense_is_refused_by_name(given, message):
    with pytest.raises(ValueError, match=f"axis depth: .*{message}"):
        axis("depth", given)


@pytest.mark.parametrize(
    "numbers", [(1, 1, 0.5), (2, 1, 0.5), (0, 1, 0), (0, 1, -1), (0, np.inf, 1), (np.nan, 1, 1)]
)
def test_a_dial_that_cannot_turn_is_refused(numbers):
    with pytest.raises(ValueError, match="a dial needs"):
        Dial(*numbers)


def test_a_position_takes_the_axes_order_and_their_values_types(axes):
    position = checked(axes, {"epoch": 10.0, "w": 1, "init": "zeros", "depth": np.int64(2)})
    assert list(position.items()) == [("depth", 2), ("init", "zeros"), ("w", 1.0), ("epoch", 10)]
    assert [type(value) for value in position.values()] == [int, str, float, int]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"depth": 4}, r"depth = 4: choose from 1, 2, 3"),
        ({"depth": "1"}, r"depth = '1': choose"),
        ({"depth": True}, r"depth = True: choose"),
        ({"init": "xavier"}, r"init = 'xavier': choose from 'he', 'zeros'"),
        ({"w": 2.1}, r"w = 2.1: give a number from -2 to 2"),
        ({"w": np.nan}, r"w = nan: give a number"),
        ({"w": "1"}, r"w = '1': give a number"),
        ({"w": True}, r"w = True: give a number"),
        ({"w": None}, r"w = None: give a number"),
        ({"width": 1}, r"no axis width; choose from depth, init, w, epoch"),
    ],
)
def test_a_position_that_is_not_allowed_is_refused_with_what_is(axes, change, message):
    base = {"depth": 1, "init": "he", "w": 0.0, "epoch": 0}
    with pytest.raises(ValueError, match=message):
        completed(axes, change, base)


def test_a_position_with_gaps_names_them(axes):
    with pytest.raises(ValueError, match=r"lacks init, epoch; move\(\)"):
        checked(axes, {"depth": 1, "w": 0})


def test_many_values_are_listed_in_short():
    with pytest.raises(ValueError, match=r"choose from 0, 1, \.\.\. 29 \(30 values\)"):
        axis("depth", range(30)).check(30)


def test_the_grid_runs_row_by_row_with_dials_at_rest(axes):
    positions = grid(axes, {"depth": 2, "init": "he", "w": 0.5, "epoch": 0})
    assert len(positions) == 3 * 2 * 3
    assert positions[0] == {"depth": 1, "init": "he", "w": 0.5, "epoch": 0}
    assert positions[1] == {"depth": 1, "init": "he", "w": 0.5, "epoch": 10}
    assert positions[-1] == {"depth": 3, "init": "zeros", "w": 0.5, "epoch": 20}
