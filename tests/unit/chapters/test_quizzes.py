"""The keys of the self-checks: every answer that can be computed is computed here."""

from dataclasses import replace
from inspect import signature
from itertools import product

import numpy as np
import pytest

from nnbook.activations import relu, sigmoid
from nnbook.chapters import ch01, ch02, ch03, ch06, ch07, quizzes
from nnbook.chapters.question import question, right, wrong
from nnbook.datasets import digits, or_
from nnbook.ensembles import Ensemble
from nnbook.experiments.intervals import corrected_interval, mean_interval
from nnbook.experiments.sweeps import stored
from nnbook.experiments.tasks import OVERLAP
from nnbook.graph import Value
from nnbook.initializers import constant, zeros
from nnbook.layers import Activate, Dense, Dropout
from nnbook.losses import binary_cross_entropy, cross_entropy
from nnbook.network import Network, mlp
from nnbook.optimizers import SGD
from nnbook.pretraining import pretrain
from nnbook.rbm import RBM
from nnbook.residual import Residual
from nnbook.training import fit


def key(name, index):
    """The words of the right choice."""
    return quizzes.get(name)[index].answer.text


class TestChapter01:
    def test_scaling_a_unit_leaves_its_line_and_steepens_it(self):
        unit, sharp = (
            ch01.one_unit(task="AND", w1=6 * k, w2=6 * k, b=-9 * k).net.predict_proba for k in (1, 10)
        )
        x = np.random.default_rng(0).uniform(-1, 2, (200, 2))
        assert ((unit(x) > 0.5) == (sharp(x) > 0.5)).all()
        assert (abs(sharp(x) - 0.5) >= abs(unit(x) - 0.5)).all()
        assert key("01-one-unit", 0).startswith("Nothing: the line stays")

    def test_the_best_unit_has_three_rows(self):
        rng = np.random.default_rng(0)
        rows = [
            ch01.one_unit(task="XOR", w1=w1, w2=w2, b=b).right for w1, w2, b in rng.normal(0, 5, (500, 3))
        ]
        assert (max(rows), key("01-one-unit", 1)) == (3, "Three.")

    def test_the_unit_with_fewer_rows_has_the_smaller_loss(self):
        units = {
            name: ch01.one_unit(task="XOR", **at)
            for name, at in {"A": {"w1": 6, "w2": 6, "b": -3}, "B": {"w1": 0, "w2": 0, "b": 0}}.items()
        }
        loss = {name: binary_cross_entropy(unit.net(unit.x), unit.y)[0] for name, unit in units.items()}
        assert {name: round(value, 2) for name, value in loss.items()} == {"A": 2.29, "B": 0.69}
        assert (units["A"].right, units["B"].right) == (3, 2)
        assert key("01-one-unit", 2).startswith(min(loss, key=loss.get))

    def test_shapes_of_a_layer(self):
        layer = Dense.create(np.random.default_rng(0), 2, 3, zeros)
        layer.forward(np.zeros((50, 2)))
        assert key("01-matrices", 0) == f"`{layer.W.shape}` and `{layer.b.shape}`"

    def test_output_bias(self):
        for choice in quizzes.get("01-matrices")[1].choices[:3]:
            solved = ch01.three_units(**{**ch01.LECTURE, "y_b": float(choice.text)}).right == 4
            assert solved == choice.right

    def test_hidden_layer_makes_two_rows_one_point(self):
        attempt = ch01.three_units(**ch01.LECTURE)
        h = attempt.net.trace(attempt.x, attempt.y, binary_cross_entropy).layers[1].output
        np.testing.assert_allclose(h[1], h[2])
        assert attempt.right == 4
        assert "one straight line separates them" in key("01-hidden-layer", 0)

    def test_layers_without_a_bend_are_one_unit(self):
        net = mlp(np.random.default_rng(0), (2, *[4] * 11, 1), "identity", "xavier")
        z = net(np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]))[:, 0]
        assert z[0] + z[3] == pytest.approx(z[1] + z[2])
        assert key("01-hidden-layer", 1) == "What a single unit can compute, and so not XOR."


class TestChapter02:
    def test_a_node_used_twice(self):
        a, b = Value(3), Value(4)
        (a * b + a).backward()
        assert key("02-graph", 0) == f"{a.grad:g}"

    def test_the_price_of_a_gradient(self):
        net = mlp(np.random.default_rng(0), (64,) * 21 + (10,), "sigmoid", "xavier")
        cost = ch02.gradient_cost(net, np.ones((8, 64)), np.zeros(8, dtype=int), cross_entropy)
        assert round(1 + cost.backward / cost.forward) == 3
        assert key("02-graph", 1).startswith("About three")

    def test_the_gradient_of_the_weights(self):
        rng = np.random.default_rng(0)
        x, W, dz = rng.normal(size=(32, 64)), rng.normal(size=(64, 10)), rng.normal(size=(32, 10))
        _, grads = Dense(W, np.zeros(10)).backward(dz, x)
        computed = eval(key("02-trust", 0).strip("`"), {"x": x, "dz": dz})
        np.testing.assert_allclose(computed, grads["W"])

    def test_a_tiny_step_drowns_in_rounding(self):
        w, h = 0.5, 1e-12
        wanted = sigmoid.f(np.array(w)) * (1 - sigmoid.f(np.array(w)))
        error = abs((sigmoid.f(np.array(w + h)) - sigmoid.f(np.array(w - h))) / (2 * h) - wanted)
        assert error > 0
        assert error > 1e-7
        assert key("02-trust", 1) == "Rounding takes over, and few digits are right."

    def test_two_thirds_of_the_starts_succeed(self):
        share = np.mean(ch02.xor_success(width=2, activation="sigmoid", init="N(0, 1)") == 4)
        assert share == pytest.approx(2 / 3, abs=0.02)
        assert "some starts get stuck" in key("02-training", 0)

    def test_the_largest_learning_rate(self):
        def ends(lr):
            w = 1.0
            for _ in range(200):
                w -= lr * 4 * w
            return abs(w)

        assert ends(0.26) < 1e-9
        assert ends(0.49) < 1
        assert ends(0.51) > 1
        assert key("02-training", 1) == "All above 1/2."


class TestChapter03:
    def test_twelve_slopes_of_a_quarter(self):
        left = sigmoid.df(np.array(0.0), np.array(0.5)) ** 12
        assert 1 / left == pytest.approx(17e6, rel=0.02)
        assert key("03-vanishing", 0) == "1/17,000,000"

    def test_large_weights_saturate(self):
        factor = ch03.slope_product(activation="sigmoid", z=2, weight=4).factor
        assert round(factor, 2) == 0.42
        assert key("03-vanishing", 1).startswith("Not reliably")

    def test_pictures_do_not_matter_at_the_start(self):
        ratio = {}
        for images in ("random", "digits"):
            norms = np.median(ch03.nielsen_norms(hidden=4, images=images, seeds=10), axis=0)
            ratio[images] = (norms[-1] / norms[0]) ** (1 / 3)
            assert 4 < ratio[images] < 6
        assert ratio["random"] == pytest.approx(ratio["digits"], rel=0.25)
        assert key("03-vanishing", 2) == "Hardly anything."

    def test_a_dead_unit_receives_nothing(self):
        net = Network(
            [Dense(np.ones((2, 1)), np.array([-9.0])), Activate(relu), Dense(np.ones((1, 1)), np.zeros(1))]
        )
        trace = net.trace(*or_(), binary_cross_entropy)
        assert not trace.layers[0].grads["W"].any()
        assert key("03-relu", 0).startswith("Leave it as it is")

    def test_relu_with_variance_1_over_n_halves_the_mean_square(self):
        ratio = np.median(ch03.gradient_flow(depth=10, activation="relu", init="xavier").ratio)
        assert pytest.approx(1 / 23, rel=0.03) == 2**-4.5
        assert ratio == pytest.approx(1 / 23, rel=0.4)
        assert "half of the units are off" in key("03-relu", 1)

    def test_tanh_learns_where_relu_often_fails(self):
        solved = {
            name: (ch03.deep_xor(activation=name, inits=("xavier",), seeds=15, steps=2000).right == 4).sum()
            for name in ("tanh", "relu")
        }
        assert solved["tanh"] >= 12
        assert 1 <= solved["relu"] <= 9
        assert key("03-relu", 2).startswith("tanh, which is S-shaped, learns nearly always")


def trained(init):
    net = mlp(np.random.default_rng(0), (2, 3, 1), "sigmoid", init)
    x, y = or_()
    for _ in fit(net, x, y, rng=np.random.default_rng(0), optimizer=SGD(0.5), loss=binary_cross_entropy,
                 epochs=1000):  # fmt: skip
        pass
    return net.layers[0].W


class TestChapter04:
    @pytest.mark.parametrize("init", [zeros, constant(0.5)])
    def test_equal_units_stay_equal_and_move(self, init):
        W = trained(init)
        np.testing.assert_array_equal(W, W[:, :1] * np.ones(3))
        assert abs(W - init(np.random.default_rng(0), 2, 3)).min() > 0.1
        assert key("04-zeros", 0) == "They are still copies of one another."
        assert key("04-zeros", 1).startswith("No: equal units stay equal")

    def test_an_rbm_asks_for_images_only(self):
        assert set(signature(pretrain).parameters) & {"y", "target", "labels"} == set()
        assert key("04-rbm", 0) == "The images alone."

    def test_a_difference_of_free_energy_is_a_ratio(self):
        rng = np.random.default_rng(0)
        rbm = RBM(rng.normal(size=(4, 3)), rng.normal(size=4), rng.normal(size=3))
        v = np.array([[1.0, 0, 0, 1], [0, 1, 1, 0]])
        p = np.array([np.exp(rbm.log_likelihood(row[None])) for row in v])
        free = rbm.free_energy(v)
        assert p[0] / p[1] == pytest.approx(np.exp(free[1] - free[0]))
        assert round(np.exp(3), 1) == 20.1
        assert key("04-rbm", 1) == "A is about twenty times as probable as B."

    def test_variance_of_a_sum(self):
        rng = np.random.default_rng(0)
        a = rng.normal(size=100)
        a /= np.sqrt((a * a).mean())
        z = rng.normal(0, 0.1, (20_000, 100)) @ a
        assert z.var() == pytest.approx(float(key("04-variance", 0)), rel=0.05)

    def test_relu_halves_the_mean_square(self):
        z = np.random.default_rng(0).normal(size=100_000)
        assert (np.maximum(z, 0) ** 2).mean() / (z * z).mean() == pytest.approx(0.5, abs=0.01)
        assert "halves the mean square" in key("04-variance", 1)


class TestChapter05:
    def test_more_digits_help_more_than_more_units(self):
        clean = stored("dropout", "capacity").at(noise=0.0)[:, 1].mean(axis=-1)
        assert clean[-1] == clean.min(), "the widest network was the best"
        by_data = stored("dropout", "examples").at(noise=0.0)[:, 1].mean(axis=-1)
        assert by_data[2] > 1.6 * by_data[3], "120 digits, then 300"
        assert clean[6] < 1.6 * clean[-1], "64 units, then 1,024"
        assert key("05-fit", 0) == "More training digits."

    def test_dropout_in_training(self):
        out, _ = Dropout(0.2).forward(np.full((1, 20_000), 4.0), np.random.default_rng(0))
        assert set(np.unique(out).tolist()) == {0.0, 5.0}
        assert (out == 5).mean() == pytest.approx(0.8, abs=0.02)
        assert key("05-dropout", 0) == "5 with probability 0.8, else 0"

    def test_the_mean_over_all_masks(self):
        h, W = np.array([[0.5, -1.0, 2.0]]), np.array([[1.0], [2.0], [3.0]])
        z = np.array([((h * mask * 2) @ W).item() for mask in product((0, 1), repeat=3)])
        whole = (h @ W).item()
        assert z.mean() == pytest.approx(whole)
        assert abs(sigmoid.f(z).mean() - sigmoid.f(np.array(whole))) > 0.05
        assert key("05-dropout", 1).startswith("Only if everything above the dropout is linear")

    def test_average_and_vote(self):
        class Says:
            def __init__(self, p):
                self.p = p

            def predict_proba(self, x):
                return np.array([[self.p]])

        p = (0.9, 0.4, 0.45)
        mean = Ensemble([Says(one) for one in p]).predict_proba(np.zeros((1, 2))).item()
        assert round(mean, 3) == 0.583
        assert sum(one > 0.5 for one in p) < 2
        assert key("05-ensemble", 0) == "The average says class 1, the vote class 0."

    def test_the_error_of_an_average(self):
        rng = np.random.default_rng(0)
        truth, said = rng.normal(size=50), rng.normal(size=(5, 50))
        said[0] = truth + 0.01
        each, together = (said - truth) ** 2, (said.mean(axis=0) - truth) ** 2
        np.testing.assert_allclose(together, each.mean(axis=0) - said.var(axis=0))
        assert together.mean() > each[0].mean(), "the best member can be better"
        assert key("05-ensemble", 1).startswith("It is at most the members' mean error")


class TestChapter06:
    def test_overlapping_intervals_and_a_clear_difference(self):
        single, together = (100 * ch06.ends()[name] for name in ("+ dropout", "+ ensemble"))
        ranges = np.array([mean_interval(runs) for runs in (single, together)])
        np.testing.assert_allclose(ranges, [[2.5, 2.0, 3.1], [2.0, 1.5, 2.5]], atol=0.06)
        assert ranges[0, 1] < ranges[1, 2], "the two overlap"
        np.testing.assert_allclose(mean_interval(single - together)[1:], [0.3, 0.9], atol=0.05)
        assert corrected_interval(single - together, OVERLAP)[1] < 0
        assert key("06-steps", 0).startswith("Take the ten differences")

    def test_dropout_gains_two_tenths_of_a_point_at_most(self):
        found = mean_interval(100 * (ch06.ends()["+ He"] - ch06.ends()["+ dropout"]))
        np.testing.assert_allclose(found, [-0.1, -0.5, 0.2], atol=0.05)
        assert "hardly more than two tenths of a point" in key("06-steps", 1)

    def test_with_100_digits_200_more_help_most(self):
        error = {rung: 100 * stored("ladder", "error").at(rung=rung)[:, -1] for rung in ch06.RUNGS}
        alone = error["+ He"][0]
        others = {
            "Dropout": error["+ dropout"][0],
            "Dropout, and the average of five networks": error["+ ensemble"][0],
            "One hidden layer of sigmoids in place of the four": error["one hidden layer"][0],
            "200 more training digits": error["+ He"][1],
        }
        means = {name: round(float(runs.mean()), 1) for name, runs in others.items()}
        assert list(means.values()) == [11.1, 9.0, 11.0, 5.6]
        assert round(float(alone.mean()), 1) == 12.0
        _, low, high = corrected_interval(alone - error["one hidden layer"][0], OVERLAP)
        assert low < 0 < high
        assert key("06-steps", 2) == min(means, key=means.get)

    def test_relu_on_the_ladder_and_in_the_ablation(self):
        climbed = ch06.ends()["deep sigmoid"] - ch06.ends()["deep ReLU"]
        assert round(100 * climbed.mean(), 1) == 8.2
        assert ch06.ends()["deep sigmoid"].mean() > ch06.ends()["softmax"].mean()
        assert round(cost("sigmoid, not ReLU"), 1) == 1.1
        assert round(100 * variants()["sigmoid, not ReLU"].mean(), 1) == 3.1
        starts = ch06.RUNGS["deep sigmoid"].init, ch06.VARIANTS["sigmoid, not ReLU"].init
        assert starts == ("U(±1/√n)", "xavier")
        assert key("06-pieces", 0).startswith("Each for its surroundings")

    def test_four_pieces_missing_at_once_are_the_third_rung(self):
        taken = ("small weights, not He", "sigmoid, not ReLU", "one network, not five", "no dropout")
        costs = [round(cost(name), 1) for name in taken]
        assert costs == [1.5, 1.1, 0.6, -0.1]
        assert round(sum(costs), 1) == 3.1
        bare = replace(ch06.BEST, init="small", activation="sigmoid", members=1, dropout=0.0)
        assert replace(ch06.CONTROLS["deep sigmoid, small"], lr=bare.lr) == bare
        assert round(100 * stored("ladder", "controls").at(control="deep sigmoid, small").mean()) == 67
        assert key("06-pieces", 1) == "It cannot be read from these four numbers."

    def test_members_of_one_mind(self):
        p = np.random.default_rng(0).dirichlet(np.ones(10), size=(20, 5000))
        p[np.arange(20)[:, None], np.arange(5000), p.argmax(axis=-1)], p[..., 1] = (
            p[..., 1].copy(),
            p.max(axis=-1),
        )
        assert (p.argmax(axis=-1) == 1).all()
        assert (p.mean(axis=0).argmax(axis=-1) == 1).all()
        tested, missed = hits()
        assert ((missed == tested) & (tested >= 3)).sum() == 11
        assert "what all members say, their average says too" in key("06-mistakes", 0)

    def test_mistakes_meet_on_few_images(self):
        tested, missed = hits()
        assert (missed.sum(), (missed > 0).sum(), (tested > 0).sum()) == (118, 54, 1777)
        rng, asked = np.random.default_rng(0), ch06.test_rows().ravel()
        drawn = [len(set(rng.choice(asked, 118, replace=False))) for _ in range(200)]
        assert round(np.mean(drawn)) == 115
        assert min(drawn) > 100
        assert key("06-mistakes", 1) == "More than a hundred."

    def test_silence_pays_where_sureness_tells(self):
        right = (stored("ladder", "guess").at(rung="+ ensemble")[-1] == digits()[1][ch06.test_rows()]).ravel()
        sure = stored("ladder", "sure").at(rung="+ ensemble")[-1].ravel() / 255
        answered = round(0.95 * len(right))
        left = right[np.argsort(-sure)][:answered]
        assert round(100 * (1 - left.mean()), 1) == 0.4
        rng = np.random.default_rng(0)
        lots = [100 * (1 - rng.permutation(right)[:answered].mean()) for _ in range(200)]
        assert round(float(np.mean(lots)), 1) == round(100 * (1 - right.mean()), 1) == 2.0
        assert key("06-mistakes", 2) == "Still about 2.0 %."


class TestChapter07:
    def test_a_block_hands_on_what_comes_and_what_f_hands_back(self):
        rng = np.random.default_rng(0)
        dense, dy = Dense.create(rng, 3, 3, "he"), rng.normal(size=(2, 3))
        block = Residual((dense,))
        _, cache = block.forward(rng.normal(size=(2, 3)))
        np.testing.assert_allclose(block.backward(dy, cache)[0], dy + dy @ dense.W.T)
        assert key("07-deeper", 0).startswith("dL/dy, plus")

    def test_a_wish_in_common_comes_to_nothing(self):
        found = ch07.norm_paths(message="all rows alike", last=7, path="all three")
        assert abs(found.dx).max() < 1e-12
        assert key("07-deeper", 1) == "Nothing"

    def test_a_normalized_network_must_be_settled(self):
        net = mlp(np.random.default_rng(0), [2, 3, 1], "relu", "he", normalize="batch")
        with pytest.raises(ValueError, match="no statistics for use yet"):
            net(np.ones((1, 2)))
        assert "no statistics for use yet" in key("07-deeper", 2)

    def test_twenty_doublings(self):
        assert round(2**20, -6) == 1_000_000
        assert key("07-depth", 0).startswith("About a million")

    def test_two_units_a_layer_find_nothing_of_32_teeth(self):
        assert stored("sawtooth", "missed").at(folds=6, net="two units a layer").min() > 0.95
        assert stored("sawtooth", "missed").at(folds=6, net="five layers, both").min() > 0.9
        assert key("07-depth", 1).startswith("Nothing like it")


def variants():
    return dict(zip(ch06.VARIANTS, stored("ladder", "variants").values, strict=True))


def cost(name):
    """How many points more than everything."""
    return 100 * (variants()[name] - variants()["everything"]).mean()


def hits():
    """How often each digit was asked for by the top rung's seeds, and how often it was missed."""
    rows, truth = ch06.test_rows(), digits()[1]
    tested, missed = np.zeros((2, len(truth)))
    np.add.at(tested, rows.ravel(), 1)
    guess = stored("ladder", "guess").at(rung="+ ensemble")[-1]
    np.add.at(missed, rows.ravel(), (guess != truth[rows]).ravel())
    return tested, missed


@pytest.mark.parametrize("name", quizzes.every())
def test_a_quiz_has_two_or_three_questions_of_three_or_four_choices(name):
    questions = quizzes.get(name)
    assert 2 <= len(questions) <= 3
    for one in questions:
        assert 3 <= len(one.choices) <= 4
        assert all(choice.why.endswith((".", "?", ".)")) for choice in one.choices)


def test_neither_place_nor_length_gives_the_answer_away():
    every = [one for questions in quizzes.every().values() for one in questions]
    places = [one.choices.index(one.answer) for one in every]
    assert max(places.count(place) for place in range(4)) < 0.6 * len(every)
    longest = [max(one.choices, key=lambda choice: len(choice.text)) is one.answer for one in every]
    assert np.mean(longest) < 0.5


def test_unknown_quiz_lists_the_known_ones():
    with pytest.raises(ValueError, match=r"unknown quiz '1'; known: 01-one-unit, 01-matrices"):
        quizzes.get("1")


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ((right("a", "."), right("b", ".")), "just one right choice"),
        ((wrong("a", "."), wrong("b", ".")), "just one right choice"),
        ((right("a", "."), wrong("a", ".")), "all different"),
        ((right("a", "."),), "at least two choices"),
    ],
)
def test_a_question_needs_one_right_choice_among_different_ones(choices, message):
    with pytest.raises(ValueError, match=message):
        question("?", *choices)
