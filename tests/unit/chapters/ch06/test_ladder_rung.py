from dataclasses import replace

import numpy as np
import pytest

from nnbook.chapters import ch06
from nnbook.chapters.ch06.climbing import (
    SEEDS,
    STEPS,
    Rung,
    climb,
    mnist_task,
    records,
)
from nnbook.chapters.ch06.ladder_rung import ladder_rung
from nnbook.datasets import digits
from nnbook.experiments.sweeps import stored
from nnbook.experiments.tasks import IMAGES, TEST, VALIDATION, Task, digits_task
from tests import mnist_files


def test_every_seed_splits_the_digits_into_three_parts():
    test, validation = digits_task(seeds=3), digits_task(seeds=3, part="validation")
    assert test.test.shape == (3, TEST)
    assert validation.test.shape == (3, VALIDATION)
    np.testing.assert_array_equal(test.train, validation.train)
    for seed in range(3):
        parts = np.concatenate((test.train[seed], test.test[seed], validation.test[seed]))
        assert sorted(parts) == list(range(len(test.y)))
    few = digits_task(examples=100, seeds=3)
    np.testing.assert_array_equal(few.train, test.train[:, :100])
    assert (test.train[0] != test.train[1]).any()


@pytest.mark.parametrize("bad", [{"examples": 0}, {"examples": IMAGES + 1}, {"part": "training"}])
def test_a_task_that_cannot_be_is_refused(bad):
    with pytest.raises(ValueError, match=next(iter(bad))):
        digits_task(**bad)


def test_a_climb_scores_the_mean_of_the_members():
    task = digits_task(examples=100, seeds=2)
    found = climb(Rung(hidden=(16,), members=3, lr=0.01), task, steps=40)
    assert found.p.shape == (2, 3, TEST, 10)
    np.testing.assert_allclose(found.p.sum(axis=-1), 1, atol=1e-5)
    wrong = (found.p.mean(axis=1).argmax(axis=-1) != task.y[task.test]).mean(axis=-1)
    np.testing.assert_array_equal(found.error[-1], wrong)
    assert found.error.shape == (len(found.steps), 2)
    assert found.steps[[0, -1]].tolist() == [0, 40]
    assert (found.error[0] > 0.7).all()
    assert (found.error[-1] < 0.4).all()
    assert (found.p[:, 0] != found.p[:, 1]).any()


@pytest.mark.parametrize("rung", [*ch06.LATER, "deep sigmoid, normalized", "deep sigmoid, residual"])
def test_a_later_rung_changes_one_thing(rung):
    before, what = rung.rsplit(", ", 1)
    ladder = ch06.RUNGS | ch06.LATER | ch06.CONTROLS
    changed = {"normalized": {"normalize": "batch"}, "residual": {"skip": True}}[what]
    assert ladder[rung] == replace(ladder[before], lr=ladder[rung].lr, **changed)


def test_a_normalized_network_is_scored_with_the_statistics_of_the_digits_it_trains_on():
    rung = Rung(hidden=(16, 16), members=2, dropout=0.0, normalize="batch", skip=True)
    task, rng = digits_task(examples=60, seeds=2), np.random.default_rng(1)
    found = climb(rung, task, steps=0)
    for seed in range(2):
        for p in found.p[seed]:
            net = rung.network(rng, 64).astype(np.float32).settled(task.x[task.train[seed]])
            np.testing.assert_allclose(p, net.predict_proba(task.x[task.test[seed]]), rtol=1e-4, atol=1e-6)
    assert climb(rung, task, steps=60).error[-1].max() < 0.5


def test_an_unknown_optimizer_is_refused():
    with pytest.raises(ValueError, match="adam, sgd"):
        climb(Rung(optimizer="rmsprop"), digits_task(examples=50, seeds=1), steps=1)


def test_records_are_closer_together_at_the_start():
    at = records(STEPS)
    assert at[[0, -1]].tolist() == [0, STEPS]
    assert len(at) == 17
    assert np.diff(at)[0] < np.diff(at)[-1]


def test_the_stored_rungs_are_all_there():
    kept = stored("ladder", "error")
    assert kept.values.shape == (len(ch06.RUNGS | ch06.LATER), len(ch06.EXAMPLES), 17, SEEDS)
    assert stored("ladder", "variants").values.shape == (len(ch06.VARIANTS), SEEDS)
    truth = digits()[1][ch06.test_rows()]
    wrong = (stored("ladder", "guess").values != truth).mean(axis=-1)
    np.testing.assert_allclose(wrong, kept.values[:, :, -1], atol=1e-6)
    whole = kept.at(rung="+ ensemble", examples=IMAGES)[-1]
    np.testing.assert_array_equal(stored("ladder", "variants").at(variant="everything"), whole)
    assert stored("ladder", "controls").values.shape == (len(ch06.CONTROLS), SEEDS)


def test_every_learning_rate_is_the_best_on_the_digits_kept_apart():
    rest = dict(list(ch06.VARIANTS.items())[3:])
    ladder = ch06.RUNGS | ch06.LATER
    for rungs, name in ((ladder, "rates"), (rest, "variant_rates"), (ch06.CONTROLS, "control_rates")):
        best = stored("ladder", name).values.mean(axis=-1).argmin(axis=-1)
        for rung, k in zip(rungs.values(), best, strict=True):
            assert rung.lr == ch06.RATES[rung.optimizer][k]


def test_a_random_rung_trained_again_agrees():
    rng = np.random.default_rng(20)
    ladder = ch06.RUNGS | ch06.LATER
    name = rng.choice([name for name in ladder if name not in ("deep sigmoid", "+ ensemble")])
    examples = int(rng.choice(ch06.EXAMPLES))
    found = climb(ladder[name], digits_task(examples=examples)).error[-1]
    stored = ladder_rung(rung=name, examples=examples).ends[name]
    # Rounding differs between computers, and training makes much of it.
    slack = 0.06 if name == "deep ReLU" else 0.01
    assert abs(found.mean() - stored.mean()) < slack, (name, examples)


def test_a_rung_shows_the_digits_most_often_wrong():
    at = ladder_rung(rung="+ ensemble", examples=1000, shown=5)
    _, y = digits()
    assert len(at.missed) == 5
    assert (y[at.missed] != at.called).all()
    assert ((at.share > 0) & (at.share <= 1)).all()
    assert list(at.ends) == list(ch06.RUNGS | ch06.LATER)
    guess = stored("ladder", "guess").at(rung="+ ensemble", examples=1000)
    first = ch06.test_rows() == at.missed[0]
    assert (guess[first] != y[at.missed[0]]).mean() == at.share[0]


@pytest.mark.parametrize("bad", [{"rung": "magic"}, {"examples": 50}])
def test_a_rung_that_was_not_trained_is_refused(bad):
    with pytest.raises(ValueError, match=next(iter(bad))):
        ladder_rung(**{"rung": "softmax", "examples": 100, **bad})


def test_confusion_counts_pairs():
    table = ch06.confusion(np.array([[1, 1], [2, 0]]), np.array([[7, 7], [2, 0]]))
    assert table[7, 1] == 2
    assert table.sum() == 4
    assert np.trace(table) == 2


def test_mnist_takes_the_place_of_the_digits(tmp_path):
    task = mnist_task(mnist_files.write(tmp_path))
    assert task.x.shape == (1500, 784)
    assert task.train.shape == (3, 1200)
    assert sorted([*task.train[0], *task.test[0]]) == list(range(1500))
    found = climb(Rung(hidden=(32,), members=1, lr=0.003, dropout=0.0), task, **ch06.schedule(task))
    assert found.error[-1].max() < 0.3


def test_the_schedule_grows_with_the_data():
    many = Task(np.zeros((1, 1)), np.zeros(1, int), np.zeros((1, 60_000), int), np.zeros((1, 1), int))
    assert ch06.schedule(many) == {"steps": 3000, "batch": 100}
    assert ch06.schedule(replace(many, train=many.train[:, :500])) == {"steps": 600, "batch": 50}


def test_the_first_seed_alone_is_the_first_row_of_all():
    task = digits_task(examples=60, seeds=3)
    one = task.first()
    np.testing.assert_array_equal(one.train, task.train[[0]])
    np.testing.assert_array_equal(one.test, task.test[[0]])
    assert one.x is task.x
    assert one.y is task.y


def test_the_ends_of_the_digits_are_read():
    found = ch06.ends()
    assert list(found) == list(ch06.RUNGS)
    kept = ladder_rung(rung="softmax", examples=IMAGES).ends
    for name, error in found.items():
        np.testing.assert_array_equal(error, kept[name])
    digits_at_hand = ch06.task()
    np.testing.assert_array_equal(digits_at_hand.test, ch06.test_rows())
    assert digits_at_hand.train.shape == (SEEDS, IMAGES)


def test_the_ends_of_mnist_are_trained(tmp_path, monkeypatch):
    folder = mnist_files.write(tmp_path)
    softmax = Rung(hidden=(), members=1, lr=0.01, dropout=0.0)
    rungs = {"softmax": softmax, "stuck": replace(softmax, lr=1e-9)}
    monkeypatch.setattr("nnbook.chapters.ch06.ladder.RUNGS", rungs)
    found = ch06.ends(folder)
    task = mnist_task(folder)
    by_hand = climb(softmax, task, steps=5 * 1200 // 100, batch=100).error[-1]
    np.testing.assert_array_equal(found["softmax"], by_hand)
    assert found["softmax"].max() < 0.2
    assert found["stuck"].min() > 0.7
