"""Chapter 05: the measured tables: capacity, data, weight decay, dropout and ensembles on the digits."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch05.averaging import calibration, ensemble_error
from nnbook.chapters.ch05.noisy_digits import DigitFit, fit_digits

RECORDS = 13
SMALL = (64,)


def capacity(*, width: int, noise: float) -> Array:
    """Training and test error (2, seeds) of one hidden layer, 300 examples."""
    return _last(fit_digits(n=300, noise=noise, hidden=(width,)))


def examples(*, n: int, noise: float) -> Array:
    """Training and test error (2, seeds) of 64 hidden units, n examples."""
    return _last(fit_digits(n=n, noise=noise, hidden=SMALL))


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


def few(*, n: int, noise: float) -> Array:
    """Test error (5, seeds) of 1 ... 5 networks 64-256-256-10 averaged, without dropout."""
    error: Array = _scores(fit_digits(n=n, noise=noise, members=5))[0]
    return error


def many(*, kind: str, noise: float) -> Array:
    """Error, loss and error by votes (3, 20, seeds) of 1 ... 20 networks of 64 units.

    300 examples, 400 steps; `kind` is starts (other start and order) or bagging (other rows as well).
    """
    return _scores(_twenty(kind, noise))


def trust(*, n: int) -> Array:
    """Counts, confidence and share right by bin (2, 3, 10) of single networks and of 20 averaged.

    As in `many`, with n examples, a fifth of their labels redrawn.
    """
    fit = _twenty("starts", 0.2, n)
    single = calibration(fit.p, fit.labels[:, None])
    whole = calibration(fit.p.mean(axis=1), fit.labels)
    return np.array([(c.counts, c.confidence, c.right) for c in (single, whole)])


def _twenty(kind: str, noise: float, n: int = 300) -> DigitFit:
    bagging = kind == "bagging"
    return fit_digits(n=n, noise=noise, hidden=SMALL, members=20, bagging=bagging, steps=400)


def _last(fit: DigitFit) -> Array:
    return np.stack((fit.train[-1, :, 0], fit.test[-1, :, 0]))


def _scores(fit: DigitFit) -> Array:
    scores = ensemble_error(fit.p, fit.labels)
    return np.stack((scores.error, scores.loss, scores.votes))


Table = tuple[Callable[..., Array], dict[str, list[Any]]]
TABLES: dict[str, Table] = {
    "capacity": (capacity, {"width": [1, 2, 4, 8, 16, 32, 64, 128, 256], "noise": [0.0, 0.2]}),
    "examples": (examples, {"n": [30, 60, 120, 300, 600, 1200], "noise": [0.0, 0.2]}),
    "decay": (decay, {"weight_decay": [0.0, 0.3, 1.0, 3.0, 10.0, 30.0], "noise": [0.0, 0.2]}),
    "dropout": (dropout, {"n": [100, 300, 1200], "noise": [0.0, 0.2, 0.4], "rate": [0.0, 0.2, 0.5]}),
    "few": (few, {"n": [100, 300, 1200], "noise": [0.0, 0.2]}),
    "many": (many, {"kind": ["starts", "bagging"], "noise": [0.0, 0.2]}),
    "trust": (trust, {"n": [60, 300]}),
}
