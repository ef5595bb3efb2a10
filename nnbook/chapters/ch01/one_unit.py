"""Chapter 01: one unit that cannot compute XOR, and the three units of the lecture that can."""

from dataclasses import dataclass
from math import inf, log

import numpy as np

from nnbook.activations import sigmoid, softplus
from nnbook.arrays import Array, choice
from nnbook.datasets import and_, or_, xor
from nnbook.layers import Activate, Dense
from nnbook.losses import binary_cross_entropy
from nnbook.network import Network
from nnbook.optimizers import SGD
from nnbook.training import fit

TASKS = {"AND": and_, "OR": or_, "XOR": xor}

# Hidden units h1 and h2, output unit y; of each the weights of its two inputs and its bias.
LECTURE = {
    "h1_w1": 5.0, "h1_w2": 5.0, "h1_b": -8.0,
    "h2_w1": -7.0, "h2_w2": -7.0, "h2_b": 3.0,
    "y_w1": -11.0, "y_w2": -11.0, "y_b": 6.0,
}  # fmt: skip
LABELS = {
    "h1_w1": "x1→h1", "h1_w2": "x2→h1", "h1_b": "h1 bias",
    "h2_w1": "x1→h2", "h2_w2": "x2→h2", "h2_b": "h2 bias",
    "y_w1": "h1→y", "y_w2": "h2→y", "y_b": "y bias",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Attempt:
    """A network and the table it is meant to compute: x (n, 2), y (n, 1)."""

    net: Network
    x: Array
    y: Array

    @property
    def right(self) -> int:
        """The number of rows on the wanted side of 1/2."""
        return int(((self.net(self.x) > 0) == (self.y > 0.5)).sum())


def one_unit(*, task: str, w1: float, w2: float, b: float) -> Attempt:
    """sigmoid(w1 x1 + w2 x2 + b) against the table of AND, OR or XOR.

    Raises ValueError listing the tasks when this one is not known.
    """
    choice("task", task, dict(TASKS))
    return Attempt(Network([Dense(np.array([[w1], [w2]], float), np.array([b], float))]), *TASKS[task]())


def three_units(
    *,
    h1_w1: float,
    h1_w2: float,
    h1_b: float,
    h2_w1: float,
    h2_w2: float,
    h2_b: float,
    y_w1: float,
    y_w2: float,
    y_b: float,
) -> Attempt:
    """Two hidden sigmoid units and an output unit against XOR; `LECTURE` has the lecture's values."""
    hidden = Dense(np.array([[h1_w1, h2_w1], [h1_w2, h2_w2]], float), np.array([h1_b, h2_b], float))
    output = Dense(np.array([[y_w1], [y_w2]], float), np.array([y_b], float))
    return Attempt(Network([hidden, Activate(sigmoid), output]), *xor())


def output_unit(*, y_w1: float, y_w2: float, y_b: float) -> Attempt:
    """The lecture's hidden units under an output unit of your own."""
    return three_units(**{**LECTURE, "y_w1": y_w1, "y_w2": y_w2, "y_b": y_b})


@dataclass(frozen=True)
class DialRange:
    """The open interval a dial may turn in, and the rows of the table that break at its ends.

    An end is infinite, and its rows empty, where no row ever breaks.
    """

    low: float
    high: float
    breaks_low: tuple[int, ...]
    breaks_high: tuple[int, ...]


def dial_range(dial: str, **dials: float) -> DialRange:
    """How far one of the nine dials turns, the others as given, before a row of XOR breaks.

    At an end the output of the rows named is exactly 1/2. The logit of a row is monotone in every
    single dial, so each row gives at most one end, found by algebra. Raises ValueError for an
    unknown dial, or when the given network does not compute XOR to begin with.
    """
    choice("dial", dial, dict(dials))
    attempt = three_units(**dials)
    if attempt.right < 4:
        raise ValueError(f"{attempt.right} of 4 rows right: a range needs a network that has all 4")
    ends = [_crossing(dial, x1, x2, dials) for x1, x2 in attempt.x]
    low = max((e for e in ends if e < dials[dial]), default=-inf)
    high = min((e for e in ends if e > dials[dial]), default=inf)
    return DialRange(low, high, _rows_at(low, ends), _rows_at(high, ends))


def _rows_at(end: float, ends: list[float]) -> tuple[int, ...]:
    return tuple(i for i, e in enumerate(ends) if abs(end) < inf and abs(e - end) < 1e-9)


def _crossing(dial: str, x1: float, x2: float, d: dict[str, float]) -> float:
    """The dial's value at which the row's logit is 0; NaN when there is none."""
    h = [float(sigmoid.f(np.array(d[f"h{j}_w1"] * x1 + d[f"h{j}_w2"] * x2 + d[f"h{j}_b"]))) for j in (1, 2)]
    unit, part = dial.split("_")
    slope = {"w1": h[0], "w2": h[1], "b": 1.0} if unit == "y" else {"w1": x1, "w2": x2, "b": 1.0}
    if slope[part] == 0:
        return float("nan")
    if unit == "y":
        needed = d["y_w1"] * h[0] + d["y_w2"] * h[1] + d["y_b"]
        return d[dial] - needed / slope[part]
    # What must this hidden unit give for a logit of 0, and which z gives it?
    j = int(unit[1])
    other = d[f"y_w{3 - j}"] * h[2 - j] + d["y_b"]
    wanted = -other / d[f"y_w{j}"] if d[f"y_w{j}"] else -1.0
    if not 0 < wanted < 1:
        return float("nan")
    z = d[f"{unit}_w1"] * x1 + d[f"{unit}_w2"] * x2 + d[f"{unit}_b"]
    return d[dial] + (log(wanted / (1 - wanted)) - z) / slope[part]


@dataclass(frozen=True, eq=False)
class Training:
    """The losses (steps + 1, units) of many single units; their outputs (units, 4) at both ends."""

    losses: Array
    before: Array
    after: Array


def train_one_unit(*, seed: int, units: int, steps: int, lr: float, spread: float) -> Training:
    """Single units trained on XOR side by side, from weights and biases drawn from N(0, spread^2)."""
    x, y = xor()
    rng = np.random.default_rng(seed)
    W, b = rng.normal(0, spread, (units, 2, 1)), rng.normal(0, spread, (units, 1, 1))
    net = Network([Dense(W, b)])
    before = net.predict_proba(x)[..., 0]
    training = fit(net, x, y, rng=rng, optimizer=SGD(lr), loss=binary_cross_entropy, epochs=steps)
    logits = [step.trace.layers[-1].output for step in training] + [net(x)]
    # -t log(a) - (1 - t) log(1 - a), written with the logit z: softplus(z) - t z.
    losses = [(softplus.f(z) - y * z).mean(axis=(1, 2)) for z in logits]
    return Training(np.array(losses), before, net.predict_proba(x)[..., 0])


def random_three_units(*, seed: int, count: int, spread: float) -> int:
    """How many of `count` networks of three units, all nine numbers from N(0, spread^2), get XOR right."""
    x, y = xor()
    rng = np.random.default_rng(seed)
    shapes = (count, 2, 2), (count, 1, 2), (count, 2, 1), (count, 1, 1)
    W1, b1, W2, b2 = (rng.normal(0, spread, shape) for shape in shapes)
    logits = Network([Dense(W1, b1), Activate(sigmoid), Dense(W2, b2)])(x)
    return int(((logits > 0) == (y > 0.5)).all(axis=(1, 2)).sum())
