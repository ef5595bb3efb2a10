import numpy as np

from nnbook.chapters import ch05


def rng(seed=0):
    return np.random.default_rng(seed)


def test_rotated_by_quarter_turns_is_numpy_rot90():
    images = rng().random((3, 64))
    for quarters in range(4):
        wanted = np.rot90(images.reshape(-1, 8, 8), quarters, axes=(1, 2)).reshape(3, 64)
        np.testing.assert_allclose(ch05.rotated(images, 90 * quarters), wanted, atol=1e-12)


def test_rotated_keeps_ink_in_range_and_dtype():
    image = rng().random((1, 64), np.float32)
    turned = ch05.rotated(image, 33)
    assert turned.dtype == np.float32
    assert turned.min() >= 0
    assert turned.max() <= image.max() + 1e-6
