import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnbook import edges
from nnbook.edges import finite, real, require_known, require_whole
from nnbook.ensembles import Ensemble, MonteCarloDropout, stack, unstack
from nnbook.lsuv import lsuv
from nnbook.network import accuracy, mlp
from nnbook.optimizers import SGD
from nnbook.pretraining import fit_rbm, to_network
from nnbook.rbm import contrastive_divergence, exact_gradients, persistent_contrastive_divergence
from nnbook.training import fit


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


def test_two_kinds_of_floats_can_be_trained_side_by_side_and_no_third():
    edges.require_trainable(W=np.zeros(2, "f4"), b=np.zeros(2))
    with pytest.raises(ValueError, match=r"^W and b must be float32 or float64, got float16 and float64$"):
        edges.require_trainable(W=np.zeros(2, "f2"), b=np.zeros(2))


W = np.zeros((2, 2))


@pytest.mark.parametrize("twice", [W, W.T, W[1:], W.ravel()])
def test_parameters_that_share_memory_are_refused(twice):
    with pytest.raises(ValueError, match=r"^two of params share memory: a layer used twice"):
        edges.require_fit([W, twice], "grads", [np.ones_like(W), np.ones_like(twice)])


def test_parameters_side_by_side_in_one_array_are_two():
    edges.require_fit([W[:, :1], W[:, 1:]], "grads", [np.ones((2, 1))] * 2)


@pytest.mark.parametrize("none", [W, [1.0], None, "W"])
def test_what_is_no_list_of_arrays_is_refused(none):
    with pytest.raises(ValueError, match=r"^params must be a list of arrays, got "):
        edges.require_fit(none, "grads", [W])
    with pytest.raises(ValueError, match=r"^grads must be a list of arrays, got "):
        edges.require_fit([W], "grads", none)


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


NET = mlp(np.random.default_rng(0), (2, 3, 2), "tanh", "xavier", dropout=0.5)
X, Y = np.ones((4, 2)), np.zeros(4, int)
HOW = {"rng": np.random.default_rng(0), "optimizer": SGD(0.1), "epochs": 1}


@pytest.mark.parametrize(
    ("call", "kind"),
    [
        (lambda net: fit(net, X, Y, **HOW), "net must be of type Network"),
        (lambda net: accuracy(net, X, Y), "net must be of type Network"),
        (lambda net: lsuv(net, X), "net must be of type Network"),
        (lambda net: MonteCarloDropout(net, HOW["rng"]), "net must be of type Network"),
        (unstack, "net must be of type Network"),
        (lambda net: stack([NET, net]), "each of nets must be of type Network"),
        (lambda rbm: fit_rbm(rbm, X, **HOW), "rbm must be of type RBM"),
        (lambda rbm: contrastive_divergence(rbm, X, HOW["rng"]), "rbm must be of type RBM"),
        (lambda rbm: persistent_contrastive_divergence(rbm, X, HOW["rng"], X), "rbm must be of type RBM"),
        (lambda rbm: exact_gradients(rbm, X), "rbm must be of type RBM"),
        (lambda rbm: to_network(HOW["rng"], [rbm], 2, "he"), "each of rbms must be of type RBM"),
    ],
)
@pytest.mark.parametrize("other", [None, [NET], Ensemble([NET]), NET.layers[0], lambda x: x])
def test_what_wants_a_network_or_a_machine_names_what_is_none(call, kind, other):
    with pytest.raises(ValueError, match=f"^{kind}, got "):
        call(other)


@pytest.mark.parametrize("other", [None, NET, 3])
@pytest.mark.parametrize(("call", "name"), [(stack, "nets"), (Ensemble, "members")])
def test_what_wants_several_names_one(call, name, other):
    with pytest.raises(ValueError, match=f"^{name} must be a list, got "):
        call(other)


def test_whole_numbers_that_no_float_holds_are_refused():
    huge = 10**400
    with pytest.raises(ValueError, match=r"^x must hold numbers up to 1\.8e\+308: "):
        real("x", [1, huge])
    with pytest.raises(ValueError, match=r"^lr must be positive and finite, got 10{400}$"):
        SGD(huge)
    with pytest.raises(ValueError, match=r"^c must be a finite number, got -10{400}$"):
        edges.require_number("c", -huge)
    for largest in (edges.LARGEST, np.float64(edges.LARGEST)):
        edges.require_number("c", largest)
        edges.require_positive("c", largest)
