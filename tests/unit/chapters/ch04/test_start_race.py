import numpy as np
import pytest

from nnbook.chapters import ch04
from nnbook.chapters.ch04.start_race import _at_best_rate, start_race
from nnbook.ensembles import unstack
from nnbook.experiments.digits import split_digits
from nnbook.experiments.sweeps import stored
from nnbook.experiments.tasks import digits_task
from nnbook.layers import Activate, Dense
from nnbook.network import accuracy, mlp
from nnbook.optimizers import SGD
from nnbook.pretraining import pretrain
from nnbook.rbm import RBM


def test_the_three_parts_of_the_digits_share_no_row():
    (x, y), (x_test, _) = split_digits(test=597, dtype=np.float32)
    assert (len(x), len(x_test)) == (1200, 597)
    assert sum(ch04.HELD_OUT) + 1000 == 1797
    assert x.min() == 0 and x.max() == 1  # noqa: PT018 (one range)
    assert not {row.tobytes() for row in x} & {row.tobytes() for row in x_test}
    assert np.bincount(y[:100], minlength=10).min() >= 3


def test_pre_trained_networks_carry_their_machines():
    net = ch04.start_nets(activation="sigmoid", start="rbm", depth=2, examples=100, seeds=[3])
    dense = [layer for layer in unstack(net)[0].layers if isinstance(layer, Dense)]
    machines = ch04.rbm_stack(3, 100)[:2]
    assert isinstance(machines[0], RBM)
    for layer, rbm in zip(dense, machines, strict=False):
        np.testing.assert_array_equal(layer.W, rbm.W)
        np.testing.assert_array_equal(layer.b, rbm.c)
    assert net.layers[0].W.dtype == np.float32


def test_a_start_does_not_depend_on_the_activation():
    nets = [
        ch04.start_nets(activation=name, start=start, depth=2, examples=100, seeds=[0])
        for name in ("sigmoid", "relu")
        for start in ("rbm_all", "xavier_4")
    ]
    for a, b in ((0, 2), (1, 3)):
        np.testing.assert_array_equal(nets[a].layers[2].W, nets[b].layers[2].W)
    assert [net.layers[1] for net in nets[2:]] == [Activate(nets[2].layers[1].activation)] * 2
    assert nets[1].layers[2].W.std() == pytest.approx(0.5, rel=0.05)


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


def test_pre_trained_networks_trained_again_end_where_the_table_has_them():
    point = {"start": "rbm", "depth": 2, "examples": 1000}
    again = ch04.start_curve(activation="sigmoid", **point, lr=0.1, seeds=[0, 1, 2])
    kept = stored("starts", "sigmoid").at(**point, lr=0.1)[:, :3] / np.array(ch04.HELD_OUT)
    # Machines draw their states: a last digit of a sum decides, and all draws after it. With fewer seeds in
    # the stack the batches come in another order, too. The end is alike.
    assert np.abs(again[-1] - kept[-1]).max() < 0.04


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


def test_machines_learn_from_the_digits_of_their_seed():
    task = digits_task(examples=100, seeds=3)
    v = task.x[task.train[2]]
    fresh = pretrain(np.random.default_rng(2), v, [64], optimizer=SGD(0.1, 0.5), epochs=200, batch_size=20)
    np.testing.assert_array_equal(ch04.rbm_stack(2, 100)[0].W, fresh[0].W)


def test_a_curve_starts_where_its_networks_do_and_learns():
    settings = {"activation": "relu", "start": "he", "depth": 1, "examples": 100, "seeds": [4]}
    right = ch04.start_curve(**settings, lr=0.05)
    assert right.shape == (len(ch04.RECORDS), 1, 2)
    (net,) = unstack(ch04.start_nets(**settings))
    tasks = [digits_task(examples=100, part=part) for part in ("validation", "test")]
    parts = [(task.x[task.test[4]], task.y[task.test[4]]) for task in tasks]
    np.testing.assert_allclose(right[0, 0], [accuracy(net, *part) for part in parts])
    assert right[-1].min() > 0.8 > 2 * right[0].max()


def test_a_stack_that_diverged_counts_as_guessing():
    settings = {"activation": "relu", "start": "he", "depth": 1, "examples": 100, "seeds": [4, 5]}
    right = ch04.start_curve(**settings, lr=1e30)
    np.testing.assert_array_equal(right[1:], 0.1)


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


def test_the_edge_of_chaos_is_where_the_paper_has_it():
    assert ch04.edge_of_chaos("tanh", 0.05) == pytest.approx(1.76, abs=0.005)
    order, disorder = ch04.phase("tanh", 1.0, 0.05), ch04.phase("tanh", 3.0, 0.05)
    assert order.chi < 1 < disorder.chi
    assert order.c == 1.0
    assert disorder.c < 0.5
    assert order.xi == pytest.approx(-1 / np.log(order.chi))


def test_the_depth_scale_grows_towards_the_edge_from_both_sides():
    edge = ch04.edge_of_chaos("tanh", 0.05)
    order = [ch04.phase("tanh", s2, 0.05).xi for s2 in (1.0, 1.5, 0.999 * edge)]
    disorder = [ch04.phase("tanh", s2, 0.05) for s2 in (3.0, 2.0, 1.001 * edge)]
    for scale in (order, [at.xi for at in disorder]):
        assert (np.diff(scale) > 0).all()
        assert scale[-1] > 100
    # There the correlation comes up to 1, more slowly than the iteration can wait for.
    assert 0.9 < disorder[-1].c < 1


def test_correlation_of_two_inputs_goes_where_the_theory_says():
    """Two inputs through ten wide random tanh layers, against the fixed point of the formulas."""
    rng, at = np.random.default_rng(0), ch04.phase("tanh", 3.0, 0.05)
    z = rng.normal(0, np.sqrt(at.q), (2, 2000))
    for _ in range(10):
        W = rng.normal(0, np.sqrt(3.0 / 2000), (2000, 2000))
        z = np.tanh(z) @ W + rng.normal(0, np.sqrt(0.05), 2000)
    assert np.square(z).mean() == pytest.approx(at.q, rel=0.1)
    assert np.corrcoef(z)[0, 1] == pytest.approx(at.c, abs=0.07)


def test_a_random_part_of_the_map_trained_again_agrees():
    rng = np.random.default_rng(20)
    point = {"s2": rng.choice(ch04.CHAOS_AXES["s2"]).item(), "depth": 4, "lr": 0.01}
    np.testing.assert_allclose(ch04.tanh_right(**point), stored("chaos").at(**point), atol=0.04)


def test_each_cell_of_the_map_is_read_at_the_rate_that_other_digits_chose():
    right, reached = stored("chaos"), ch04.reached()
    assert reached.shape == (*right.values.shape[:2], 10)
    chosen = np.median(right.at(s2=2.0, depth=8, part="validation"), axis=-1).argmax()
    wanted = right.at(s2=2.0, depth=8, lr=ch04.CHAOS_AXES["lr"][chosen], part="test")
    np.testing.assert_array_equal(reached[ch04.CHAOS_AXES["s2"].index(2.0), 1], wanted)


def test_correlations_go_where_the_phase_says_from_both_sides():
    to = ch04.phase("tanh", 3.0, ch04.B2).c
    above, below = (ch04.correlations(3.0, c, 200)[-1] for c in (0.99, 0.0))
    assert above == pytest.approx(to, abs=1e-3)
    assert below == pytest.approx(to, abs=1e-3)
    assert ch04.correlations(1.0, 0.0, 60)[[0, -1]].tolist() == pytest.approx([0, 1], abs=1e-3)
