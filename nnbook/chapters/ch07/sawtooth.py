"""Chapter 07: the sawtooth that two units a layer can draw, and what training finds."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from nnbook import activations
from nnbook.arrays import Array
from nnbook.chapters.ch07.kinds import KINDS
from nnbook.drawing.panels import Drawing, drawing, lines
from nnbook.drawing.parts import line_series
from nnbook.drawing.scales import significant
from nnbook.drawing.words import band
from nnbook.edges import require_known
from nnbook.ensembles import stack
from nnbook.experiments.sweeps import stored
from nnbook.layers import Activate, Dense
from nnbook.losses import mean_squared_error
from nnbook.network import Network, mlp
from nnbook.optimizers import Adam
from nnbook.training import fit

FOLDS, SEEDS, POINTS, EPOCHS, BATCH = range(1, 7), 10, 256, 500, 64
SAW_RATES = [0.003, 0.01]
DEEP, WIDTH = 5, 10
# One layer has three parameters a unit and one more: as many units as five layers of ten have parameters for.
WIDE = (2 * WIDTH + (DEEP - 1) * (WIDTH * WIDTH + WIDTH) + WIDTH + 1 - 1) // 3
SAW_NETS = ("two units a layer", "five layers", "five layers, both", "one wide layer")
BY_HAND = "written by hand"
SAW_AXES: dict[str, list[Any]] = {"folds": list(FOLDS), "net": list(SAW_NETS)}


def tent(x: Array) -> Array:
    """Up from 0 to 1 and down again: two ReLU units."""
    return np.asarray(np.maximum(0, 2 * x) - np.maximum(0, 4 * x - 2))


def folded(x: Array, folds: int) -> Array:
    """The tent of the tent ..., `folds` times: 2^folds straight pieces over [0, 1] (Telgarsky 2016)."""
    for _ in range(folds):
        x = tent(x)
    return x


def sawtooth_net(folds: int) -> Network:
    """The network 1 - 2 - ... - 2 - 1 whose weights, written by hand, fold `folds` times."""
    first = Dense(np.array([[2.0, 4.0]]), np.array([0.0, -2.0]))
    fold = Dense(np.array([[2.0, 4.0], [-2.0, -4.0]]), np.array([0.0, -2.0]))
    bends = [
        layer for dense in (first, *[fold] * (folds - 1)) for layer in (dense, Activate(activations.relu))
    ]
    return Network([*bends, Dense(np.array([[1.0], [-1.0]]), np.zeros(1))])


def saw_sizes(net: str, folds: int) -> tuple[list[int], str]:
    """The sizes of one of `SAW_NETS`, and its kind."""
    require_known("net", net, SAW_NETS)
    if net == "two units a layer":
        return [1, *[2] * folds, 1], "plain"
    if net == "one wide layer":
        return [1, WIDE, 1], "plain"
    return [1, *[WIDTH] * DEEP, 1], "both" if net.endswith("both") else "plain"


def saw_trained(
    *, folds: int, net: str, lr: float, seeds: int = SEEDS, epochs: int = EPOCHS
) -> tuple[Array, Array]:
    """What trained networks draw (seeds, 129), and their share of the variance missed (2, seeds).

    Trained on 257 points of the sawtooth, spaced evenly; the share is that of points a third of the way from
    one to the next, to choose a rate by, then of points two thirds of the way. ReLU from He's start, Adam.
    """
    sizes, kind = saw_sizes(net, folds)
    starts = [mlp(np.random.default_rng(s), sizes, "relu", "he", **KINDS[kind]) for s in range(seeds)]
    stacked, x = stack(starts).astype(np.float32), np.linspace(0, 1, POINTS + 1)
    rng = np.random.default_rng(0)
    data, target = centered(x), folded(x, folds)[:, None].astype(np.float32)
    for _ in fit(
        stacked,
        data,
        target,
        rng=rng,
        optimizer=Adam(lr),
        loss=mean_squared_error,
        epochs=epochs,
        batch_size=BATCH,
    ):
        pass
    stacked = stacked.settled(data)
    between = [x[:-1] + part / 3 / POINTS for part in (1, 2)]
    missed = [
        ((stacked(centered(u))[..., 0] - folded(u, folds)) ** 2).mean(-1) / folded(u, folds).var()
        for u in between
    ]
    return stacked(data[::2])[..., 0], np.array(missed)


def centered(x: Array) -> Array:
    """The points of [0, 1] as the networks see them: (n, 1) in [-1, 1]."""
    return (2 * x - 1)[:, None].astype(np.float32)


def saw_at_best(*, folds: int, net: str) -> tuple[Array, Array]:
    """The curves (seeds, 129) and what they miss (seeds,) at the rate that misses least, in the median."""
    run = partial(saw_trained, folds=folds, net=net)
    tried = [run(lr=lr) for lr in SAW_RATES]
    curves, missed = tried[int(np.argmin([np.median(missed[0]) for _, missed in tried]))]
    return curves, missed[1]


@dataclass(frozen=True, eq=False)
class Sawtooth:
    """A sawtooth of `folds` at x (129,), what a network draws of it, and the share missed by every kind.

    `missed` has (folds, seeds) for each of `SAW_NETS`.
    """

    folds: int
    x: Array
    drawn: Array
    missed: dict[str, Array]
    own: float


def sawtooth(*, folds: int, net: str, seed: int) -> Sawtooth:
    """A network written by hand, or one of `SAW_NETS` as trained from a start (recipe sawtooth).

    Raises ValueError for a setting that is not in `SAW_AXES`.
    """
    missed = stored("sawtooth", "missed")
    x = np.linspace(0, 1, POINTS // 2 + 1)
    if net == BY_HAND:
        drawn, own = sawtooth_net(folds)(x[:, None])[:, 0], 0.0
    else:
        drawn = stored("sawtooth", "curves").at(folds=folds, net=net)[seed]
        own = float(missed.at(folds=folds, net=net)[seed])
    return Sawtooth(folds, x, drawn, {name: missed.at(net=name) for name in SAW_NETS}, own)


# Colour and dash of each network: neighbours in a picture never share both.
SAW_LOOKS = {
    "two units a layer": ("wrong", "line"),
    "five layers": ("he", "dashed"),
    "five layers, both": ("right", "line"),
    "one wide layer": ("large", "dashed"),
}


def sawtooth_drawing(saw: Sawtooth) -> Drawing:
    """The sawtooth and what the network draws of it; what each kind misses, over the folds."""
    return drawing(
        lines(
            series=[
                line_series("the sawtooth", saw.x, folded(saw.x, saw.folds), color="zeros", style="dashed"),
                line_series("the network", saw.x, significant(saw.drawn, 2), color="right"),
            ],
            title=f"{2 ** (saw.folds - 1)} teeth",
            x_label="x",
            y_label="y",
            x_domain=(0, 1),
            y_domain=(-0.5, 1.5),
            width=1.3,
        ),
        lines(
            series=[
                band(name, list(FOLDS), runs.clip(0, 1.2), *SAW_LOOKS[name], digits=2)
                for name, runs in saw.missed.items()
            ],
            title="Missed after training",
            x_label="folds (drag)",
            y_label="share of the variance",
            x_domain=(FOLDS[0], FOLDS[-1]),
            y_domain=(0, 1.2),
            marker=saw.folds,
            marker_axis="folds",
        ),
        summary=f"{{folds}} folds make {2**saw.folds} straight pieces. The network ({{net}}, start {{seed}}) "
        f"misses {saw.own:.0%} of the variance.",
    )
