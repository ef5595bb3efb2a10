import numpy as np
import pytest

from nnbook.chapters.ch03.nielsen import nielsen_norms


@pytest.mark.parametrize("images", ["random", "digits"])
def test_nielsen_norms_shrink_by_about_five(images):
    norms = nielsen_norms(hidden=3, images=images, seeds=12)
    assert norms.shape == (12, 3)
    shrink = np.median((norms[:, 2] / norms[:, 0]) ** 0.5)
    assert 4 < shrink < 6


def test_nielsen_norms_name_the_images_they_know():
    with pytest.raises(ValueError, match="'random' or 'digits', got 'cats'"):
        nielsen_norms(hidden=2, images="cats", seeds=1)
