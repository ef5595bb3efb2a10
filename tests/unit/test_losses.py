from math import exp, log, log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnbook import losses
from nnbook.gradcheck import numerical_gradient
from nnbook.losses import binary_cross_entropy, cross_entropy, mean_squared_error, softmax

LEADS = [(), (3,)]  # one network, and a stack of three


def example(name, rng, lead=()):
    """An output of 5 rows and a target that fits the loss."""
    if name == "binary_cross_entropy":
        return rng.normal(size=(*lead, 5, 1)), rng.uniform(size=(5, 1))
    output = rng.normal(size=(*lead, 5, 4))
    return output, rng.integers(0, 4, 5) if name == "cross_entropy" else rng.normal(size=(5, 4))


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("name", losses.ALL)
def test_gradient_is_the_central_difference(name, lead):
    rng = np.random.default_rng(1)
    loss = losses.ALL[name]
    output, target = example(name, rng, lead)
    value, doutput = loss(output, target)
    assert isinstance(value, float)
    assert doutput.shape == output.shape
    for _ in range(3):
        d = rng.normal(size=output.shape)
        difference = numerical_gradient(lambda t, d=d: loss(output + t * d, target)[0], np.zeros(()))
        np.testing.assert_allclose((doutput * d).sum(), difference, rtol=1e-6)


@pytest.mark.parametrize("name", losses.ALL)
def test_a_stack_is_the_sum_of_its_members_and_each_gets_its_own_gradient(name):
    loss = losses.ALL[name]
    output, target = example(name, np.random.default_rng(2), (3,))
    value, doutput = loss(output, target)
    alone = [loss(member, target) for member in output]
    assert value == pytest.approx(sum(v for v, _ in alone), rel=1e-14)
    np.testing.assert_allclose(doutput, [d for _, d in alone], rtol=1e-13)


@pytest.mark.parametrize("name", losses.ALL)
def test_a_target_per_member_of_a_stack(name):
    loss, rng = losses.ALL[name], np.random.default_rng(3)
    pairs = [example(name, rng) for _ in range(3)]
    output, target = (np.stack(column) for column in zip(*pairs, strict=True))
    np.testing.assert_allclose(loss(output, target)[1], [loss(*p)[1] for p in pairs], rtol=1e-13)


@pytest.mark.parametrize("name", losses.ALL)
def test_twice_the_same_rows_is_the_same_mean_and_half_the_gradient(name):
    loss = losses.ALL[name]
    output, target = example(name, np.random.default_rng(4))
    once, twice = loss(output, target), loss(np.tile(output, (2, 1)), np.concatenate([target, target]))
    assert twice[0] == pytest.approx(once[0], rel=1e-14)
    np.testing.assert_allclose(twice[1][:5], once[1] / 2, rtol=1e-13)


@pytest.mark.parametrize("name", losses.ALL)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_of_the_output_is_kept_and_the_arguments_untouched(name, dtype):
    output, target = example(name, np.random.default_rng(5))
    output = output.astype(dtype)
    before = output.copy(), target.copy()
    value, doutput = losses.ALL[name](output, target)
    assert doutput.dtype == dtype
    assert value == pytest.approx(losses.ALL[name](output.astype(float), target)[0], rel=1e-6)
    np.testing.assert_array_equal(output, before[0])
    np.testing.assert_array_equal(target, before[1])


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("name", losses.ALL)
def test_the_formula_with_a_checked_target_is_the_loss(name, lead):
    loss = losses.ALL[name]
    output, target = example(name, np.random.default_rng(6), lead)
    checked = loss.check("y", target, output.shape)
    each, doutput = loss.f(output, checked)
    value, wanted = loss(output, target)
    assert np.shape(each) == lead
    assert np.sum(each) == value == losses.Loss("bare", loss.f)(output, checked)[0]
    np.testing.assert_array_equal(doutput, wanted)


@pytest.mark.parametrize("name", losses.ALL)
def test_per_member_is_the_loss_of_each_network_of_a_stack(name):
    loss = losses.ALL[name]
    output, target = example(name, np.random.default_rng(7), (3,))
    each = loss.per_member(output, target)
    assert each.shape == (3,)
    np.testing.assert_allclose(each, [loss(member, target)[0] for member in output], rtol=1e-14)
    assert loss.per_member(output[0], target).shape == ()


@pytest.mark.parametrize("loss", losses.ALL.values(), ids=repr)
def test_a_loss_names_itself_and_its_argument(loss):
    assert losses.ALL[loss.name] is loss
    with pytest.raises(ValueError, match=r"labels of rows \(7,\)"):
        loss.check("labels of rows", np.zeros(7, int), (3, 1))


def test_cross_entropy_in_numbers():
    value, doutput = cross_entropy(np.array([[0.0, log(3)], [log(4), 0.0]]), np.array([0, 0]))
    assert value == pytest.approx((log(4) + log(5 / 4)) / 2, rel=1e-14)
    np.testing.assert_allclose(doutput, np.array([[1 / 4 - 1, 3 / 4], [4 / 5 - 1, 1 / 5]]) / 2, rtol=1e-14)


def test_cross_entropy_of_logits_that_say_nothing_is_the_logarithm_of_the_classes():
    assert cross_entropy(np.zeros((7, 10)), np.arange(7))[0] == pytest.approx(log(10), rel=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_cross_entropy_is_right_for_huge_logits(dtype):
    output = np.array([[1000, -1000, 0], [-1000, 1000, 0], [-1000, -1000, -1000]], dtype)
    value, doutput = cross_entropy(output, np.array([0, 0, 2]))
    assert value == pytest.approx((0 + 2000 + log(3)) / 3, rel=1e-6)
    np.testing.assert_allclose(
        doutput * 3, [[0, 0, 0], [-1, 1, 0], [1 / 3, 1 / 3, -2 / 3]], rtol=1e-6, atol=0
    )


def test_binary_cross_entropy_in_numbers():
    output, target = np.array([[log(3)], [0.0]]), np.array([[1.0], [0.25]])
    value, doutput = binary_cross_entropy(output, target)
    assert value == pytest.approx((log(4 / 3) + log(2)) / 2, rel=1e-14)
    np.testing.assert_allclose(doutput, [[-0.25 / 2], [0.25 / 2]], rtol=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_binary_cross_entropy_is_right_for_huge_logits(dtype):
    output = np.array([[1000], [-1000], [1000], [-1000], [-40]], dtype)
    value, doutput = binary_cross_entropy(output, np.array([1, 0, 0, 1, 0]))
    assert value == pytest.approx((2000 + log1p(exp(-40))) / 5, rel=1e-6)
    np.testing.assert_allclose(doutput * 5, [[0], [0], [1], [-1], [exp(-40)]], rtol=1e-6, atol=0)


def test_a_small_binary_loss_keeps_its_digits():
    assert binary_cross_entropy(np.array([[-50.0]]), np.array([0]))[0] == pytest.approx(exp(-50), rel=1e-12)


def test_binary_targets_may_be_a_column_or_a_row():
    output, column = np.array([[0.3], [-2.0], [1.0]]), np.array([[1], [0], [1]])
    a, b = binary_cross_entropy(output, column), binary_cross_entropy(output, column[:, 0])
    assert a[0] == b[0]
    np.testing.assert_array_equal(a[1], b[1])


def test_mean_squared_error_in_numbers():
    value, doutput = mean_squared_error(np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[1, 0], [0, 4]]))
    assert value == (4 + 9 + 1) / 4
    np.testing.assert_array_equal(doutput, np.array([[0, 2], [3, 1]]) * 2 / 4)


logits = hnp.arrays(np.float64, hnp.array_shapes(min_dims=2, max_dims=3), elements=st.floats(-1000, 1000))


@given(logits)
def test_softmax_is_a_distribution_that_a_shift_does_not_change(z):
    before = z.copy()
    p = softmax(z)
    assert (p >= 0).all()
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-12)
    np.testing.assert_allclose(softmax(z + 512), p, rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(z, before)


@given(logits, st.integers(0, 2**32))
def test_cross_entropy_is_not_negative_and_its_gradient_sums_to_nothing(z, seed):
    labels = np.random.default_rng(seed).integers(0, z.shape[-1], z.shape[-2])
    value, doutput = cross_entropy(z, labels)
    assert value >= 0
    np.testing.assert_allclose(doutput.sum(axis=-1), 0, atol=1e-12)
    np.testing.assert_allclose(doutput * len(labels), softmax(z) - np.eye(z.shape[-1])[labels], atol=1e-12)


def test_softmax_in_numbers_and_in_float32():
    z = np.log(np.array([[1, 2, 5], [3, 3, 2]], np.float32))
    assert softmax(z).dtype == np.float32
    np.testing.assert_allclose(softmax(z), [[1 / 8, 2 / 8, 5 / 8], [3 / 8, 3 / 8, 2 / 8]], rtol=1e-6)
    np.testing.assert_array_equal(softmax(np.array([[1000.0, -1000.0]])), [[1, 0]])


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (np.zeros(4, int), r"target \(4,\) must hold one label per row of output \(3, 2\)"),
        (np.zeros((3, 1), int), r"target \(3, 1\) must hold one label per row of output \(3, 2\)"),
        (np.zeros((3, 2), int), r"target \(3, 2\) must hold one label per row of output \(3, 2\)"),
        (np.zeros(3), "target must hold whole-number labels, got dtype float64"),
        (np.array([True, False, True]), "target must hold whole-number labels, got dtype bool"),
        (np.array([0, -1, 1]), r"target: labels must be in 0 \.\.\. 1"),
        (np.array([0, 2, 1]), r"target: labels must be in 0 \.\.\. 1"),
        (np.array([0, 2, 1], np.uint8), r"target: labels must be in 0 \.\.\. 1"),
    ],
)
def test_cross_entropy_refuses_labels_that_do_not_fit(target, message):
    output = np.zeros((3, 2))
    with pytest.raises(ValueError, match=message):
        cross_entropy(output, target)
    np.testing.assert_array_equal(output, 0)


@pytest.mark.parametrize(
    ("output", "target", "message"),
    [
        (np.zeros((3, 2)), np.zeros(3), r"output \(3, 2\) needs shape \(n, 1\), target \(3,\) one per row"),
        (np.zeros((3, 1)), np.zeros(4), r"output \(3, 1\) needs shape \(n, 1\), target \(4,\) one per row"),
        (np.zeros((3, 1)), np.zeros((3, 2)), "one per row"),
        (np.zeros((3, 1)), np.array([0, 1, 1.1]), r"target: probabilities must be in \[0, 1\]"),
        (np.zeros((3, 1)), np.array([0, 1, -0.1]), r"target: probabilities must be in \[0, 1\]"),
        (np.zeros((3, 1)), np.array([0, 1, np.nan]), r"target must be finite; nan found at index \(2,\)"),
    ],
)
def test_binary_cross_entropy_refuses_what_does_not_fit(output, target, message):
    with pytest.raises(ValueError, match=message):
        binary_cross_entropy(output, target)


@pytest.mark.parametrize("shape", [(3,), (2, 3), (3, 1), (1, 2)])
def test_mean_squared_error_never_broadcasts(shape):
    with pytest.raises(ValueError, match=r"output \(3, 2\) and target \(.*\) must have the same shape"):
        mean_squared_error(np.zeros((3, 2)), np.zeros(shape))


@pytest.mark.parametrize("name", losses.ALL)
def test_an_output_that_is_not_a_batch_is_refused(name):
    with pytest.raises(ValueError, match=r"output \(4,\)"):
        losses.ALL[name](np.zeros(4), np.zeros(4, int))


def test_one_row_and_one_label_are_no_batch_either():
    with pytest.raises(ValueError, match=r"target \(\) must hold one label per row of output \(4,\)"):
        cross_entropy(np.zeros(4), np.array(1))


def test_get_finds_by_name_and_hands_a_loss_back():
    assert losses.get("cross_entropy") is cross_entropy
    assert losses.get(cross_entropy) is cross_entropy
    with pytest.raises(ValueError, match="unknown loss 'hinge'; known: cross_entropy, binary_cross_entropy"):
        losses.get("hinge")
