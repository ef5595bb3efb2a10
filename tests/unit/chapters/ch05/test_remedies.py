from functools import partial

import numpy as np
import pytest

from nnbook.chapters.ch05 import remedies
from nnbook.chapters.ch05.noisy_digits import DigitFit, fit_digits
from nnbook.experiments.sweeps import stored


def anywhere(table):
    """Return a random point of a table."""
    rng = np.random.default_rng(20)
    return {name: values[rng.integers(len(values))] for name, values in remedies.TABLES[table][1].items()}


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


@pytest.mark.parametrize("table", remedies.TABLES)
def test_tables_are_complete(table):
    measured = stored("dropout", table)
    lengths = tuple(map(len, measured.axes.values()))
    assert measured.values.shape[: len(lengths)] == lengths
    if table != "trust":
        assert np.isfinite(measured.values).all()
        assert 10 in measured.values.shape


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


def test_unknown_tables_are_refused():
    with pytest.raises(ValueError, match=r"dropout\.npz holds no 'luck'; known: capacity"):
        stored("dropout", "luck")
