"""A key is the same for the same question, however it is written, and another for any other."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook import activations, initializers
from nnbook.experiments.keys import content_key
from nnbook.network import mlp

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@dataclass(frozen=True)
class Point:
    x: float
    y: float = 0.0


class Plain:
    def __init__(self, x):
        self.x = x


def one(a, b=1):
    return a + b


def net(seed):
    return mlp(np.random.default_rng(seed), (2, 3, 1), "tanh", "xavier")


@given(values)
def test_the_same_value_has_the_same_key(value):
    assert content_key(value) == content_key(value)
    assert len(content_key(value)) == 24


@given(values, values)
def test_other_values_have_other_keys(a, b):
    assert (content_key(a) == content_key(b)) == (
        repr(a) == repr(b) or (a == b and type(a) is type(b) is dict)
    )


def test_the_order_of_a_dictionary_does_not_count():
    assert content_key({"a": 1, "b": 2}) == content_key({"b": 2, "a": 1})


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1, True),
        (1, 1.0),
        ("ab", ["a", "b"]),
        ([1, [2]], [[1], 2]),
        (np.zeros(3), np.zeros(3, np.float32)),
        (np.zeros((2, 3)), np.zeros((3, 2))),
        (np.arange(5000.0), np.arange(5000.0) + np.eye(1, 5000, 2500)[0] * 1e-9),
        (Point(1.0), Point(1.0, 1.0)),
        (Plain(1), Plain(2)),
        (partial(one, 1), partial(one, 2)),
        (one, partial),
        (initializers.normal(1.0), initializers.normal(100.0)),
        (activations.leaky_relu(0.1), activations.leaky_relu(0.5)),
    ],
    ids=range(13),
)
def test_what_differs_has_another_key(a, b):
    assert content_key(a) != content_key(b)
    assert content_key(a) == content_key(a)


def test_networks_count_by_their_parameters():
    assert content_key(net(0)) == content_key(net(0))
    assert content_key(net(0)) != content_key(net(1))
    changed = net(0)
    changed.params[0][0, 0] += 1e-12
    assert content_key(changed) != content_key(net(0))


def test_a_changed_function_of_the_same_name_has_another_key():
    texts = ("def f(a):\n    return a + 1", "def f(a):\n    return a + 2", "def f(a, b=2):\n    return a + 1")
    keys = set()
    for text in texts:
        space = {"__name__": "some"}
        exec(text, space)
        keys.add(content_key(space["f"]))
    assert len(keys) == 3


def test_what_cannot_be_told_apart_is_refused_by_name():
    def inner():
        pass

    with pytest.raises(ValueError, match="a lambda cannot be told"):
        content_key(lambda: 0)
    with pytest.raises(ValueError, match="inner cannot be told"):
        content_key({"f": [inner]})
    with pytest.raises(ValueError, match="array of objects"):
        content_key(np.array([object()]))
    with pytest.raises(ValueError, match="nothing in it can be read"):
        content_key(object())


def _last(*, a):
    return np.full((2, a), a)[..., 0]


def test_code_with_dots_in_it_has_a_key():
    assert content_key(_last, {"a": 1}) != content_key(_last, {"a": 2})
