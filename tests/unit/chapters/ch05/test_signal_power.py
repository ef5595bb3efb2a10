import numpy as np
import pytest

from nnbook.chapters import ch05


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize(("rate", "scale", "factor"), [(0.0, 2.0, 1.0), (0.5, 2.0, 2.0), (0.2, 1.6, 1.0)])
def test_signal_power_grows_by_half_the_scale_over_keep(rate, scale, factor):
    settings = {"depth": 6, "width": 200, "rate": rate, "scale": scale}
    runs = np.log([ch05.signal_power(rng(s), **settings) for s in range(20)])
    growth = np.exp((runs[:, -1] - runs[:, 0]).mean() / 5)
    assert growth == pytest.approx(factor, rel=0.06)
