from dataclasses import replace

import numpy as np
import pytest

from nnbook.chapters import ch06
from nnbook.chapters.ch06.climbing import (
    SEEDS,
    climb,
)
from nnbook.chapters.ch06.ladder_rung import ladder_rung
from nnbook.datasets import digits
from nnbook.experiments.sweeps import stored
from nnbook.experiments.tasks import IMAGES, Task, digits_task


@pytest.mark.parametrize("rung", [*ch06.LATER, "deep sigmoid, normalized", "deep sigmoid, residual"])
def test_a_later_rung_changes_one_thing(rung):
    before, what = rung.rsplit(", ", 1)
    ladder = ch06.RUNGS | ch06.LATER | ch06.CONTROLS
    changed = {"normalized": {"normalize": "batch"}, "residual": {"skip": True}}[what]
    assert ladder[rung] == replace(ladder[before], lr=ladder[rung].lr, **changed)


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


def test_confusion_counts_pairs():
    table = ch06.confusion(np.array([[1, 1], [2, 0]]), np.array([[7, 7], [2, 0]]))
    assert table[7, 1] == 2
    assert table.sum() == 4
    assert np.trace(table) == 2


def test_the_schedule_grows_with_the_data():
    many = Task(np.zeros((1, 1)), np.zeros(1, int), np.zeros((1, 60_000), int), np.zeros((1, 1), int))
    assert ch06.schedule(many) == {"steps": 3000, "batch": 100}
    assert ch06.schedule(replace(many, train=many.train[:, :500])) == {"steps": 600, "batch": 50}


def test_the_ends_of_the_digits_are_read():
    found = ch06.ends()
    assert list(found) == list(ch06.RUNGS)
    kept = ladder_rung(rung="softmax", examples=IMAGES).ends
    for name, error in found.items():
        np.testing.assert_array_equal(error, kept[name])
    digits_at_hand = ch06.task()
    np.testing.assert_array_equal(digits_at_hand.test, ch06.test_rows())
    assert digits_at_hand.train.shape == (SEEDS, IMAGES)
