"""Chapter 05: many networks on the digits side by side, each with examples and redrawn labels of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from nnbook.arrays import Array, Labels, Rng
from nnbook.datasets import digits, split
from nnbook.ensembles import stack
from nnbook.experiments.stacks import train_stack
from nnbook.losses import softmax
from nnbook.network import Network, mlp
from nnbook.optimizers import Adam

TEST, LR = 597, 1e-3
STEPS = 720  # 360 epochs of 100 examples, 30 epochs of 1,200


@dataclass(frozen=True, eq=False)
class DigitSets:
    """Per seed a training set x (seeds, n, 64), y (seeds, n), and 597 other rows to test on."""

    x: Array
    y: Labels
    x_test: Array
    y_test: Labels


def digit_sets(*, seeds: int, n: int, noise: float) -> DigitSets:
    """n digits for each seed; `noise` is the share of training labels redrawn from all ten classes.

    Raises ValueError for noise outside [0, 1], or more than the 1,200 digits that are not for testing.
    """
    if not 0 <= noise <= 1:
        raise ValueError(f"noise must be in [0, 1]: the share of labels redrawn; got {noise}")
    x, y = digits()
    if not 1 <= n <= len(x) - TEST:
        raise ValueError(f"n must be in 1 ... {len(x) - TEST}, got {n}")
    return DigitSets(*map(np.stack, zip(*(_one_set(x, y, s, n, noise) for s in range(seeds)), strict=True)))


def _one_set(x: Array, y: Labels, seed: int, n: int, noise: float) -> tuple[Array, Labels, Array, Labels]:
    rng = np.random.default_rng(seed)
    (x, y), (x_test, y_test) = split(rng, x.astype(np.float32), y, test=TEST)
    # Drawn for all 1,200 rows, so that a larger set contains the smaller one, redrawn labels and all.
    redrawn, random = rng.random(len(y)) < noise, rng.integers(10, size=len(y))
    return x[:n], np.where(redrawn, random, y)[:n], x_test, y_test


@dataclass(frozen=True, eq=False)
class DigitFit:
    """Networks on the digits: shares of wrong answers at the `steps` (t,), each (t, seeds, members).

    `train` and `validation` count against the labels that were given, redrawn ones among them. `p`
    (seeds, members, 597, 10) are the test probabilities at the end, `labels` (seeds, 597) the truth,
    `net` the stack of all networks, `x_test` (seeds, 597, 64) what they were asked, `spare` x and y of the
    validation rows (seeds, validation, ...).
    """

    steps: Labels
    train: Array
    validation: Array
    test: Array
    p: Array
    labels: Labels
    net: Network
    x_test: Array
    spare: tuple[Array, Labels]


def fit_digits(
    *,
    n: int,
    noise: float = 0.0,
    rate: float = 0.0,
    weight_decay: float = 0.0,
    hidden: Sequence[int] = (256, 256),
    seeds: int = 10,
    members: int = 1,
    bagging: bool = False,
    validation: int = 0,
    steps: int = STEPS,
    records: int = 2,
    view: Callable[[Rng, Array], Array] | None = None,
) -> DigitFit:
    """ReLU networks from He's start, trained in float32 with Adam at 0.001, 50 examples a step.

    For each seed `members` networks share their examples and labels, and differ in start, order,
    dropout masks and, with `bagging`, in the rows they draw from them. `validation` rows more
    are kept apart, their labels redrawn alike. `view` is that of `train_stack`.
    """
    sets = digit_sets(seeds=seeds, n=n + validation, noise=noise)
    rng = np.random.default_rng(1)
    nets = [mlp(rng, [64, *hidden, 10], "relu", "he", dropout=rate) for _ in range(seeds * members)]
    net, of = stack(nets).astype(np.float32), np.repeat(np.arange(seeds), members)[:, None]
    bag = rng.integers(n, size=(len(of), n)) if bagging else np.tile(np.arange(n), (len(of), 1))
    at = np.unique(np.linspace(0, steps, records).round().astype(int))
    spare = sets.x[:, n:], sets.y[:, n:]
    parts = (sets.x[:, :n], sets.y[:, :n]), spare, (sets.x_test, sets.y_test)
    scores = [_errors(net, parts, members)]
    x, y, rows = np.concatenate(sets.x), np.concatenate(sets.y), of * (n + validation) + bag
    optimizer = Adam(LR, weight_decay=weight_decay)
    run = train_stack(net, x, y, rows, rng=rng, optimizer=optimizer, steps=steps, view=view)
    scores += [_errors(net, parts, members) for done in run if done in at]
    train, kept, test = map(np.stack, zip(*scores, strict=True))
    return DigitFit(
        at, train, kept, test, proba(net, sets.x_test, members), sets.y_test, net, sets.x_test, spare
    )


def proba(net: Network, x: Array, members: int) -> Array:
    """What each seed's members (seeds, members, n, 10) say of its own images (seeds, n, 64)."""
    p = softmax(net(np.repeat(x, members, axis=0)))
    return p.reshape(-1, members, *p.shape[1:])


def _errors(net: Network, parts: Sequence[tuple[Array, Labels]], members: int) -> list[Array]:
    """Shares of wrong answers on each part, (seeds, members); 0 where a part is empty."""
    errors: list[Array] = []
    for x, y in parts:
        if not y.size:
            errors.append(np.zeros((len(y), members)))
            continue
        guess = net(np.repeat(x, members, axis=0)).argmax(axis=-1)
        wrong = guess != np.repeat(y, members, axis=0)
        errors.append(wrong.sum(axis=-1).reshape(-1, members) / y.shape[1])
    return errors
