"""The ladder of chapter 06 (about half an hour on one core).

Ten seeds of every rung, those of later years too, at three sizes of the training set, of every control and
every variant of the last rung at the largest, and the choice of every learning rate.
"""

from dataclasses import replace

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch06.climbing import SEEDS, climb
from nnbook.chapters.ch06.ladder import CONTROLS, EXAMPLES, LATER, RATES, RUNGS, VARIANTS
from nnbook.experiments.sweeps import Sweep
from nnbook.experiments.tasks import digits_task
from sweeps.recipe import run, save

KNOWN = RUNGS | LATER | VARIANTS | CONTROLS
# The first three variants have the rates of the ladder.
RATED = list(VARIANTS)[3:]
SEED = {"seed": list(range(SEEDS))}


def choosing(*, name: str, rate: int) -> Array:
    """The error (seeds,) of one member on the 200 digits kept apart, at the rate of that number."""
    rung = KNOWN[name]
    rung = replace(rung, members=1, lr=RATES[rung.optimizer][rate])
    return climb(rung, digits_task(part="validation")).error[-1]


def testing(*, name: str, examples: int) -> tuple[Array, Array, Array]:
    """The errors (t, seeds) of a rung, and what it says at the end and how sure it is, (seeds, 597)."""
    found = climb(KNOWN[name], digits_task(examples=examples))
    p = found.p.mean(axis=1)
    return found.error, p.argmax(axis=-1), (255 * p.max(axis=-1)).round()


def rates(kind: str, names: list[str]) -> Sweep:
    numbers = list(range(4))
    found = run("ladder", choosing, name=names, rate=numbers).stacked().values
    return Sweep({kind: names, "rate": numbers, **SEED}, found)


def last(kind: str, names: list[str]) -> Sweep:
    """The errors at the end, with all digits."""
    found = run("ladder", testing, name=names, examples=EXAMPLES[-1:]).values[:, 0]
    return Sweep({kind: names, **SEED}, np.array([error[-1] for error, _, _ in found]))


def main() -> None:
    names = list(RUNGS | LATER)
    found = run("ladder", testing, name=names, examples=EXAMPLES).values
    error, guess, sure = (
        Sweep({"rung": names, "examples": EXAMPLES}, np.array([[one[k] for one in row] for row in found]))
        for k in range(3)
    )
    save(
        "ladder",
        np.float32,
        error=error,
        variants=last("variant", list(VARIANTS)),
        controls=last("control", list(CONTROLS)),
        rates=rates("rung", names),
        variant_rates=rates("variant", RATED),
        control_rates=rates("control", list(CONTROLS)),
    )
    save("ladder", np.uint8, guess=guess, sure=sure)


if __name__ == "__main__":
    main()
