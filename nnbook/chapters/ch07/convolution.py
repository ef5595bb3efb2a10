"""Chapter 07: a convolution, a matrix with ties, and the same network without, on shuffled pixels too."""

from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np

from nnbook import activations
from nnbook.arrays import Array, Rng
from nnbook.chapters.ch07.windows import PLACES, MaxPool, Windows
from nnbook.datasets import digits
from nnbook.drawing.panels import Drawing, bars, drawing, images
from nnbook.drawing.parts import Panel, bar_series, image
from nnbook.drawing.scales import significant
from nnbook.edges import require_known
from nnbook.experiments.intervals import corrected_interval
from nnbook.experiments.sweeps import stored
from nnbook.experiments.tasks import OVERLAP, Task, digits_task
from nnbook.layers import Activate, Dense
from nnbook.network import Network
from nnbook.optimizers import Adam
from nnbook.training import fit

CHANNELS, STEPS, BATCH, SEEDS = 8, 600, 50, 10
MIDDLE = 14
LAYERS = ("every pixel", "windows", "windows, tied")
PIXELS = ("right", "shuffled")
COLORS = {"right": "right", "shuffled": "wrong"}
CONV_AXES: dict[str, list[Any]] = {
    "examples": [50, 1000],
    "pixels": list(PIXELS),
    "layer": list(LAYERS),
}
CONV_RATES = [0.004, 0.016]
# The positions of the figure that a reader should see first.
CONV_PRESETS: dict[str, dict[str, Any]] = {
    "tied, right pixels": {"layer": "windows, tied", "pixels": "right", "examples": 50},
    "tied, shuffled pixels": {"layer": "windows, tied", "pixels": "shuffled", "examples": 50},
    "every pixel, shuffled": {"layer": "every pixel", "pixels": "shuffled", "examples": 50},
}


def conv_net(rng: Rng, layer: str) -> Network:
    """A network 64 - 288 - 72 - 10 of one of `LAYERS`: 36 places of 8 channels, the largest of four."""
    require_known("layer", layer, LAYERS)
    first: Dense | Windows
    if layer == "every pixel":
        first = Dense.create(rng, 64, PLACES * CHANNELS, "he")
    else:
        first = Windows.create(rng, CHANNELS, tied=layer == "windows, tied")
    last = Dense.create(rng, PLACES // 4 * CHANNELS, 10, "he")
    return Network([first, Activate(activations.relu), MaxPool(CHANNELS), last])


def shown(x: Array, pixels: str, shift: int = 0) -> Array:
    """The images (n, 64) moved right by `shift` pixels, then in the order right or shuffled (one for all)."""
    require_known("pixels", pixels, PIXELS)
    moved = np.roll(x.reshape(-1, 8, 8), shift, axis=2)
    moved[:, :, :shift] = 0
    order = np.random.default_rng(0).permutation(64) if pixels == "shuffled" else np.arange(64)
    return moved.reshape(-1, 64)[:, order]


def conv_trained(*, examples: int, pixels: str, layer: str, lr: float, seed: int) -> tuple[Network, Array]:
    """A trained network, and its shares right (3,).

    Of 200 digits to choose by, of 597 others, and of these moved by a pixel. Every seed has digits and a
    start of its own.
    """
    rng, (task, chosen_by) = np.random.default_rng(seed), _tasks(examples)
    net, rows = conv_net(rng, layer).astype(np.float32), task.train[seed]
    x, y = shown(task.x[rows], pixels), task.y[rows]
    for _ in fit(net, x, y, rng=rng, optimizer=Adam(lr), epochs=STEPS * BATCH // examples, batch_size=BATCH):
        pass
    held_out = ((chosen_by.test[seed], 0), (task.test[seed], 0), (task.test[seed], 1))
    right = [(net(shown(task.x[r], pixels, by)).argmax(axis=-1) == task.y[r]).mean() for r, by in held_out]
    return net, np.array(right)


@cache
def _tasks(examples: int) -> tuple[Task, Task]:
    return digits_task(examples=examples), digits_task(examples=examples, part="validation")


def first_weights(net: Network) -> Array:
    """What eight units of the first layer give each pixel (8, 64): the channels at one middle place."""
    first: Any = net.layers[0]
    if isinstance(first, Windows):
        return first.matrix().reshape(64, PLACES, -1)[:, MIDDLE].T
    return np.asarray(first.W[:, :CHANNELS].T)


def conv_right(*, examples: int, pixels: str, layer: str) -> tuple[Array, Array]:
    """The shares of `conv_trained` (3, 10 seeds), and the weights (8, 64) that the first seed found.

    At the rate with the best mean on the digits to choose by.
    """
    run = partial(conv_trained, examples=examples, pixels=pixels, layer=layer)
    tried = [[run(lr=lr, seed=seed) for seed in range(SEEDS)] for lr in CONV_RATES]
    found = max(tried, key=lambda runs: float(np.mean([right[0] for _, right in runs])))
    return np.array([right for _, right in found]).T, first_weights(found[0][0])


@dataclass(frozen=True, eq=False)
class ConvRun:
    """One of the `LAYERS` with so many examples: its weights, and how all of them do.

    `weights` (8, 64) are what eight units give each pixel as it is shown, `digit` (64,) an image as it is
    shown. `right` holds the shares of unseen digits right, by pixels and layer (seeds,), `moved` those of the
    same digits moved by a pixel.
    """

    weights: Array
    digit: Array
    right: dict[tuple[str, str], Array]
    moved: dict[tuple[str, str], Array]


def convolution(*, layer: str, pixels: str, examples: int) -> ConvRun:
    """The networks as stored (recipe convolution); ValueError for a setting that is not in `CONV_AXES`."""
    right = stored("convolution", "right").at(examples=examples)
    weights = stored("convolution", "weights").at(examples=examples, pixels=pixels, layer=layer)
    kinds = [(p, one) for p in PIXELS for one in LAYERS]
    kept = dict(zip(kinds, right.reshape(len(kinds), *right.shape[2:]), strict=True))
    return ConvRun(
        weights,
        shown(digits()[0][:1], pixels)[0],
        {kind: shares[1] for kind, shares in kept.items()},
        {kind: shares[2] for kind, shares in kept.items()},
    )


def convolution_drawing(run: ConvRun) -> Drawing:
    """A digit as it is shown, what eight units look for, and the errors of all six networks."""
    largest = float(np.abs(run.weights).max())
    ends = {kind: 100 * (1 - float(shares.mean())) for kind, shares in run.right.items()}
    best = min(ends, key=lambda kind: ends[kind])
    return drawing(
        images(
            images=[image(significant(run.digit, 2), "the digit as shown")],
            shape=(8, 8),
            columns=1,
            domain=(0, 1),
            title="Seen",
            width=0.5,
        ),
        images(
            images=[image(significant(w / largest, 2)) for w in run.weights],
            shape=(8, 8),
            columns=4,
            domain=(-1, 1),
            diverging=True,
            title="What eight units look for",
            width=1.1,
        ),
        bars(
            x=list(LAYERS),
            series=[_errors(pixels, [run.right[pixels, one] for one in LAYERS]) for pixels in PIXELS],
            domain=(0, 30),
            title="Unseen digits wrong",
            x_label="first layer",
            y_label="%",
        ),
        summary=f"{{layer}}, {{pixels}} pixels, {{examples}} training digits. Fewest errors: {best[1]} on "
        f"{best[0]} pixels with {ends[best]:.1f} % wrong; tied windows make {ends['right', LAYERS[2]]:.1f} % "
        f"on right and {ends['shuffled', LAYERS[2]]:.1f} % on shuffled pixels.",
    )


def _errors(pixels: str, runs: list[Array]) -> Panel:
    """Mean errors in percent, whiskers at the ends of their intervals for new digits."""
    ends = 100 * np.array([corrected_interval(1 - shares, OVERLAP) for shares in runs])
    mean, low, high = significant(ends, 3).T
    return bar_series(f"{pixels} pixels", mean, color=COLORS[pixels], low=low, high=high)
