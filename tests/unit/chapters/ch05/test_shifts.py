import numpy as np

from nnbook.chapters.ch05.shifts import shifted


def test_a_digit_moves_by_at_most_a_pixel_and_all_nine_ways():
    image = np.zeros((8, 8), np.float32)
    image[3, 4] = 1
    moved = shifted(np.random.default_rng(0), np.tile(image.ravel(), (2, 300, 1)))
    assert moved.shape == (2, 300, 64)
    assert moved.dtype == np.float32
    rows, columns = np.divmod(moved.argmax(axis=-1), 8)
    assert set(zip((rows - 3).ravel(), (columns - 4).ravel(), strict=True)) == {
        (down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)
    }


def test_ink_that_leaves_is_lost_and_none_comes_in():
    moved = shifted(np.random.default_rng(1), np.ones((500, 64)))
    assert sorted(set(moved.sum(axis=1))) == [49, 56, 64]
