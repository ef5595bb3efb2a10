"""Many networks side by side: each on rows of its own, as if it were alone."""

import numpy as np
import pytest

from nnbook.ensembles import stack
from nnbook.experiments.stacks import Seen, train_stack
from nnbook.network import mlp
from nnbook.optimizers import SGD


def nets(k):
    return stack([mlp(np.random.default_rng(seed), (2, 4, 3), "relu", "he") for seed in range(k)])


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.mark.parametrize(("n", "batch", "steps"), [(10, 5, 7), (7, 3, 5), (4, 50, 3)])
def test_a_member_sees_its_own_rows_only_whole_batches_and_none_twice_an_epoch(rng, n, batch, steps):
    x, y = rng.normal(size=(30, 2)), rng.integers(3, size=30)
    x[:, 0] = np.arange(30)
    rows, seen = np.arange(2 * n).reshape(2, n), []

    def view(_, images):
        seen.append(images[..., 0].astype(int))
        return images

    done = list(
        train_stack(nets(2), x, y, rows, rng=rng, optimizer=SGD(1e-3), steps=steps, batch=batch, view=view)
    )
    assert done == list(range(1, steps + 1))
    per_epoch = max(1, n // batch)
    for member in range(2):
        for start in range(0, steps, per_epoch):
            epoch = np.concatenate([one[member] for one in seen[start : start + per_epoch]])
            assert len(set(epoch.tolist())) == len(epoch)
            assert set(epoch.tolist()) <= set(rows[member].tolist())
    assert {one.shape[1] for one in seen} == {min(batch, n)}


def test_a_view_changes_what_is_seen_in_training_and_nothing_in_use(rng):
    x = np.ones((1, 2))
    layer = Seen(lambda rng, images: images + rng.random())
    assert layer.forward(x)[0] is x
    assert (layer.forward(x, rng)[0] != x).all()
    assert layer.params == {}
    with pytest.raises(ValueError, match="before the first layer"):
        layer.backward(x, None)


def test_a_loss_that_is_not_finite_is_told_with_its_step(rng):
    x, y = rng.normal(size=(6, 2)) * 1e150, rng.integers(3, size=6)
    with np.errstate(all="ignore"), pytest.raises(FloatingPointError, match="at step"):
        list(
            train_stack(nets(2), x, y, np.tile(np.arange(6), (2, 1)), rng=rng, optimizer=SGD(1e150), steps=9)
        )
