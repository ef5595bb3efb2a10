"""Chapter 05: the measured tables: capacity, data, weight decay, dropout, ensembles."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch05.averaging import calibration, ensemble_error, temperature, tempered
from nnbook.chapters.ch05.noisy_digits import DigitFit, fit_digits, proba
from nnbook.chapters.ch05.shifts import shifted

RECORDS = 13
SMALL = (64,)


def capacity(*, width: int, noise: float) -> Array:
    """Training and test error (2, seeds) of one hidden layer, 300 examples."""
    return _last(fit_digits(n=300, noise=noise, hidden=(width,)))


def examples(*, n: int, noise: float) -> Array:
    """Training and test error (2, seeds) of 64 hidden units, n examples."""
    return _last(fit_digits(n=n, noise=noise, hidden=SMALL))


def shifts(*, n: int, noise: float) -> Array:
    """The same as `examples` when every digit is moved by up to a pixel each time it is seen."""
    return _last(fit_digits(n=n, noise=noise, hidden=SMALL, view=shifted))


def decay(*, weight_decay: float, noise: float) -> Array:
    """Training and test error and the norm of W1 (3, seeds): 64 hidden units, 300 examples."""
    fit = fit_digits(n=300, noise=noise, hidden=SMALL, weight_decay=weight_decay)
    norms = np.linalg.norm(fit.net.params[0], axis=(1, 2))
    return np.concatenate((_last(fit), norms[None]))


def dropout(*, n: int, noise: float, rate: float) -> Array:
    """Training and test errors (2, 13, seeds) over the training of 64-256-256-10, 13 times in 720 steps."""
    fit = fit_digits(n=n, noise=noise, rate=rate, records=RECORDS)
    errors: Array = np.stack((fit.train, fit.test))[..., 0]
    return errors


def stopping(*, n: int, noise: float, rate: float) -> Array:
    """Errors on 100 digits kept apart, redrawn labels and all, and on the test, as in `dropout`."""
    fit = fit_digits(n=n, noise=noise, rate=rate, validation=100, records=RECORDS)
    errors: Array = np.stack((fit.validation, fit.test))[..., 0]
    return errors


def few(*, n: int, noise: float) -> Array:
    """Test error (5, seeds) of 1 ... 5 networks 64-256-256-10 averaged, without dropout."""
    error: Array = _scores(fit_digits(n=n, noise=noise, members=5))[0]
    return error


def many(*, kind: str, noise: float) -> Array:
    """Error, loss, error by votes, and disagreement (4, 20, seeds) of 1 ... 20 networks of 64 units.

    300 examples, 400 steps; `kind` is starts (other start and order) or bagging (other rows as well).
    """
    return _scores(_twenty(kind, noise, 300))


CASES = {"60, redrawn": (60, 0.2), "300, redrawn": (300, 0.2), "1000, clean": (1000, 0.0)}


def trust(*, case: str) -> Array:
    """Counts, confidence and share right by bin (3, 3, 10): single, at their temperatures, 20 averaged.

    As in `many`; of the digits of `CASES` some have their labels redrawn.
    """
    n, noise = CASES[case]
    fit = _twenty("starts", noise, n)
    p, truth = fit.p, fit.labels[:, None]
    cool = tempered(p, temperatures(case=case))
    found = calibration(p, truth), calibration(cool, truth), calibration(p.mean(axis=1), fit.labels)
    return np.array([(c.counts, c.confidence, c.right) for c in found])


def temperatures(*, case: str) -> Array:
    """The temperature (seeds, 20) of each network of `trust`, chosen on 200 digits kept apart."""
    n, noise = CASES[case]
    fit = _twenty("starts", noise, n)
    x, y = fit.spare
    return temperature(proba(fit.net, x, 20), y[:, None])


@lru_cache(maxsize=1)
def _twenty(kind: str, noise: float, n: int) -> DigitFit:
    bagging = kind == "bagging"
    settings: dict[str, Any] = {"hidden": SMALL, "members": 20, "validation": 200, "steps": 400}
    return fit_digits(n=n, noise=noise, bagging=bagging, **settings)


def _last(fit: DigitFit) -> Array:
    return np.stack((fit.train[-1, :, 0], fit.test[-1, :, 0]))


def _scores(fit: DigitFit) -> Array:
    scores = ensemble_error(fit.p, fit.labels)
    return np.stack((scores.error, scores.loss, scores.votes, scores.disagree))


Table = tuple[Callable[..., Array], dict[str, list[Any]]]
TABLES: dict[str, Table] = {
    "capacity": (capacity, {"width": [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024], "noise": [0.0, 0.2]}),
    "examples": (examples, {"n": [30, 60, 120, 300, 600, 1200], "noise": [0.0, 0.2]}),
    "shifts": (shifts, {"n": [30, 60, 120, 300, 600, 1200], "noise": [0.0, 0.2]}),
    "decay": (decay, {"weight_decay": [0.0, 0.3, 1.0, 3.0, 10.0, 30.0], "noise": [0.0, 0.2]}),
    "dropout": (dropout, {"n": [100, 300, 1200], "noise": [0.0, 0.2, 0.4], "rate": [0.0, 0.2, 0.5]}),
    "stopping": (stopping, {"n": [300, 1100], "noise": [0.0, 0.2, 0.4], "rate": [0.0, 0.5]}),
    "few": (few, {"n": [100, 300, 1200], "noise": [0.0, 0.2]}),
    "many": (many, {"kind": ["starts", "bagging"], "noise": [0.0, 0.2]}),
    "trust": (trust, {"case": list(CASES)}),
    "temperatures": (temperatures, {"case": list(CASES)}),
}
