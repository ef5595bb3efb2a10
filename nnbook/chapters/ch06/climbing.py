"""Chapter 06: any rung of the ladder trained on real digits, many networks side by side."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nnbook.arrays import Array, Labels, Rng
from nnbook.datasets import mnist
from nnbook.edges import require_known
from nnbook.ensembles import stack, unstack
from nnbook.experiments.stacks import train_stack
from nnbook.experiments.tasks import Task
from nnbook.initializers import variance_scaling
from nnbook.network import Network, mlp
from nnbook.optimizers import SGD, Adam

SEEDS, BATCH, STEPS = 10, 50, 600
# What Glorot & Bengio (2010) call the commonly used start.
USUAL = "U(±1/√n)"


@dataclass(frozen=True)
class Rung:
    """What is trained: hidden layers, activation, start, dropout, networks averaged, and how.

    `init` is the name of an initializer, or `USUAL`. `optimizer` is adam or sgd (with momentum 0.9), `lr` its
    learning rate. `normalize` and `skip` are those of `mlp`.
    """

    hidden: tuple[int, ...] = (128,) * 4
    activation: str = "relu"
    init: str = "he"
    dropout: float = 0.2
    members: int = 5
    optimizer: str = "adam"
    lr: float = 0.001
    normalize: str | None = None
    skip: bool = False

    def network(self, rng: Rng, pixels: int) -> Network:
        """One member at its start, for images of so many pixels and ten classes."""
        init = variance_scaling(1 / 3, "in", "uniform") if self.init == USUAL else self.init
        sizes = [pixels, *self.hidden, 10]
        return mlp(rng, sizes, self.activation, init, self.dropout, self.normalize, self.skip)

    def rule(self) -> Adam | SGD:
        """The optimizer; ValueError for an unknown name."""
        require_known("optimizer", self.optimizer, ("adam", "sgd"))
        return Adam(self.lr) if self.optimizer == "adam" else SGD(self.lr, momentum=0.9)


def mnist_task(folder: str | Path, *, seeds: int = 3) -> Task:
    """MNIST from the reader's own files, with its own split for every seed."""
    (x, y), (x_test, y_test) = mnist(folder)
    rows = np.arange(len(y) + len(y_test))
    parts = (np.tile(part, (seeds, 1)) for part in np.split(rows, [len(y)]))
    return Task(np.concatenate((x, x_test)), np.concatenate((y, y_test)), *parts)


@dataclass(frozen=True, eq=False)
class Climb:
    """A rung, trained: `steps` (t,), share of test rows wrong (t, seeds), and all that was said at the end.

    `p` (seeds, members, m, 10) are the members' test probabilities; the errors are those of their mean.
    """

    steps: Labels
    error: Array
    p: Array


def climb(rung: Rung, task: Task, *, steps: int = STEPS, batch: int = BATCH) -> Climb:
    """Every seed's networks trained side by side, scored 17 times on the way.

    The members of one seed share their rows and differ in start, order and dropout masks.
    """
    of = np.repeat(np.arange(len(task.train)), rung.members)
    rng, rule = np.random.default_rng(1), rung.rule()
    net = stack([rung.network(rng, task.x.shape[1]) for _ in of]).astype(np.float32)
    at, settle = records(steps), rung.normalize == "batch"
    p = _proba(net, task, of, settle)
    error = [_wrong(p, task)]
    rows = task.train[of]
    run = train_stack(net, task.x, task.y, rows, rng=rng, optimizer=rule, steps=steps, batch=batch)
    for done in run:
        if done in at:
            p = _proba(net, task, of, settle)
            error.append(_wrong(p, task))
    return Climb(at, np.array(error), p)


def records(steps: int) -> Labels:
    """When a training of so many steps is scored: 17 times, closer together at the start."""
    at: Labels = np.unique((steps * np.linspace(0, 1, 17) ** 1.5).round().astype(int))
    return at


def _proba(net: Network, task: Task, of: Labels, settle: bool) -> Array:
    # One member at a time: all test images of MNIST for all of them would fill the memory.
    nets = list(zip(unstack(net), of, strict=True))
    if settle:
        nets = [(one.settled(task.x[task.train[seed]]), seed) for one, seed in nets]
    p = [one.predict_proba(task.x[task.test[seed]]) for one, seed in nets]
    return np.reshape(p, (len(task.test), -1, *p[0].shape))


def _wrong(p: Array, task: Task) -> Array:
    share: Array = (p.mean(axis=1).argmax(axis=-1) != task.y[task.test]).mean(axis=-1)
    return share
