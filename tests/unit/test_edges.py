import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnbook import edges
from nnbook.edges import finite, real, require_known, require_whole


@given(hnp.arrays(st.sampled_from([np.float32, np.float64]), (3, 2), elements=st.floats(-9, 9, width=32)))
def test_finite_floats_come_back_as_they_are(values):
    result = finite("x", values)
    assert result is values


@pytest.mark.parametrize("values", [[[1, 2]], np.array([True]), np.arange(3, dtype=np.int8), 5])
def test_other_numbers_become_float64(values):
    result = finite("x", values)
    assert result.dtype == np.float64
    np.testing.assert_array_equal(result, values)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_the_first_value_that_is_not_finite_is_named_with_its_place(bad):
    x = np.zeros((3, 2))
    x[1, 1] = x[2, 0] = bad
    with pytest.raises(ValueError, match=rf"^weights must be finite; {bad} found at index \(1, 1\)$"):
        finite("weights", x)


def test_empty_data_is_refused_with_its_shape():
    with pytest.raises(ValueError, match=r"^x is empty: shape \(0, 3\)$"):
        finite("x", np.empty((0, 3)))


def test_an_unknown_name_lists_the_known_ones():
    require_known("fruit", "pear", {"apple": 1, "pear": 2})
    with pytest.raises(ValueError, match=r"^unknown fruit 'plum'; known: apple, pear$"):
        require_known("fruit", "plum", {"apple": 1, "pear": 2})


@pytest.mark.parametrize(
    ("least", "kind"),
    [(0, "non-negative whole number"), (1, "positive whole number"), (2, "whole number of at least 2")],
)
def test_a_number_that_is_not_whole_or_too_small_is_refused(least, kind):
    for good in (least, least + 1, np.int8(5)):
        require_whole("depth", good, least)
    for bad in (least - 1, least + 0.5, float(least), "3", None, np.nan, True):
        with pytest.raises(ValueError, match=f"^depth must be a {kind}, got {bad!r}$"):
            require_whole("depth", bad, least)


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        (np.array([1, 2.5], object), np.float64),
        (np.array([1, 2.5], np.float16), np.float64),
        (np.array([1, 2.5], np.longdouble), np.float64),
    ],
)
def test_numbers_of_another_kind_become_floats_of_one(values, dtype):
    result = real("x", values)
    assert result.dtype == np.dtype(dtype)
    assert result.tolist() == [1, 2.5]


@pytest.mark.parametrize(
    ("values", "got"),
    [
        (np.array(["1", "2"]), "'1'"),
        (np.array([1, None, "b"]), "None"),
        (np.array([], "U1"), "<U1"),
        (np.array([3j, 1j]), "3j"),
    ],
)
def test_the_first_value_that_is_no_number_is_shown(values, got):
    with pytest.raises(ValueError, match=rf"^x must hold real numbers, got {re.escape(got)}$"):
        real("x", values)


def test_floats_of_another_kind_of_array_are_neither_copied_nor_widened():
    class Named(np.ndarray):
        pass

    for dtype in (np.float32, np.float64):
        values = np.ones((2, 2), dtype).view(Named)
        result = real("x", values)
        assert type(result) is np.ndarray
        assert result.dtype == dtype
        assert np.shares_memory(result, values)


def test_labels_that_are_none_are_refused_with_their_shape():
    with pytest.raises(ValueError, match=r"^y is empty: shape \(0,\)$"):
        edges.labels("y", np.empty(0, int), 3)


@pytest.mark.parametrize(("rng", "line"), [(7, r"default_rng\(7\)"), ("x", r"default_rng\(seed\)")])
def test_an_rng_that_is_none_is_refused_with_the_line_to_write(rng, line):
    with pytest.raises(ValueError, match=rf"write np\.random\.{line}$"):
        edges.require_rng(rng)


@pytest.mark.parametrize(
    ("target", "shape", "hint"),
    [
        ([0, 1, 0], (4, 1), r"\(4, 1\); for an output of a single logit take binary_cross_entropy"),
        ([[0, 1, 0]], (4, 3), r"\(4, 3\)"),
        (np.eye(4, 3), (4, 3), r"\(4, 3\); one-hot rows become labels by y\.argmax\(axis=1\)"),
        (np.eye(4, 3), (2, 4, 3), r"\(2, 4, 3\); one-hot rows become labels by y\.argmax\(axis=1\)"),
    ],
)
def test_labels_that_do_not_fit_the_rows_are_refused_with_what_was_meant(target, shape, hint):
    with pytest.raises(ValueError, match=rf"must hold one label per row of output {hint}$"):
        edges.row_labels("y", target, shape)


def test_two_kinds_of_floats_can_be_trained_side_by_side_and_no_third():
    edges.require_trainable(W=np.zeros(2, "f4"), b=np.zeros(2))
    with pytest.raises(ValueError, match=r"^W and b must be float32 or float64, got float16 and float64$"):
        edges.require_trainable(W=np.zeros(2, "f2"), b=np.zeros(2))


def test_a_parameter_that_is_there_twice_is_refused():
    p = np.zeros(2)
    with pytest.raises(ValueError, match=r"^params has an array twice"):
        edges.require_fit([p, p], "grads", [np.ones(2), np.ones(2)])


def test_what_only_begins_is_no_optimizer():
    class Half:
        def init(self, params):
            return None

    with pytest.raises(ValueError, match=r"^optimizer must be one like SGD"):
        edges.require_optimizer(Half())


def test_a_decay_that_leaves_nothing_is_refused():
    edges.require_hyper(0.5, 1.9)
    with pytest.raises(ValueError, match=r"^weight_decay must be in 0 \.\.\. 1 / lr, got 2\.0 with lr 0\.5$"):
        edges.require_hyper(0.5, 2.0)
