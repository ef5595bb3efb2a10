from functools import partial

import numpy as np
import pytest

from nnbook.chapters.ch05 import remedies
from nnbook.chapters.ch05.noisy_digits import DigitFit, digit_sets, fit_digits
from nnbook.experiments.sweeps import stored


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


@pytest.mark.parametrize("table", remedies.TABLES)
def test_tables_are_complete(table):
    measured = stored("dropout", table)
    lengths = tuple(map(len, measured.axes.values()))
    assert measured.values.shape[: len(lengths)] == lengths
    if table != "trust":
        assert np.isfinite(measured.values).all()
        assert 10 in measured.values.shape


def anywhere(table):
    """Return a random point of a table."""
    rng = np.random.default_rng(20)
    return {name: values[rng.integers(len(values))] for name, values in remedies.TABLES[table][1].items()}


# Single networks come out otherwise where products are summed in another order; means of ten hardly.
@pytest.mark.parametrize("table", ["capacity", "examples", "decay", "many"])
def test_a_random_point_of_a_stored_table_is_what_the_experiment_gives(table):
    experiment, point = remedies.TABLES[table][0], anywhere(table)
    kept = stored("dropout", table).at(**point).mean(axis=-1)
    found = experiment(**point).mean(axis=-1)
    np.testing.assert_allclose(found, kept, rtol=0.01, atol=0.005, err_msg=str(point))


def test_stored_dropout_runs_begin_as_the_experiment_does(monkeypatch):
    point = anywhere("dropout")
    kept = stored("dropout", "dropout").at(**point)[:, :3]
    # The first 120 of 720 steps, recorded where the table has its first three columns.
    monkeypatch.setattr(remedies, "fit_digits", partial(fit_digits, steps=120))
    monkeypatch.setattr(remedies, "RECORDS", 3)
    found = remedies.dropout(**point)
    assert found.shape == kept.shape == (2, 3, 10)
    np.testing.assert_allclose(found.mean(axis=-1), kept.mean(axis=-1), atol=0.01, err_msg=str(point))


@pytest.fixture
def made_up(monkeypatch):
    """Random probabilities in place of trained networks: what was asked for, and the fit handed out."""
    rng = np.random.default_rng(0)
    asked = {}

    def fit(**settings):
        p = rng.dirichlet(np.full(10, 0.3), size=(2, settings["members"], 30))
        labels = rng.integers(10, size=(2, 30))
        spare = rng.random((2, 30, 64)), rng.integers(10, size=(2, 30))
        made = DigitFit(*[None] * 4, p=p, labels=labels, net=None, x_test=None, spare=spare)
        asked.update(settings, fit=made)
        return made

    monkeypatch.setattr(remedies, "fit_digits", fit)
    monkeypatch.setattr(
        remedies, "proba", lambda net, x, members: rng.dirichlet(np.ones(10), (2, members, 30))
    )
    remedies._twenty.cache_clear()
    yield asked
    remedies._twenty.cache_clear()


def test_few_averages_the_first_networks_of_each_seed(made_up):
    error, fit = remedies.few(n=100, noise=0.2), made_up["fit"]
    assert made_up["members"] == 5
    assert (made_up["n"], made_up["noise"], made_up.get("rate", 0.0)) == (100, 0.2, 0.0)
    for m in range(1, 6):
        for seed in range(2):
            guess = fit.p[seed, :m].mean(axis=0).argmax(axis=-1)
            assert error[m - 1, seed] == pytest.approx((guess != fit.labels[seed]).mean())


def test_trust_counts_answers_by_how_sure_they_are(made_up):
    table, fit = remedies.trust(case="60, redrawn"), made_up["fit"]
    assert table.shape == (3, 3, 10)
    assert made_up["n"] == 60
    assert (made_up["members"], made_up["hidden"], made_up["noise"]) == (20, remedies.SMALL, 0.2)
    places = [(seed, k) for seed in range(2) for k in range(30)]
    single = [(fit.p[s, m, k], fit.labels[s, k]) for s, k in places for m in range(20)]
    averaged = [(fit.p[s, :, k].mean(axis=0), fit.labels[s, k]) for s, k in places]
    for (counts, confidence, right), answers in zip(table[[0, 2]], (single, averaged), strict=True):
        assert counts.sum() == len(answers)
        for k in range(10):
            here = [(row, label) for row, label in answers if k / 10 <= row.max() < (k + 1) / 10]
            assert counts[k] == len(here)
            if here:
                assert confidence[k] == pytest.approx(np.mean([row.max() for row, _ in here]))
                assert right[k] == pytest.approx(np.mean([row.argmax() == label for row, label in here]))


def test_a_temperature_changes_how_sure_and_not_what(made_up):
    single, cool, _ = np.nan_to_num(remedies.trust(case="300, redrawn"))
    assert single[0] @ single[2] == pytest.approx(cool[0] @ cool[2])
    assert single[0] @ single[1] != pytest.approx(cool[0] @ cool[1])
    assert remedies.temperatures(case="300, redrawn").shape == (2, 20)


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


def test_unknown_tables_are_refused():
    with pytest.raises(ValueError, match=r"dropout\.npz holds no 'luck'; known: capacity"):
        stored("dropout", "luck")
