"""3,720 networks: "the start decides", chapter 04 (about seven minutes on one core).

Kept is the number of held-out digits right along the way, in whole digits.
"""

from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch04.start_race import DEEP_AXES, RACE_AXES, RATES
from nnbook.chapters.ch04.starts import HELD_OUT, IMAGES, start_curve
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def counts(**axes: list[Any]) -> Array:
    """Digits right at every point: the axes, then (records, seeds, 2)."""
    return np.rint(run("starts", start_curve, **axes).stacked().values * HELD_OUT)


def main() -> None:
    axes = {name: values for name, values in RACE_AXES.items() if name != "activation"}
    right = [counts(activation=[name], **axes, lr=rates)[0] for name, rates in RATES.items()]
    deep = counts(activation=["relu"], examples=[IMAGES], **DEEP_AXES)[0, 0]
    save("starts", np.uint16, right=Sweep(RACE_AXES, np.array(right)), deep=Sweep(DEEP_AXES, deep))


if __name__ == "__main__":
    main()
