import numpy as np
import pytest

from nnbook.chapters import ch05
from nnbook.chapters.ch05.overfitting import overfitting


def test_random_stored_fits_are_what_training_gives():
    rng, axes = np.random.default_rng(20), ch05.FIT_AXES
    for _ in range(4):
        point = {name: axes[name][rng.integers(len(axes[name]))] for name in ("units", "examples", "remedy")}
        again, here = ch05.fit_curves(**point), axes["units"].index(point["units"])
        for k, noise in enumerate(axes["noise"]):
            stored = overfitting(**point, noise=noise)
            for old, new in ((stored.train[here], again.train[k]), (stored.test[here], again.test[k])):
                np.testing.assert_allclose(np.median(old), np.median(new), atol=0.002, err_msg=str(point))
            assert np.median(abs(stored.fit - again.fit[k, 0])) < 0.002, point


def test_noise_moves_the_points_and_not_their_places():
    (x1, y1), (x2, y2) = (ch05.curve_data(0, 20, noise) for noise in (0.3, 0.6))
    np.testing.assert_array_equal(x1, x2)
    truth = np.sin(np.pi * x1)
    np.testing.assert_allclose(y2 - truth, 2 * (y1 - truth), atol=1e-12)


def test_unknown_remedies_are_refused():
    with pytest.raises(ValueError, match="unknown remedy 'hope'"):
        ch05.fit_curves(units=1, examples=10, remedy="hope")
