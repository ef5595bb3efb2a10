import numpy as np
import pytest

from nnbook.datasets import xor
from nnbook.ensembles import unstack
from nnbook.experiments.training_xor import INITS, half_squares, train_xor, xor_net, xor_stack
from nnbook.gradcheck import numerical_gradient
from nnbook.losses import binary_cross_entropy
from nnbook.optimizers import SGD
from nnbook.training import fit


@pytest.mark.parametrize("init", INITS)
def test_a_start_depends_on_its_seed_alone(init):
    settings = {"width": 3, "activation": "tanh", "init": init}
    many = unstack(xor_stack(seeds=[5, 0, 7], **settings))
    for member, seed in zip(many, [5, 0, 7], strict=True):
        for a, b in zip(member.params, xor_net(seed=seed, **settings).params, strict=True):
            np.testing.assert_array_equal(a, b)
    assert not np.array_equal(many[0].params[0], many[1].params[0])


def test_biases_are_drawn_where_the_recipe_draws_them():
    for init in INITS:
        b1, b2 = xor_net(width=8, activation="relu", init=init, seed=0).params[1::2]
        drawn = init in ("N(0, 1)", "U(-1/2, 1/2)")
        assert (b1 != 0).all() == (b2 != 0).all() == drawn


def test_an_unknown_start_lists_the_known_ones():
    with pytest.raises(ValueError, match="Xavier"):
        xor_net(width=2, activation="tanh", init="xavier", seed=0)
    with pytest.raises(ValueError, match="unknown activation 'step'; known: sigmoid"):
        xor_net(width=2, activation="step", init="Xavier", seed=0)


def test_side_by_side_is_the_same_as_alone():
    settings = {"width": 2, "activation": "sigmoid", "init": "N(0, 1)"}
    runs = train_xor(xor_stack(seeds=[1, 2], **settings), frames=(0, 7, 40))
    x, y = xor()
    for member, seed in enumerate([1, 2]):
        net = xor_net(seed=seed, **settings)
        np.testing.assert_allclose(runs.logits[0, member], net(x)[:, 0], rtol=1e-12)
        rng = np.random.default_rng(0)
        for _ in fit(net, x, y, rng=rng, optimizer=SGD(0.1), loss=binary_cross_entropy, epochs=40):
            pass
        np.testing.assert_allclose(runs.logits[2, member], net(x)[:, 0], rtol=1e-9)
        assert runs.losses[2, member] == pytest.approx(binary_cross_entropy(net(x), y)[0])
        for a, b in zip(unstack(runs.nets[2])[member].params, net.params, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-9)


def test_frames_show_the_past_not_the_network_as_it_is_now():
    net = xor_stack(seeds=range(3), width=2, activation="tanh", init="Xavier")
    runs = train_xor(net, frames=(0, 5))
    assert runs.steps == (0, 5)
    assert not np.array_equal(runs.nets[0].params[0], runs.nets[1].params[0])
    np.testing.assert_array_equal(runs.nets[1].params[0], net.params[0])


def test_solved_at_is_the_first_step_with_all_four_right():
    net = xor_stack(seeds=range(20), width=4, activation="tanh", init="Xavier")
    frames = tuple(range(401))
    runs = train_xor(net, frames=frames)
    for member in range(20):
        solved = np.flatnonzero(runs.right[:, member] == 4)
        assert runs.solved_at[member] == (solved[0] if len(solved) else np.inf)
    assert np.isfinite(runs.solved_at).any()


def test_half_squares_is_checked_by_differences():
    rng = np.random.default_rng(0)
    z, t = rng.normal(size=(4, 1)), xor()[1]
    slow = numerical_gradient(lambda logits: half_squares(logits, t)[0], z)
    np.testing.assert_allclose(half_squares(z, t)[1], slow, rtol=1e-6)
    p = 1 / (1 + np.exp(-z))
    assert half_squares(z, t)[0] == pytest.approx(((p - t) ** 2).sum() / 2)


def test_wide_networks_learn_xor_from_nearly_every_seed():
    runs = train_xor(xor_stack(seeds=range(40), width=8, activation="tanh", init="Xavier"), frames=(3000,))
    assert (runs.right[-1] == 4).mean() > 0.9
