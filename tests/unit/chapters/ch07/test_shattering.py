import numpy as np
import pytest

from nnbook.chapters import ch07


def test_skips_keep_neighbors_alike_where_normalization_alone_does_not():
    alone, both = (ch07.shattering(depth=10, kind=kind, seeds=4) for kind in ("normalized", "both"))
    assert np.median(alone) < 0.2 < np.median(both)


def test_what_is_asked_is_looked_at():
    with pytest.raises(ValueError, match="kind"):
        ch07.shattering(depth=2, kind="wobbly")
    with pytest.raises(ValueError, match="seeds must be a positive whole number"):
        ch07.shattering(depth=2, kind="plain", seeds=0)
    with pytest.raises(ValueError, match="init"):
        ch07.deep_kind(0, 2, 4, "relu", "lucky", "plain")
