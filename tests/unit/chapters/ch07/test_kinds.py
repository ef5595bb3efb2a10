import numpy as np
import pytest

from nnbook.chapters import ch07


@pytest.mark.parametrize("kind", ch07.KINDS)
def test_the_gradient_at_the_input_is_the_slope(kind):
    slopes = ch07.input_gradients(depth=2, kind=kind, seed=0, width=20)
    assert slopes.shape == (256,)
    assert np.isfinite(slopes).all()
    if kind in ("plain", "skip"):  # a piecewise straight curve has few slopes
        assert len(np.unique(slopes.round(9))) < 60
