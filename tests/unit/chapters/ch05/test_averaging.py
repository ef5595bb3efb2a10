import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook.chapters.ch05.averaging import (
    ambiguity,
    calibration,
    disagreement,
    ensemble_error,
    temperature,
    tempered,
)
from nnbook.losses import softmax


def test_ensemble_error_by_hand():
    # One seed, three members, two rows, two classes; the truth is 1, 0.
    p1 = np.array([[[0.4, 0.45, 0.9], [0.2, 0.6, 0.3]]]).transpose(0, 2, 1)  # P(1), (1, 3, 2)
    p = np.stack((1 - p1, p1), axis=-1)
    scores = ensemble_error(p, np.array([[1, 0]]))
    np.testing.assert_allclose(scores.error[:, 0], [0.5, 0.5, 0])  # means of P(1): .4 .2, .425 .4, .58 .37
    np.testing.assert_allclose(scores.votes[:, 0], [0.5, 0.5, 0.5])
    np.testing.assert_allclose(scores.loss[0], -np.log([0.4, 0.8]).mean())
    np.testing.assert_allclose(scores.disagree[:, 0], [0, 0.5, (0.5 + 0.5 + 1) / 3])


def test_one_member_does_not_disagree():
    assert disagreement(np.zeros((1, 4, 7), int)).tolist() == [0, 0, 0, 0]


@given(st.integers(1, 8), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_ambiguity_is_an_identity(members, n, seed):
    rng = np.random.default_rng(seed)
    parts = ambiguity(rng.normal(size=(members, n, 2)), rng.normal(size=(n, 2)))
    assert parts.ensemble == pytest.approx(parts.members - parts.diversity, abs=1e-12)
    assert parts.diversity >= 0


def test_honest_probabilities_have_a_small_gap_and_boasting_a_large_one():
    rng = np.random.default_rng(0)
    first = rng.uniform(0.5, 1, 100_000)
    p = np.stack((first, 1 - first), axis=-1)
    labels = (rng.random(100_000) > first).astype(int)
    honest = calibration(p, labels)
    assert honest.gap < 0.01
    assert honest.counts.sum() == 100_000
    assert np.isnan(honest.right[0])
    np.testing.assert_allclose(honest.right[5:], honest.confidence[5:], atol=0.02)
    boasting = calibration(np.stack((np.ones(100_000), np.zeros(100_000)), axis=-1), labels)
    assert boasting.gap == pytest.approx(0.25, abs=0.01)


def test_a_temperature_undoes_what_made_the_probabilities_too_bold():
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, (2, 20_000, 3))
    p = softmax(logits)
    labels = (rng.random(p.shape[:-1])[..., None] > p.cumsum(axis=-1)).sum(axis=-1)
    bold = np.stack([softmax(2 * logits[0]), softmax(logits[1] / 3)])
    t = temperature(bold, labels)
    np.testing.assert_allclose(t, [2, 1 / 3], rtol=0.07)
    np.testing.assert_allclose(tempered(bold, np.array([2, 1 / 3])), p, atol=1e-9)
    np.testing.assert_array_equal(tempered(bold, t).argmax(-1), bold.argmax(-1))
