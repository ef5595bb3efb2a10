import gzip
import runpy
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_digits

from nnbook import datasets

RECIPES = Path(__file__).parents[2] / "sweeps"
DRAWN = [
    datasets.xor_cloud,
    datasets.moons,
    datasets.circles,
    datasets.spirals,
    datasets.blobs,
]


@pytest.mark.parametrize(
    ("gate", "outputs"),
    [
        (datasets.xor, [0, 1, 1, 0]),
        (datasets.and_, [0, 0, 0, 1]),
        (datasets.or_, [0, 1, 1, 1]),
    ],
)
def test_gates_are_truth_tables(gate, outputs):
    x, y = gate()
    np.testing.assert_array_equal(x, [[0, 0], [0, 1], [1, 0], [1, 1]])
    np.testing.assert_array_equal(y, np.array(outputs)[:, None])
    assert y.dtype == np.float64


@pytest.mark.parametrize("draw", DRAWN)
@settings(max_examples=15, deadline=None)
@given(n=st.integers(4, 300), noise=st.floats(0, 2), seed=st.integers(0, 2**32))
def test_drawn_data_has_balanced_classes(draw, n, noise, seed):
    x, y = draw(np.random.default_rng(seed), n, noise)
    assert x.shape == (n, 2)
    assert x.dtype == np.float64
    assert np.isfinite(x).all()
    assert y.shape == (n,)
    assert y.dtype.kind == "i"
    if draw is not datasets.xor_cloud or n % 4 == 0:
        counts = np.bincount(y)
        assert counts.max() - counts.min() <= 1
    again, _ = draw(np.random.default_rng(seed), n, noise)
    np.testing.assert_array_equal(again, x)


@pytest.mark.parametrize("draw", DRAWN)
def test_noise_is_the_standard_deviation_of_each_coordinate(draw):
    clean, y = draw(np.random.default_rng(5), 4000, 0)
    noisy, same = draw(np.random.default_rng(5), 4000, 0.2)
    np.testing.assert_array_equal(same, y)
    # The generator draws the noise last, so the same seed leaves the clean points alike.
    assert (noisy - clean).std(axis=0) == pytest.approx([0.2, 0.2], rel=0.06)
    assert (noisy - clean).mean(axis=0) == pytest.approx([0, 0], abs=5 * 0.2 / 4000**0.5)


def test_without_noise_the_points_lie_on_their_shapes(rng):
    x, y = datasets.circles(rng, 100, 0)
    np.testing.assert_allclose(np.hypot(*x.T), np.where(y == 0, 1, 0.5))
    x, y = datasets.moons(rng, 100, 0)
    centers = np.column_stack((y, y / 2))
    np.testing.assert_allclose(np.hypot(*(x - centers).T), 1)
    assert (x[y == 0, 1] >= 0).all()
    assert (x[y == 1, 1] <= 0.5).all()
    x, y = datasets.xor_cloud(rng, 8, 0)
    np.testing.assert_array_equal(y, x[:, 0] != x[:, 1])
    x, y = datasets.blobs(rng, 12, 0, classes=4)
    np.testing.assert_allclose(x[:4], [[1, 0], [0, 1], [-1, 0], [0, -1]], atol=1e-15)


def test_each_spiral_arm_is_the_first_one_turned(rng):
    x, y = datasets.spirals(rng, 300, 0, classes=3, turns=2)
    radius = np.hypot(*x.T)
    turned = np.arctan2(x[:, 1], x[:, 0]) - 2 * np.pi * (2 * radius + y / 3)
    np.testing.assert_allclose(np.cos(turned), 1)
    assert radius.min() >= 0.1
    assert radius.max() <= 1


def test_curve_is_the_wave_plus_noise(rng):
    x, y = datasets.curve(rng, 5000, 0.25)
    assert x.shape == y.shape == (5000, 1)
    assert np.abs(x).max() <= 1
    residual = y - np.sin(np.pi * x)
    assert residual.std() == pytest.approx(0.25, rel=0.06)
    x, y = datasets.curve(rng, 7, 0)
    np.testing.assert_array_equal(y, datasets.wave(x))


@pytest.mark.parametrize("draw", [*DRAWN, datasets.curve])
def test_impossible_sizes_and_noise_are_refused(draw, rng):
    with pytest.raises(ValueError, match=r"n must be a .*whole number.* got 0"):
        draw(rng, 0)
    with pytest.raises(ValueError, match=r"got 10.5"):
        draw(rng, 10.5)
    for noise in (-0.1, np.nan, np.inf):
        with pytest.raises(ValueError, match=r"noise must be (a finite number|finite and not negative)"):
            draw(rng, 10, noise)


@pytest.mark.parametrize("draw", [datasets.spirals, datasets.blobs])
def test_impossible_numbers_of_classes_are_refused(draw, rng):
    with pytest.raises(ValueError, match=r"classes must be a positive whole number, got 0"):
        draw(rng, 10, classes=0)
    with pytest.raises(ValueError, match=r"at least 20, got 10"):
        draw(rng, 10, classes=20)


def test_digits_are_those_of_scikit_learn():
    x, y = datasets.digits()
    theirs = load_digits()
    np.testing.assert_array_equal(x * 16, theirs.data)
    np.testing.assert_array_equal(y, theirs.target)
    assert x.dtype == np.float64
    assert y.dtype == np.intp
    assert x.min() == 0
    assert x.max() == 1
    assert not x.flags.writeable
    assert not y.flags.writeable


def test_the_script_makes_the_shipped_digits_file(tmp_path, monkeypatch, capsys):
    script = runpy.run_path(str(RECIPES / "digits.py"))
    target = tmp_path / "digits.npz"
    monkeypatch.setitem(script["main"].__globals__, "TARGET", target)
    script["main"]()
    assert "1797 images" in capsys.readouterr().out
    with np.load(target) as made, np.load(datasets.DATA / "digits.npz") as shipped:
        assert set(made) == set(shipped) == {"images", "labels"}
        for name in made:
            np.testing.assert_array_equal(made[name], shipped[name])
            assert made[name].dtype == shipped[name].dtype == np.uint8
    assert target.stat().st_size < 50_000


@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(st.integers(1, 40), min_size=1, max_size=6),
    fraction=st.floats(0.05, 0.95),
    seed=st.integers(0, 2**32),
)
def test_split_is_stratified_and_loses_nothing(counts, fraction, seed):
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    n, m = len(y), round(len(y) * fraction)
    if not 1 <= m < n:
        with pytest.raises(ValueError, match="test must leave both sides"):
            datasets.split(rng, y[:, None], y, fraction)
        return
    row = np.arange(n, dtype=float)[:, None]
    (x1, y1), (x2, y2) = datasets.split(rng, row, y, fraction)
    assert len(x2) == m
    np.testing.assert_array_equal(np.sort(np.concatenate((x1, x2)), axis=0), row)
    np.testing.assert_array_equal(y[x1[:, 0].astype(int)], y1)
    np.testing.assert_array_equal(y[x2[:, 0].astype(int)], y2)
    shares = np.array(counts) * m / n
    taken = np.bincount(y2, minlength=len(counts))
    assert (np.abs(taken - shares) < 1 + 1e-9).all()


def test_split_picks_every_row_equally_often_and_in_random_order(rng):
    y = np.array([0] * 5 + [1] * 3 + [2])
    seen, first, last, together = Counter(), Counter(), Counter(), Counter()
    for _ in range(4000):
        (x_train, _), (x_test, _) = datasets.split(rng, np.arange(9.0)[:, None], y, 1 / 3)
        seen.update(x_test[:, 0])
        first[x_train[0, 0]] += 1
        last[x_test[-1, 0]] += 1
        together[tuple(sorted(x_test[:, 0]))] += 1
    spread = 5 * np.sqrt(4000 * (1 / 3) * (2 / 3))
    assert all(abs(seen[i] - 4000 / 3) < spread for i in range(9))
    assert len(first) == len(last) == 9
    assert len(together) > 20


def test_split_is_a_function_of_the_seed(rng):
    x, y = datasets.digits()
    one = datasets.split(np.random.default_rng(3), x, y)
    two = datasets.split(np.random.default_rng(3), x, y)
    other = datasets.split(np.random.default_rng(4), x, y)
    np.testing.assert_array_equal(one[1][0], two[1][0])
    assert not np.array_equal(one[1][1], other[1][1])
    assert len(one[1][1]) == round(0.3 * 1797)


def test_split_takes_a_number_of_rows_and_continuous_targets(rng):
    x, y = datasets.curve(rng, 100)
    (x1, y1), (x2, y2) = datasets.split(rng, x, y, 20)
    assert (x1.shape, y1.shape, x2.shape, y2.shape) == ((80, 1), (80, 1), (20, 1), (20, 1))
    # One of every five neighbors in value.
    assert set(np.searchsorted(np.sort(y[:, 0]), np.sort(y2[:, 0])) // 5) == set(range(20))


@pytest.mark.parametrize("test", [0, -0.2, 0.01, 0.99, 4, 1.5, np.nan, np.inf])
def test_split_refuses_empty_sides(test, rng):
    with pytest.raises(
        ValueError, match=r"test must (leave both sides at least one of 4 rows|be a finite number)"
    ):
        datasets.split(rng, *datasets.xor(), test)


@pytest.mark.parametrize("y", [np.zeros(3), np.zeros((4, 2))])
def test_split_refuses_targets_that_do_not_fit(y, rng):
    with pytest.raises(ValueError, match=r"x \(4, 2\) needs one y per row, got"):
        datasets.split(rng, datasets.xor()[0], y)


NAMES = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
]


def idx_bytes(array, kind=8):
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes([0, 0, kind, array.ndim]) + sizes + array.astype(np.uint8).tobytes()


@pytest.fixture
def mnist_arrays(rng):
    images = [rng.integers(0, 256, (n, 3, 2)) for n in (5, 4)]
    images[0][0, 0, 0], images[0][0, 0, 1] = 0, 255
    labels = [np.array([0, 9, 3, 3, 1]), np.array([7, 2, 0, 5])]
    return [images[0], labels[0], images[1], labels[1]]


@pytest.fixture
def folder(tmp_path, mnist_arrays):
    for name, array in zip(NAMES, mnist_arrays, strict=True):
        (tmp_path / name).write_bytes(idx_bytes(array))
    return tmp_path


def compress(path):
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()


@pytest.mark.parametrize("packed", [(), NAMES, NAMES[1:3]])
def test_mnist_reads_plain_and_packed_files(folder, mnist_arrays, packed):
    for name in packed:
        compress(folder / name)
    (x, y), (x_test, y_test) = datasets.mnist(str(folder))
    assert x.shape == (5, 6)
    assert x.dtype == np.float32
    assert y.dtype == np.intp
    np.testing.assert_array_equal(np.rint(x * 255), mnist_arrays[0].reshape(5, 6))
    np.testing.assert_array_equal(np.rint(x_test * 255), mnist_arrays[2].reshape(4, 6))
    assert x[0, 0] == 0
    assert x[0, 1] == 1
    np.testing.assert_array_equal(y, mnist_arrays[1])
    np.testing.assert_array_equal(y_test, mnist_arrays[3])
    assert not any(array.flags.writeable for array in (x, y, x_test, y_test))


def test_mnist_lists_all_missing_files(folder):
    (folder / NAMES[0]).unlink()
    (folder / NAMES[3]).unlink()
    with pytest.raises(FileNotFoundError) as error:
        datasets.mnist(folder)
    assert f"lacks {NAMES[0]}, {NAMES[3]} (plain or with .gz, -idx or .idx)" in str(error.value)
    with pytest.raises(FileNotFoundError, match="lacks train-images"):
        datasets.mnist(folder / "nowhere")


@pytest.mark.parametrize(
    ("index", "damage", "message"),
    [
        (0, lambda d: d[:-1], r"is cut off or damaged: 45 bytes, .* 5 x 3 x 2 values need 46"),
        (0, lambda d: d + b"\0", r"is cut off or damaged: 47 bytes"),
        (0, lambda d: d[:9], r"is cut off or damaged: 9 bytes"),
        (1, lambda d: d[:6], r"is cut off or damaged: 6 bytes"),
        (1, lambda d: b"", r"is not an IDX file: it starts with b''"),
        (1, lambda d: b"<!DOCTYPE html>", r"is not an IDX file: it starts with b'<!DO'"),
        (1, lambda d: b"\0\1" + d[2:], r"is not an IDX file"),
        (2, lambda d: d[:2] + b"\x0d" + d[3:], r"its header says type 0x0d in 3"),
        (3, lambda d: idx_bytes(np.zeros((4, 1))), r"in 1 dimensions, its header says .* in 2"),
        (3, lambda d: idx_bytes(np.zeros(3)), r"4 images, t10k-labels-idx1-ubyte 3 labels"),
        (3, lambda d: idx_bytes(np.array([1, 2, 10, 0])), r"labels must be 0 ... 9, found 10"),
        (3, lambda d: idx_bytes(np.zeros(0)), r"is empty: it holds 0 values"),
    ],
)
def test_mnist_refuses_damaged_files(folder, index, damage, message):
    path = folder / NAMES[index]
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match=message) as error:
        datasets.mnist(folder)
    assert NAMES[index] in str(error.value)


@pytest.mark.parametrize(
    "damage",
    [lambda d: d[:-9], lambda d: b"plain", lambda d: d[:12] + bytes([255] * 20) + d[32:]],
)
def test_mnist_refuses_damaged_gzip(folder, damage):
    compress(folder / NAMES[0])
    path = folder / f"{NAMES[0]}.gz"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match=r"train-images-idx3-ubyte.gz is cut off or not gzip"):
        datasets.mnist(folder)
