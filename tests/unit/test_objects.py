"""Networks, layers, activations, starts, losses and steps behave as Python objects do, own ones too."""

import gzip
import pickle
from copy import deepcopy
from dataclasses import dataclass

import numpy as np
import pytest

from nnbook import activations, datasets, graph, idx, initializers, losses
from nnbook.activations import elu, leaky_relu, relu
from nnbook.ensembles import Ensemble, MonteCarloDropout, bagging, stack, unstack
from nnbook.layers import Activate, Dense, Dropout
from nnbook.losses import binary_cross_entropy, cross_entropy
from nnbook.network import Network, accuracy, mlp
from nnbook.optimizers import SGD, Adam
from nnbook.rbm import RBM
from nnbook.training import fit

XOR = datasets.xor()


def rng(seed=0):
    return np.random.default_rng(seed)


def net(outputs=1, **options):
    return mlp(rng(), (2, 4, outputs), "tanh", "xavier", **options)


def train(one, epochs=1, **options):
    how = {"rng": rng(), "optimizer": SGD(0.1), "loss": binary_cross_entropy, "epochs": epochs, **options}
    return list(fit(one, *XOR, **how))


@dataclass(frozen=True, eq=False)
class Scale:
    """A layer of a reader's own."""

    s: np.ndarray

    @property
    def params(self):
        return {"s": self.s}

    def forward(self, x, rng=None):
        return x * self.s, x

    def backward(self, dy, cache, need_dx=True):
        return dy * self.s, {"s": (dy * cache).sum(axis=-2, keepdims=self.s.ndim > 1)}


class Shift:
    """Another, not frozen, with a layer inside."""

    def __init__(self, by):
        self.inside, self.by = Scale(np.ones(2)), by

    @property
    def params(self):
        return {"by": self.by, **self.inside.params}

    def forward(self, x, rng=None):
        y, cache = self.inside.forward(x)
        return y + self.by, cache

    def backward(self, dy, cache, need_dx=True):
        dx, grads = self.inside.backward(dy, cache)
        return dx, {"by": dy.sum(axis=-2, keepdims=self.by.ndim > 1), **grads}


def own():
    return Network([Scale(rng(1).random(2)), Shift(rng(2).random(2)), *net().layers])


THINGS = [
    *activations.ALL.values(),
    *initializers.ALL.values(),
    initializers.constant(2.0),
    *losses.ALL.values(),
    SGD(0.1),
    Adam(),
]


@pytest.mark.parametrize("thing", THINGS, ids=lambda value: getattr(value, "__name__", repr(value)))
def test_it_comes_back_from_a_pickle_equal_and_hashes_alike(thing):
    for other in (pickle.loads(pickle.dumps(thing)), deepcopy(thing)):
        assert other == thing
        assert hash(other) == hash(thing)


@pytest.mark.parametrize(
    ("make", "a", "b"),
    [
        (leaky_relu, 0.1, 0.2),
        (elu, 1.0, 2.0),
        (initializers.normal, 1.0, 2.0),
        (initializers.uniform, 1.0, 2.0),
        (initializers.constant, 1.0, 2.0),
        (initializers.orthogonal, 1.0, 2.0),
        (initializers.variance_scaling, 1.0, 2.0),
    ],
)
def test_what_is_made_with_the_same_number_is_equal_and_says_its_number(make, a, b):
    assert make(a) == make(a) != make(b)
    assert repr(make(a)) == repr(make(a)) != repr(make(b))
    assert str(a) in repr(make(a))
    assert " at 0x" not in repr(make(a))


@pytest.mark.parametrize("make", [net, own, lambda: stack([own(), own()])])
def test_a_network_comes_back_from_a_pickle_or_a_copy_with_arrays_of_its_own(make):
    one = make()
    x = rng(3).random((5, 2))
    for other in (pickle.loads(pickle.dumps(one)), deepcopy(one), one.copy()):
        np.testing.assert_array_equal(other(x), one(x))
        for mine, theirs in zip(one.params, other.params, strict=True):
            assert not np.shares_memory(mine, theirs)


def test_a_step_can_be_sent_to_another_process():
    [step] = train(net())
    other = pickle.loads(pickle.dumps(step))
    assert (other.index, other.epoch, other.trace.loss) == (0, 0, step.trace.loss)


def test_layers_of_ones_own_are_cast_stacked_and_taken_apart_like_ours():
    nets = [own(), own()]
    nets[1].params[0][:] = 7
    together = stack(nets)
    assert [p.shape for p in together.params[:3]] == [(2, 1, 2)] * 3
    x = rng(3).random((5, 2))
    np.testing.assert_allclose(together(x), [one(x) for one in nets])
    for a, b in zip(nets, unstack(together), strict=True):
        for p, q in zip(a.params, b.params, strict=True):
            np.testing.assert_array_equal(p, q)
    assert {p.dtype for p in nets[0].astype(np.float32).params} == {np.dtype(np.float32)}
    train(together, optimizer=Adam())


def test_a_matrix_of_one_row_is_no_vector():
    nets = [mlp(rng(seed), (1, 3, 1), "tanh", "he") for seed in range(2)]
    for a, b in zip(nets, unstack(stack(nets)), strict=True):
        assert [p.shape for p in a.params] == [p.shape for p in b.params]


def test_networks_with_equal_activations_stack_and_others_say_what_differs():
    def of(slope):
        return mlp(rng(), (2, 3, 1), leaky_relu(slope), "he")

    assert stack([of(0.1), of(0.1)])(XOR[0]).shape == (2, 4, 1)
    with pytest.raises(ValueError, match=r"leaky_relu\(0.1\).* and .*leaky_relu\(0.2\).* differ"):
        stack([of(0.1), of(0.2)])
    with pytest.raises(ValueError, match=r"W differs: \(2, 3\) of float64 and \(2, 3\) of float32"):
        stack([of(0.1), of(0.1).astype(np.float32)])


def test_what_is_no_layer_or_learns_twice_is_refused():
    dense = Dense.create(rng(), 2, 2, "he")
    with pytest.raises(ValueError, match=r"layers\[1\] is no layer, got .*: write Activate\(relu\)"):
        Network([dense, relu])
    with pytest.raises(ValueError, match=r"layers\[0\] is no layer"):
        Network([Dense])
    twice = Network([dense, Activate(relu), dense])
    np.testing.assert_array_equal(twice(np.eye(2)), dense.forward(relu(dense.forward(np.eye(2))[0]))[0])
    one = twice.copy()
    assert one.layers[0] is one.layers[2]
    assert one.layers[0] is not dense
    for optimizer in (SGD(0.1), Adam()):
        with pytest.raises(ValueError, match="a layer used twice must be copied to be trained"):
            list(fit(twice, np.eye(2), [0, 1], rng=rng(), optimizer=optimizer, epochs=1))
    with pytest.raises(ValueError, match="dtype must be float32 or float64, got int64"):
        Network([dense]).astype(int)


def test_training_in_two_parts_is_training_in_one():
    for optimizer in (SGD(0.1, momentum=0.9), Adam(0.05)):
        whole, parts = net(), net()
        train(whole, 6, optimizer=optimizer)
        [*_, last] = train(parts, 3, optimizer=optimizer)
        train(parts, 3, optimizer=optimizer, state=last.state)
        for a, b in zip(whole.params, parts.params, strict=True):
            np.testing.assert_array_equal(a, b)


def test_an_optimizer_of_ones_own_needs_init_and_step():
    class Plain:
        lr = 0.1

        def init(self, params):
            return 0

        def step(self, params, grads, state):
            for p, g in zip(params, grads, strict=True):
                p -= self.lr * g
            return state + 1

    ours, own_ = net(), net()
    train(ours, 3)
    assert train(own_, 3, optimizer=Plain())[-1].state == 3
    for a, b in zip(ours.params, own_.params, strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_network_that_is_broken_before_the_first_step_does_not_blame_the_rate():
    broken = net()
    broken.params[0][0, 0] = np.nan
    message = "the loss is nan before the first step: look at the net"
    with np.errstate(invalid="ignore"), pytest.raises(FloatingPointError, match=message):
        train(broken)


def test_a_last_update_that_overflows_is_seen():
    one = Network([Dense(np.full((2, 1), 9.0), np.zeros(1))])
    with (
        np.errstate(all="ignore"),
        pytest.raises(FloatingPointError, match="not finite after the last step, 0"),
    ):
        train(one, optimizer=SGD(1e308), loss="mean_squared_error")


def test_a_stack_does_not_share_out_the_rows_of_a_batch_by_accident():
    together = stack([net(), net()])
    x, y = (np.stack([a, a]) for a in XOR)
    with pytest.raises(ValueError, match=r"x must be \(n, inputs\), got \(2, 4, 2\)"):
        list(fit(together, x, y, rng=rng(), optimizer=SGD(0.1), loss=binary_cross_entropy, epochs=1))


def test_a_target_that_was_meant_differently_gets_a_hint():
    x, labels = XOR[0], XOR[1].ravel().astype(int)
    one_hot = np.eye(2, dtype=int)[labels]
    how = {"rng": rng(), "optimizer": SGD(0.1), "epochs": 1}
    with pytest.raises(ValueError, match=r"y \(4, 2\) .* one-hot rows become labels by y.argmax\(axis=1\)"):
        fit(net(2), x, one_hot, **how)
    with pytest.raises(ValueError, match="a single logit take binary_cross_entropy"):
        fit(net(), *XOR, **how)
    with pytest.raises(ValueError, match=r"one-hot rows become labels by y.argmax"):
        accuracy(net(2), x, one_hot)
    with pytest.raises(ValueError, match=r"labels must be in 0 \.\.\. 2, got 7"):
        cross_entropy(np.zeros((2, 3)), [0, 7])


def test_accuracy_reads_labels_written_as_floats_or_truths():
    labels = XOR[1].ravel()
    values = {accuracy(net(), XOR[0], y) for y in (XOR[1], labels, labels.astype(int), labels > 0.5)}
    assert len(values) == 1
    with pytest.raises(ValueError, match=r"y: labels must be in 0 \.\.\. 1, got -1"):
        accuracy(net(), XOR[0], 2 * labels.astype(int) - 1)


@pytest.mark.parametrize(
    "act",
    [*activations.ALL.values(), leaky_relu(0.3)],
    ids=lambda value: getattr(value, "__name__", repr(value)),
)
def test_whole_numbers_lists_and_plain_numbers_mean_the_same_to_an_activation(act):
    z = np.array([-2.0, 0.0, 3.0])
    for same in ([-2, 0, 3], z.astype(int), z.astype(np.int8), z.astype(object)):
        np.testing.assert_array_equal(act(same), act(z))
        np.testing.assert_array_equal(act.df(np.asarray(same, int), act(same)), act.df(z, act(z)))
    assert act(3).dtype == act(1.5).dtype == np.float64
    with pytest.raises(ValueError, match="z is masked"):
        act(np.ma.array(z, mask=z > 0))


@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_a_matrix_is_read_as_an_array():
    m = np.matrix(np.eye(3) + 1)
    for act in activations.ALL.values():
        np.testing.assert_array_equal(act(m), act(np.asarray(m)))
    three = mlp(rng(), (3, 3), "relu", "he")
    assert type(three(m)) is np.ndarray
    assert accuracy(three, m, [0, 1, 2]) == accuracy(three, np.asarray(m), [0, 1, 2])


def test_dropout_keeps_the_mean_of_whole_numbers():
    y, _ = Dropout(0.2).forward(np.ones((1, 100_000), int), rng())
    assert abs(y.mean() - 1) < 0.01


def test_a_masked_batch_is_refused_before_its_mask_is_lost():
    x = np.ma.array(XOR[0], mask=XOR[0] > 0)
    for call in (net(), net().predict_proba, lambda x: train_on(x)):
        with pytest.raises(ValueError, match="x is masked: fill or drop the masked values first"):
            call(x)


def train_on(x):
    return fit(net(), x, XOR[1], rng=rng(), optimizer=SGD(0.1), loss=binary_cross_entropy, epochs=1)


def test_an_ensemble_of_a_generator_answers_twice():
    both = Ensemble(mlp(rng(seed), (2, 3, 1), "tanh", "he") for seed in range(2))
    np.testing.assert_array_equal(both.predict_proba(XOR[0]), both.predict_proba(XOR[0]))
    with pytest.raises(ValueError, match="members must have predict_proba"):
        Ensemble([3])


def test_dropout_cannot_be_off_by_accident():
    with pytest.raises(ValueError, match=r"rng must be .*Generator, got 3: write np.random.default_rng\(3\)"):
        MonteCarloDropout(net(dropout=0.5), 3)
    with pytest.raises(ValueError, match=r"write np.random.default_rng\(seed\)"):
        train(net(dropout=0.5), rng=None)
    with pytest.raises(ValueError, match="rng must be"):
        net(dropout=0.5)(XOR[0], 0)


def test_a_table_is_taken_by_rows_whatever_its_columns_are_called():
    class Table:
        """As a data frame: its brackets pick columns."""

        def __array__(self, dtype=None, copy=None):
            return np.arange(40.0).reshape(4, 10)

        def __len__(self):
            return 4

        def __getitem__(self, column):
            raise KeyError(column)

    seen = []
    bagging(rng(), Table(), [0, 1, 0, 1], lambda r, x, y: seen.append(x.shape) or net(), 1)
    assert seen == [(4, 10)]
    (x, _), _ = datasets.split(rng(), Table(), [0, 1, 0, 1], 2)
    assert x.shape == (2, 10)


def test_the_first_dense_layer_is_asked_even_when_others_come_before_it():
    late = Network([Dropout(0.1), Dense.create(rng(), 3, 1, "he")])
    with pytest.raises(ValueError, match=r"x \(4, 2\) does not fit the first layer's W \(3, 1\)"):
        late(XOR[0])
    with pytest.raises(ValueError, match=r"x must be a batch \(n, inputs\), got shape \(2,\)"):
        Network([Activate(relu)])(np.ones(2))


@pytest.mark.parametrize("spelled", ["train-images-idx3-ubyte", "train-images.idx3-ubyte"])
@pytest.mark.parametrize("end", ["", ".gz"])
def test_files_are_found_under_both_spellings_and_read_when_gzip_forgot_its_name(tmp_path, spelled, end):
    data = b"\0\0\x08\x01\0\0\0\x02\x05\x06"
    (tmp_path / (spelled + end)).write_bytes(gzip.compress(data))
    [path] = idx.find(str(tmp_path), ["train-images-idx3-ubyte"])
    np.testing.assert_array_equal(idx.read(str(path), 1), [5, 6])


def test_a_graph_refuses_what_is_no_number_and_what_has_no_slope():
    for bad in (np.array([1.0]), None, "2", 1j):
        with pytest.raises(TypeError, match="expected a plain number, got"):
            graph.Value(bad)
    with pytest.raises(ValueError, match=r"the slope of x \^ 0.5 at 0 is infinite"):
        graph.Value(0.0) ** 0.5
    with pytest.raises(TypeError, match="expected a plain number, got array"):
        np.zeros(2) + graph.Value(1.0)
    assert (graph.Value(0.0) ** 0).data == 1


def test_a_machine_wants_states_between_0_and_1():
    machine = RBM.create(rng(), 4, 3)
    with pytest.raises(ValueError, match=r"v must be in \[0, 1\], found 0.0 \.\.\. 255.0"):
        machine.log_likelihood(255.0 * np.eye(4))
    with pytest.raises(ValueError, match="W and b and c must be float32 or float64"):
        RBM(np.zeros((4, 3), int), np.zeros(4, int), np.zeros(3, int))
