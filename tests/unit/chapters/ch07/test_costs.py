"""What depth, small batches and dropout cost: the experiments without a figure."""

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


def test_skips_keep_neighbors_alike_where_normalization_alone_does_not():
    alone, both = (ch07.shattering(depth=10, kind=kind, seeds=4) for kind in ("normalized", "both"))
    assert np.median(alone) < 0.2 < np.median(both)


def test_what_is_asked_is_looked_at():
    with pytest.raises(ValueError, match="kind"):
        ch07.shattering(depth=2, kind="wobbly")
    with pytest.raises(ValueError, match="seeds must be at least 1"):
        ch07.shattering(depth=2, kind="plain", seeds=0)
    with pytest.raises(ValueError, match="init"):
        ch07.deep_kind(0, 2, 4, "relu", "lucky", "plain")


def test_dropout_shifts_the_variance_of_all_layers_above_it():
    net = ch07.dropout_nets(rate=0.5, seeds=2, epochs=1)
    x = np.random.default_rng(0).normal(size=(500, 64))
    on, off = net.settled(x, np.random.default_rng(1)), net.settled(x)
    ratios = [
        a.var.mean() / b.var.mean() for a, b in zip(on.layers, off.layers, strict=True) if hasattr(a, "var")
    ]
    assert ratios[0] == 1
    assert min(ratios[1:]) > 1.1


def test_two_rows_are_too_few_for_a_batch():
    assert ch07.small_batches(normalize="batch", batch=2).max() < 0.5
    assert ch07.small_batches(normalize="batch", batch=64).min() > 0.5
