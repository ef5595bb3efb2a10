from dataclasses import replace

import numpy as np
import pytest

from nnbook.chapters import ch06
from nnbook.chapters.ch06.climbing import (
    STEPS,
    Rung,
    climb,
    mnist_task,
    records,
)
from nnbook.experiments.tasks import TEST, digits_task
from tests import mnist_files


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


def test_mnist_takes_the_place_of_the_digits(tmp_path):
    task = mnist_task(mnist_files.write(tmp_path))
    assert task.x.shape == (1500, 784)
    assert task.train.shape == (3, 1200)
    assert sorted([*task.train[0], *task.test[0]]) == list(range(1500))
    found = climb(Rung(hidden=(32,), members=1, lr=0.003, dropout=0.0), task, **ch06.schedule(task))
    assert found.error[-1].max() < 0.3


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
