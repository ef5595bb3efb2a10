import numpy as np
import pytest

from nnbook import activations
from nnbook.chapters import ch03
from nnbook.chapters.ch03.slope_product import LAYERS, slope_product


def test_slope_product_has_a_marker_that_turns_z():
    drawn = ch03.slope_product_drawing(slope_product(activation="relu", z=-1.5, weight=4))
    curve, left = drawn["panels"]
    assert curve["marker"] == {"x": -1.5, "axis": "z"}
    assert left["series"][0]["values"] == [0] * len(LAYERS)


@pytest.mark.parametrize("activation", sorted(activations.ALL))
def test_slope_product_is_a_power(activation):
    slope = slope_product(activation=activation, z=0.5, weight=2)
    step = 1e-6
    f = activations.get(activation).f
    numeric = (f(np.array(0.5 + step)) - f(np.array(0.5 - step))) / (2 * step)
    assert slope.slope == pytest.approx(numeric, rel=1e-6)
    np.testing.assert_allclose(slope.products, (2 * slope.slope) ** np.array(LAYERS))
    assert slope.f.shape == slope.df.shape == slope.grid.shape


@pytest.mark.parametrize("wrong", [{"z": np.nan}, {"weight": "1"}, {"weight": np.inf}])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(ValueError, match=f"^{next(iter(wrong))} must be a finite number"):
        slope_product(**({"activation": "relu", "z": 1.0, "weight": 1.0} | wrong))
