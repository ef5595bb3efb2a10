from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook.activations import relu
from nnbook.ensembles import stack, unstack
from nnbook.layers import Activate, Dense, Dropout
from nnbook.losses import Loss, binary_cross_entropy, cross_entropy, mean_squared_error
from nnbook.network import Network, accuracy, mlp
from nnbook.optimizers import SGD, Adam
from nnbook.training import Step, batches, fit

XOR = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])


def line(n=12):
    """Rows and whole-number labels that name their own row."""
    return np.arange(n, dtype=float)[:, None], np.arange(n)


def net_for(outputs=3, inputs=2, seed=0, **options):
    return mlp(np.random.default_rng(seed), [inputs, 6, outputs], "tanh", "he", **options)


def blobs(n=30, seed=0):
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 3
    return rng.normal(size=(n, 2)) + 3 * np.eye(3, 2)[y], y


@given(n=st.integers(1, 30), size=st.integers(1, 40), seed=st.integers(0, 99))
def test_batches_hold_every_row_once_beside_its_label(n, size, seed):
    x, y = line(n)
    parts = list(batches(np.random.default_rng(seed), x, y, size))
    assert [len(a) for a, _ in parts] == [size] * (n // size) + [n % size] * (n % size > 0)
    np.testing.assert_array_equal(sorted(np.concatenate([b for _, b in parts])), np.arange(n))
    for a, b in parts:
        np.testing.assert_array_equal(a[:, 0], b)


def test_every_epoch_brings_new_company():
    x, y = line(40)
    rng = np.random.default_rng(1)
    companies = [{frozenset(b.tolist()) for _, b in batches(rng, x, y, 4)} for _ in range(5)]
    for first, second in pairwise(companies):
        assert len(first & second) <= 2


def test_every_order_is_as_likely_as_any_other():
    x, y = line(3)
    rng = np.random.default_rng(2)
    orders = [tuple(np.concatenate([b for _, b in batches(rng, x, y, 1)])) for _ in range(3000)]
    counts = [orders.count(o) for o in set(orders)]
    assert len(counts) == 6
    assert max(abs(c - 500) for c in counts) < 5 * np.sqrt(3000 * 5 / 36)


def test_without_a_batch_size_all_rows_come_as_they_are_and_nothing_is_drawn():
    x, y = line()
    rng = np.random.default_rng(3)
    [(a, b)] = batches(rng, x, y)
    assert a is x
    np.testing.assert_array_equal(b, y)
    assert rng.random() == np.random.default_rng(3).random()


def test_batches_leave_the_data_in_order():
    x, y = line()
    list(batches(np.random.default_rng(4), x, y, 5))
    np.testing.assert_array_equal(x[:, 0], y)


def test_batches_refuse_at_once_what_does_not_fit():
    x, y = line()
    rng = np.random.default_rng(5)
    with pytest.raises(ValueError, match=r"x \(12, 1\) and y \(11,\) must have the same number of rows"):
        batches(rng, x, y[1:], 2)
    for bad in (0, -1, 2.5):
        with pytest.raises(ValueError, match=f"batch_size must be a positive whole number, got {bad}"):
            batches(rng, x, y, bad)


def run(net, x, y, **options):
    settings = {"rng": np.random.default_rng(6), "optimizer": SGD(0.1), "epochs": 2, "batch_size": 8}
    return fit(net, x, y, **(settings | options))


def test_steps_are_numbered_over_all_epochs():
    steps = list(run(net_for(), *blobs()))
    assert [(s.index, s.epoch) for s in steps] == list(zip(range(8), [0] * 4 + [1] * 4, strict=True))
    assert all(isinstance(s, Step) for s in steps)


def test_one_step_is_the_optimizers_step_on_the_gradients_of_the_trace():
    x, y = blobs()
    net = net_for()
    before = net.copy()
    [step] = run(net, x, y, epochs=1, batch_size=None)
    trace = before.trace(x, y, cross_entropy)
    assert step.trace.loss == trace.loss
    for now, old, g, seen in zip(net.params, before.params, trace.grads, step.trace.grads, strict=True):
        np.testing.assert_array_equal(now, old - 0.1 * g)
        np.testing.assert_array_equal(seen, g)


def test_the_optimizers_state_goes_from_step_to_step():
    x, y = blobs()
    net, by_hand = net_for(), net_for()
    optimizer = Adam(0.01)
    list(run(net, x, y, optimizer=optimizer, epochs=3, batch_size=None))
    state = optimizer.init(by_hand.params)
    for _ in range(3):
        state = optimizer.step(by_hand.params, by_hand.trace(x, y, cross_entropy).grads, state)
    for a, b in zip(net.params, by_hand.params, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12)


def test_nothing_happens_until_you_iterate_and_it_stops_when_you_do():
    x, y = blobs()
    net = net_for()
    start, rng = net.copy(), np.random.default_rng(7)
    steps = run(net, x, y, rng=rng, epochs=1000)
    for a, b in zip(net.params, start.params, strict=True):
        np.testing.assert_array_equal(a, b)
    assert [s.index for s in islice(steps, 3)] == [0, 1, 2]
    after_three = net.copy()
    for a, b in zip(net.params, after_three.params, strict=True):
        np.testing.assert_array_equal(a, b)
    assert next(steps).index == 3
    assert (net.params[0] != after_three.params[0]).any()


def test_the_data_are_not_touched():
    x, y = blobs()
    before = x.copy(), y.copy()
    list(run(net_for(dropout=0.5), x, y))
    np.testing.assert_array_equal(x, before[0])
    np.testing.assert_array_equal(y, before[1])


def test_a_kept_trace_does_not_change_in_later_steps():
    x, y = blobs()
    steps = run(net_for(), x, y)
    first = next(steps).trace
    kept = [g.copy() for g in first.grads], [t.output.copy() for t in first.layers]
    list(steps)
    for before, after in zip(kept[0], first.grads, strict=True):
        np.testing.assert_array_equal(before, after)
    for before, t in zip(kept[1], first.layers, strict=True):
        np.testing.assert_array_equal(before, t.output)


def test_the_same_seed_gives_the_same_run_and_another_seed_another():
    x, y = blobs()

    def weights(seed):
        net = net_for(dropout=0.2)
        list(run(net, x, y, rng=np.random.default_rng(seed)))
        return net.params[0]

    np.testing.assert_array_equal(weights(1), weights(1))
    assert (weights(1) != weights(2)).any()


def test_dropout_is_on_while_training_with_new_masks_every_step():
    net = Network([Dense(np.ones((1, 50)), np.ones(50)), Dropout(0.5), Dense(np.ones((50, 1)), np.zeros(1))])
    steps = run(
        net, np.ones((4, 1)), np.ones((4, 1)), loss=mean_squared_error, batch_size=None, optimizer=SGD(1e-9)
    )
    masks = [step.trace.layers[1].output == 0 for step in steps]
    assert 0.2 < masks[0].mean() < 0.8
    assert (masks[0] != masks[1]).any()


def test_no_epochs_no_steps():
    net = net_for()
    before = net.copy()
    assert list(run(net, *blobs(), epochs=0)) == []
    np.testing.assert_array_equal(net.params[0], before.params[0])


def test_a_network_of_fixed_layers_can_be_run_without_anything_to_train():
    steps = list(run(Network([Activate(relu)]), blobs()[0], blobs()[1] % 2, batch_size=None))
    assert [step.trace.grads for step in steps] == [[], []]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "optimizer", [SGD(0.1), SGD(0.1, momentum=0.9, weight_decay=1e-4), Adam(0.01)], ids=repr
)
def test_training_keeps_the_dtype(dtype, optimizer):
    x, y = blobs()
    net = net_for(dropout=0.1).astype(dtype)
    for step in run(net, x.astype(dtype), y, optimizer=optimizer):
        assert {g.dtype for g in step.trace.grads} == {np.dtype(dtype)}
    assert {p.dtype for p in net.params} == {np.dtype(dtype)}


@pytest.mark.parametrize(
    ("outputs", "y", "loss"),
    [
        (3, blobs()[1], cross_entropy),
        (1, blobs()[1] / 2, binary_cross_entropy),
        (1, blobs()[0][:, :1], mean_squared_error),
    ],
    ids=["cross_entropy", "binary_cross_entropy", "mean_squared_error"],
)
def test_a_loss_that_looks_at_its_target_once_is_the_same(outputs, y, loss):
    """Against a loss of one's own, made of the same formula, which looks in every step."""
    ours, own = net_for(outputs), net_for(outputs)
    first = [step.trace.loss for step in run(ours, blobs()[0], y, loss=loss)]
    second = [step.trace.loss for step in run(own, blobs()[0], y, loss=Loss("own", loss))]
    assert first == second
    for a, b in zip(ours.params, own.params, strict=True):
        np.testing.assert_array_equal(a, b)


def test_members_of_a_stack_learn_from_rows_of_their_own():
    """As each would alone, from its own rows; all rows in every step, so that no order counts."""
    x, y = blobs()
    rows = np.array([[0, 1, 2, 3, 4], [29, 28, 28, 2, 9]])
    nets = [net_for(seed=seed) for seed in range(2)]
    together = stack(nets)
    list(run(together, x, y, rows=rows, batch_size=None, epochs=5))
    for net, mine, learned in zip(nets, rows, unstack(together), strict=True):
        list(run(net, x[mine], y[mine], batch_size=None, epochs=5))
        for a, b in zip(net.params, learned.params, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-10)


def test_each_member_goes_through_its_rows_once_per_epoch_in_an_order_of_its_own():
    x = np.arange(30.0)[:, None]
    rows = np.stack([np.arange(0, 12), np.arange(12, 24)])
    together = stack([net_for(1, inputs=1, seed=seed) for seed in range(2)])
    net = Network([Dense(np.ones((2, 1, 1)), np.zeros((2, 1, 1))), *together.layers])
    steps = run(net, x, x, loss=mean_squared_error, rows=rows, batch_size=4, epochs=2, optimizer=SGD(1e-12))
    seen = [step.trace.layers[0].output[..., 0].round(3) for step in steps]
    assert [part.shape for part in seen] == [(2, 4)] * 6
    epochs = np.concatenate(seen[:3], axis=1), np.concatenate(seen[3:], axis=1)
    for epoch in epochs:
        np.testing.assert_array_equal(np.sort(epoch, axis=1), rows)
    orders = [tuple(member - member.min()) for epoch in epochs for member in epoch]
    assert len(set(orders)) == 4


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (np.zeros((3, 4), int), r"rows \(3, 4\) must hold numbers of rows for each of the members \[2\]"),
        (np.zeros(4, int), r"rows \(4,\) must hold"),
        (np.zeros((2, 4)), "rows must hold whole-number labels, got dtype float64"),
        (np.zeros((2, 0), int), r"rows is empty: shape \(2, 0\)"),
        (np.full((2, 4), 30), r"rows: labels must be in 0 \.\.\. 29, got 30"),
        (np.full((2, 4), -1), r"rows: labels must be in 0 \.\.\. 29, got -1"),
    ],
)
def test_rows_that_no_member_can_learn_from_are_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        run(stack([net_for(), net_for(seed=1)]), *blobs(), rows=rows)


def test_a_step_does_not_change():
    [step] = run(net_for(), *blobs(), epochs=1, batch_size=None)
    with pytest.raises(AttributeError):
        step.index = 1


def test_whole_number_data_are_taken_as_floats():
    [step] = run(net_for(), blobs()[0].astype(int), blobs()[1], epochs=1, batch_size=None)
    assert step.trace.grads[0].dtype == np.float64


def test_three_blobs_are_learned_from_every_seed():
    for seed in range(5):
        x, y = blobs(90, seed)
        net = net_for(seed=seed)
        list(run(net, x, y, rng=np.random.default_rng(seed), epochs=30))
        assert accuracy(net, x, y) > 0.85


def test_xor_is_learned_by_most_seeds():
    right = 0
    for seed in range(10):
        net = mlp(np.random.default_rng(seed), [2, 8, 1], "tanh", "xavier")
        list(run(net, *XOR, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1000, batch_size=None))
        right += accuracy(net, *XOR) == 1
    assert right >= 9


def test_divergence_is_reported_with_step_epoch_and_learning_rate():
    x, y = blobs()
    net = mlp(np.random.default_rng(8), [2, 6, 1], "relu", "he")
    steps = run(net, x, y[:, None], loss=mean_squared_error, optimizer=SGD(30.0), epochs=100)
    done = []
    with pytest.raises(FloatingPointError) as error, np.errstate(all="ignore"):
        done.extend(steps)
    assert len(done) > 4  # so that the epoch is not the first
    step, epoch = len(done), len(done) // 4
    assert f"at step {step} (epoch {epoch}) with lr 30.0: try a smaller one" in str(error.value)


def bad_input():
    x, y = blobs()
    nan_x, nan_y = x.copy(), y[:, None].astype(float)
    nan_x[20, 1] = np.nan
    nan_y[20] = np.inf
    mse = {"loss": mean_squared_error}
    yield "x that is not finite", (nan_x, y), {}, r"x must be finite; nan found at index \(20, 1\)"
    yield "no data", (x[:0], y[:0]), {}, r"x is empty: shape \(0, 2\)"
    yield "a wide x", (np.ones((30, 5)), y), {}, r"x \(30, 5\) does not fit the first layer's W \(2, 6\)"
    yield "a flat x", (np.ones(2), y), {}, r"x \(2,\) does not fit the first layer's W \(2, 6\)"
    yield "a short y", (x, y[1:]), {}, r"x \(30, 2\) and y \(29,\) must have the same number of rows"
    yield "y for one", (x, y[:1]), {}, r"x \(30, 2\) and y \(1,\) must have the same number of rows"
    yield "a late label", (x, np.append(y[:-1], 3)), {}, r"labels must be in 0 \.\.\. 2"
    yield "a negative label", (x, np.append(y[:-1], -1)), {}, r"labels must be in 0 \.\.\. 2"
    yield (
        "y that is not finite",
        (x, np.tile(nan_y, 3)),
        mse,
        r"y must be finite; inf found at index \(20, 0\)",
    )
    yield "a narrow y", (x, y[:, None]), mse, "must have the same shape"
    yield "a number for y", (x, 1), {}, r"x \(30, 2\) and y \(\) must have the same number of rows"
    yield "negative epochs", (x, y), {"epochs": -1}, "epochs must be a non-negative whole number, got -1"
    yield "half an epoch", (x, y), {"epochs": 1.5}, "epochs must be a non-negative whole number, got 1.5"
    yield "no rows a batch", (x, y), {"batch_size": 0}, "batch_size must be a positive whole number, got 0"


BAD = list(bad_input())


@pytest.mark.parametrize(("data", "options", "message"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_what_does_not_fit_is_refused_before_the_first_step_and_changes_nothing(data, options, message):
    net = net_for()
    before, rng = net.copy(), np.random.default_rng(9)
    with pytest.raises(ValueError, match=message):
        run(net, *data, rng=rng, **options)
    for a, b in zip(net.params, before.params, strict=True):
        np.testing.assert_array_equal(a, b)
    assert rng.random() == np.random.default_rng(9).random()
