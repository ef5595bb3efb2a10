"""Chapter 02: how deep a network may be, by the rule that takes its steps."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.drawing.panels import Drawing, drawing, lines
from nnbook.drawing.parts import line_series
from nnbook.experiments.flow import deep_nets
from nnbook.experiments.rates import at_best_rate, trained_right
from nnbook.experiments.sweeps import stored
from nnbook.optimizers import SGD, Adam, Optimizer

RULES: dict[str, list[Optimizer]] = {
    "SGD": [SGD(lr) for lr in (0.03, 0.1, 0.3, 1.0, 3.0)],
    "momentum": [SGD(lr, momentum=0.9) for lr in (0.01, 0.03, 0.1, 0.3, 1.0)],
    "Adam": [Adam(lr) for lr in (0.0003, 0.001, 0.003, 0.01, 0.03)],
}
RULES_AXES: dict[str, list[Any]] = {
    "activation": ["sigmoid", "tanh"],
    "optimizer": list(RULES),
    "depth": [1, 2, 3, 4, 6, 8],
    "rate": [0, 1, 2, 3, 4],
}


def rule_right(*, activation: str, optimizer: str, depth: int, rate: int) -> Array:
    """Shares right (2, 10) of digits to choose the rate by, and to judge, of ten seeds after 15 epochs.

    Networks 64 - depth times 32 - 10 from Xavier's start; `rate` is a place in `RULES[optimizer]`.
    """
    net = deep_nets(depth, 32, activation, "xavier", seeds=10)
    return np.array(trained_right(net, RULES[optimizer][rate]))


@dataclass(frozen=True, eq=False)
class RulesByDepth:
    """Per optimizer the shares of the judging digits right (depth, seed), each at its best rate."""

    depths: list[int]
    right: dict[str, Array]


def optimizer_depth(*, activation: str) -> RulesByDepth:
    """What each rule makes of ever deeper networks, as stored; its rate is chosen per depth, on other digits.

    Raises ValueError for an activation that was not swept.
    """
    point = {"activation": activation}
    validation, judged = (stored("optimizer_depth", part).at(**point) for part in ("validation", "judged"))
    best = at_best_rate(validation, judged)
    return RulesByDepth(RULES_AXES["depth"], dict(zip(RULES, best, strict=True)))


HALF = 50.0  # percent
LOOKS = {"SGD": ("neutral", "dashed"), "momentum": ("value", "line"), "Adam": ("train", "line")}


def optimizer_depth_drawing(rules: RulesByDepth) -> Drawing:
    """The share of digits wrong against depth, a curve per rule: the middle seed and the range of all."""
    curves, words = [], []
    for name, right in rules.right.items():
        low, middle, high = np.quantile(100 * (1 - right), (0.0, 0.5, 1.0), axis=-1)
        color, style = LOOKS[name]
        curves.append(line_series(name, rules.depths, middle, color=color, style=style, low=low, high=high))
        learns = [d for d, wrong in zip(rules.depths, middle, strict=True) if wrong < HALF]
        words.append(f"{name} to {max(learns)}" if learns else f"{name} to none")
    return drawing(
        lines(
            series=curves,
            log_x=True,
            x_label="hidden layers",
            y_label="% of digits wrong",
            x_domain=(1, max(rules.depths)),
            y_domain=(0, 100),
            rules={"guessing": 90.0},
        ),
        summary=f"{{activation}}: more than half of the digits right with {', '.join(words)} hidden layers.",
    )
