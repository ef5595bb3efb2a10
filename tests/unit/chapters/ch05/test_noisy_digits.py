import numpy as np
import pytest

from nnbook.chapters.ch05.noisy_digits import digit_sets, fit_digits


def test_larger_sets_contain_the_smaller_ones_wrong_labels_and_all():
    small, large = (digit_sets(seeds=2, n=n, noise=0.5) for n in (50, 200))
    np.testing.assert_array_equal(small.x, large.x[:, :50])
    np.testing.assert_array_equal(small.y, large.y[:, :50])
    np.testing.assert_array_equal(small.x_test, large.x_test)


def test_noise_redraws_its_share_of_the_training_labels_only():
    clean, noisy = (digit_sets(seeds=5, n=1200, noise=noise) for noise in (0.0, 0.4))
    np.testing.assert_array_equal(clean.y_test, noisy.y_test)
    # A tenth of the redrawn labels happens to be the right one.
    assert (clean.y != noisy.y).mean() == pytest.approx(0.4 * 0.9, abs=0.03)


def test_no_test_digit_is_a_training_digit():
    sets = digit_sets(seeds=1, n=1200, noise=0.0)
    assert sets.x_test.shape == (1, 597, 64)
    from nnbook.datasets import digits

    rows = np.concatenate((sets.x[0], sets.x_test[0]))
    np.testing.assert_array_equal(
        np.sort(rows.sum(axis=1)), np.sort(digits()[0].astype(np.float32).sum(axis=1))
    )


def test_members_of_a_seed_differ_and_learn():
    fit = fit_digits(n=100, hidden=(16,), seeds=2, members=3, steps=100, records=3)
    assert fit.steps.tolist() == [0, 50, 100]
    assert fit.test.shape == fit.train.shape == (3, 2, 3)
    assert fit.p.shape == (2, 3, 597, 10)
    assert (fit.p[:, 0] != fit.p[:, 1]).any()
    assert fit.test[-1].max() < 0.75 < fit.test[0].mean()
    np.testing.assert_allclose((fit.p.argmax(-1) != fit.labels[:, None]).mean(-1), fit.test[-1])


def test_bags_hold_two_thirds_of_the_rows():
    whole, bag = (
        fit_digits(n=60, hidden=(32,), seeds=3, steps=200, bagging=bagging) for bagging in (False, True)
    )
    assert whole.train[-1].max() < 0.1
    # Of the rows that a bag missed it gets some wrong.
    assert bag.train[-1].mean() > whole.train[-1].mean() + 0.02


@pytest.mark.parametrize("wrong", [{"noise": -0.1}, {"noise": 1.5}, {"n": 0}, {"n": 1201}])
def test_bad_settings_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        digit_sets(**{"seeds": 1, "n": 10, "noise": 0.0, **wrong})


def test_validation_rows_are_kept_out_of_training_and_share_its_noise():
    with_them, without = (
        fit_digits(n=50, noise=0.5, hidden=(8,), seeds=2, steps=20, validation=v, records=3) for v in (30, 0)
    )
    np.testing.assert_array_equal(with_them.p, without.p)
    assert with_them.validation.shape == with_them.test.shape
    assert not without.validation.any()
    sets = digit_sets(seeds=2, n=80, noise=0.5)
    np.testing.assert_array_equal(with_them.spare[1], sets.y[:, 50:])
    wrong = (with_them.net(with_them.spare[0]).argmax(axis=-1) != with_them.spare[1]).mean(axis=-1)
    np.testing.assert_allclose(with_them.validation[-1, :, 0], wrong)
