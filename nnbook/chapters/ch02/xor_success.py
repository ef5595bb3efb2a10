"""Chapter 02: how often a small network learns XOR."""

from typing import Any

from nnbook.arrays import Array
from nnbook.experiments.sweeps import stored
from nnbook.experiments.training_xor import train_xor, xor_stack

SUCCESS_AXES: dict[str, list[Any]] = {
    "activation": ["sigmoid", "tanh", "relu"],
    "init": ["N(0, 1)", "Xavier", "He"],
    "width": [2, 3, 4, 8, 16],
}


def xor_right(*, width: int, activation: str, init: str, seeds: int) -> Array:
    """The rows right (seeds,) of seeds 0, 1, ... after the lecture's lab: 10,001 steps at rate 0.1."""
    net = xor_stack(seeds=range(seeds), width=width, activation=activation, init=init)
    right: Array = train_xor(net).right[-1]
    return right


def xor_success(*, width: int, activation: str, init: str) -> Array:
    """`xor_right` of 1,000 seeds, as stored (`sweeps/xor_success.py`).

    Raises ValueError for a setting that is not swept.
    """
    right: Array = stored("xor_success").at(activation=activation, init=init, width=width)
    return right
