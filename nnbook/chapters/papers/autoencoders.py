"""The papers' table: the deep autoencoder of Hinton and Salakhutdinov (2006), on small digits."""

from typing import Any

import numpy as np

from nnbook import activations
from nnbook.arrays import Array
from nnbook.edges import require_known
from nnbook.ensembles import stack
from nnbook.experiments.flow import sigmoid_twin
from nnbook.experiments.tasks import IMAGES, digits_task
from nnbook.initializers import variance_scaling
from nnbook.layers import Activate, Dense
from nnbook.losses import mean_squared_error
from nnbook.network import Network, mlp
from nnbook.optimizers import SGD
from nnbook.pretraining import pretrain
from nnbook.training import fit

SIZES = (64, 48, 24, 8)
STARTS = ("usual", "rbm", "centered")
RATES = (5.0, 20.0)
_SQUASH = Activate(activations.sigmoid)


def autoencoder_errors(start: str, *, seeds: int = 5) -> Array:
    """The mean squared error per pixel of unseen digits that came through eight sigmoid units, (seeds,).

    64-48-24-8-24-48-64, 1,000 steps of SGD with momentum 0.9 on 1,000 digits of each seed, at the better of
    two rates on 200 digits kept apart. `start` is "usual", U(+-1/sqrt n); "rbm", a stack of machines
    unrolled; or "centered", sigmoids that compute what tanh units from Xavier's start do.
    """
    require_known("start", start, STARTS)
    task, aside = (digits_task(seeds=seeds, part=part) for part in ("test", "validation"))
    begun, found = [_begun(start, task.x[rows], seed) for seed, rows in enumerate(task.train)], []
    for lr in RATES:
        net, rng = stack(begun), np.random.default_rng(0)
        options: dict[str, Any] = {"epochs": 50, "batch_size": 50, "rows": task.train}
        rule: dict[str, Any] = {"optimizer": SGD(lr, 0.9), "loss": mean_squared_error}
        for _ in fit(net, task.x, task.x, rng=rng, **rule, **options):
            pass
        parts = (task.x[rows] for rows in (aside.test, task.test))
        found.append([np.square(net(x) - x).mean(axis=(1, 2)) for x in parts])
    best: Array = min(found, key=lambda errors: float(np.median(errors[0])))[1]
    return best


def component_errors(*, seeds: int = 5) -> Array:
    """The same of eight principal components instead of a network."""
    task, found = digits_task(seeds=seeds), []
    for train, test in zip(task.train, task.test, strict=True):
        mean = task.x[train].mean(axis=0)
        axes = np.linalg.svd(task.x[train] - mean, full_matrices=False)[2][: SIZES[-1]]
        off = task.x[test] - mean
        found.append(np.square(off - off @ axes.T @ axes).mean())
    return np.array(found)


def average_errors(*, seeds: int = 5) -> Array:
    """The same of an answer that is always the average image."""
    task = digits_task(seeds=seeds)
    pairs = zip(task.train, task.test, strict=True)
    return np.array([np.square(task.x[test] - task.x[train].mean(axis=0)).mean() for train, test in pairs])


def _begun(start: str, x: Array, seed: int) -> Network:
    rng, whole = np.random.default_rng(seed), [*SIZES, *SIZES[-2::-1]]
    if start == "centered":
        twin = sigmoid_twin(mlp(rng, whole, "tanh", "xavier"))
        return Network([*twin.layers, _SQUASH]).astype(np.float32)
    if start == "usual":
        drawn = mlp(rng, whole, "sigmoid", variance_scaling(1 / 3, "in", "uniform"))
        return Network([*drawn.layers, _SQUASH]).astype(np.float32)
    rbms = pretrain(rng, x, SIZES[1:], optimizer=SGD(0.1, 0.5), epochs=20 * IMAGES // len(x), batch_size=20)
    up = [Dense(rbm.W.copy(), rbm.c.copy()) for rbm in rbms]
    down = [Dense(rbm.W.T.copy(), rbm.b.copy()) for rbm in rbms[::-1]]
    return Network([layer for dense in (*up, *down) for layer in (dense, _SQUASH)]).astype(np.float32)
