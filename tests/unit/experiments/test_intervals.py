import re

import numpy as np
import pytest
import scipy.stats

from nnbook.experiments.intervals import corrected_interval, mean_interval, wilson
from nnbook.experiments.tasks import OVERLAP, digits_task


@pytest.mark.parametrize("n", range(2, 42))
def test_the_interval_is_student_s(n):
    values = np.random.default_rng(n).normal(size=n)
    known = scipy.stats.t.interval(0.95, n - 1, values.mean(), scipy.stats.sem(values))
    mean, *ends = mean_interval(values)
    np.testing.assert_allclose(np.array(ends) - mean, np.array(known) - mean, rtol=5e-4)


def test_many_runs_get_an_interval_that_is_hardly_too_wide():
    values = np.random.default_rng(0).normal(size=1000)
    low, high = scipy.stats.t.interval(0.95, 999, values.mean(), scipy.stats.sem(values))
    _, ours, _ = mean_interval(values)
    assert low - 0.05 * (high - low) < ours < low


def test_the_corrected_interval_covers_where_the_plain_one_does_not():
    # Runs that have `overlap` of their variance in common: the correlation of the correction.
    rng, overlap = np.random.default_rng(0), 0.4
    shared, own = rng.normal(size=(4000, 1)), rng.normal(size=(4000, 10))
    runs = np.sqrt(overlap) * shared + np.sqrt(1 - overlap) * own
    covers = {
        name: np.mean([low < 0 < high for _, low, high in map(interval, runs)])
        for name, interval in (
            ("plain", mean_interval),
            ("corrected", lambda r: corrected_interval(r, overlap)),
        )
    }
    assert covers["plain"] < 0.75
    assert covers["corrected"] == pytest.approx(0.95, abs=0.01)


def test_the_correction_is_test_over_training_rows():
    values = np.random.default_rng(1).normal(size=10)
    (mean, low, _), (_, wider, _) = mean_interval(values), corrected_interval(values, 597 / 1797)
    assert (mean - wider) / (mean - low) == pytest.approx(np.sqrt(1 + 10 * 597 / 1200))


def test_two_splits_have_a_third_of_their_test_digits_in_common():
    test = digits_task(seeds=10).test
    common = [len(np.intersect1d(test[i], test[j])) / test.shape[1] for i in range(10) for j in range(i)]
    assert np.mean(common) == pytest.approx(OVERLAP, abs=0.01)


@pytest.mark.parametrize("overlap", [-0.1, 1.0])
def test_an_overlap_is_a_share(overlap):
    with pytest.raises(ValueError, match="overlap"):
        corrected_interval(np.arange(3.0), overlap)


@pytest.mark.parametrize("interval", [mean_interval, lambda values: corrected_interval(values, 0.3)])
def test_an_interval_needs_two_runs(interval):
    with pytest.raises(ValueError, match="at least two"):
        interval(np.array([1.0]))


@pytest.mark.parametrize(
    ("successes", "trials", "interval"),
    [
        (8, 10, (0.4902, 0.9433)),
        (0, 10, (0.0, 0.2775)),
        (10, 10, (0.7225, 1.0)),
        (661, 1000, (0.631, 0.6897)),
    ],
)
def test_wilson_by_hand(successes, trials, interval):
    np.testing.assert_allclose(wilson(successes, trials), interval, atol=1e-4)


def test_wilson_covers_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(0)
    ends = np.array([wilson(int(k), 50) for k in rng.binomial(50, 0.9, 2000)])
    covered = ((ends[:, 0] <= 0.9) & (ends[:, 1] >= 0.9)).mean()
    assert 0.92 < covered < 0.98


@pytest.mark.parametrize(
    ("successes", "trials", "message"),
    [
        (-1, 5, "successes must be a non-negative whole number, got -1"),
        (1.5, 5, "successes must be a non-negative whole number, got 1.5"),
        (6, 5, "successes must be at most trials, got 6 of 5"),
        (0, 0, "trials must be a positive whole number, got 0"),
    ],
)
def test_wilson_refuses_impossible_counts(successes, trials, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        wilson(successes, trials)


def test_runs_that_came_to_nothing_have_no_interval():
    with pytest.raises(ValueError, match=r"^values must be finite; nan found at index \(1,\)$"):
        mean_interval([0.5, np.nan, 0.6])
