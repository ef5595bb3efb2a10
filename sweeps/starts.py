"""6,180 networks: "the start decides", chapter 04 (about a quarter of an hour on one core).

Kept is the number of held-out digits right along the way, in whole digits.
"""

from typing import Any

import numpy as np

from nnbook.chapters.ch04.start_race import DEEP_AXES, RACE, RACE_AXES, RATES
from nnbook.chapters.ch04.starts import HELD_OUT, start_curve
from nnbook.experiments.sweeps import Sweep
from nnbook.experiments.tasks import IMAGES
from sweeps.recipe import run, save


def counts(activation: str, **axes: list[Any]) -> Sweep:
    """Digits right at every point: start, depth, examples, rate, then (records, seeds, 2)."""
    found = run("starts", start_curve, activation=[activation], **axes).stacked()
    return Sweep(axes, np.rint(found.values[0] * HELD_OUT))


def main() -> None:
    for name, starts in RACE.items():
        race = counts(name, start=starts, **RACE_AXES, lr=RATES[name])
        save("starts", np.uint16, **{name: race})
    deep = counts("relu", **DEEP_AXES, examples=[IMAGES])
    save("starts", np.uint16, deep=Sweep(DEEP_AXES, deep.values[:, :, :, 0]))


if __name__ == "__main__":
    main()
