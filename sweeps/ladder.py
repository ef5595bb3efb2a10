"""The ladder of chapter 06 (about fifteen minutes on one core).

Ten seeds of every rung at three sizes of the training set, of every variant of the last rung at the largest,
and the choice of every learning rate.
"""

from dataclasses import replace

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch06.climbing import SEEDS, Climb, climb
from nnbook.chapters.ch06.ladder import EXAMPLES, RATES, RUNGS, VARIANTS
from nnbook.experiments.sweeps import Sweep
from nnbook.experiments.tasks import digits_task
from sweeps.recipe import run, save

KNOWN = RUNGS | VARIANTS
# The first three variants have the rates of the ladder.
RATED = list(VARIANTS)[3:]
SEED = {"seed": list(range(SEEDS))}


def choosing(*, name: str, rate: int) -> Array:
    """The error (seeds,) of one member on the 200 digits kept apart, at the rate of that number."""
    rung = KNOWN[name]
    rung = replace(rung, members=1, lr=RATES[rung.optimizer][rate])
    return climb(rung, digits_task(part="validation")).error[-1]


def testing(*, name: str, examples: int) -> Climb:
    """Everything about the ten seeds of a rung."""
    return climb(KNOWN[name], digits_task(examples=examples))


def rates(kind: str, names: list[str]) -> Sweep:
    numbers = list(range(4))
    found = run("ladder", choosing, name=names, rate=numbers).stacked().values
    return Sweep({kind: names, "rate": numbers, **SEED}, found)


def main() -> None:
    names = list(RUNGS)
    found = run("ladder", testing, name=names, examples=EXAMPLES).values
    p = np.array([[one.p.mean(axis=1) for one in row] for row in found])
    axes = {"rung": names, "examples": EXAMPLES}
    others = list(VARIANTS)[2:]
    rest = run("ladder", testing, name=others, examples=EXAMPLES[-1:]).values[:, 0]
    variants = [found[names.index("+ ensemble"), -1], found[names.index("+ dropout"), -1], *rest]
    last = np.array([one.error[-1] for one in variants])
    save(
        "ladder",
        np.float32,
        error=Sweep(axes, np.array([[one.error for one in row] for row in found])),
        variants=Sweep({"variant": list(VARIANTS), **SEED}, last),
        rates=rates("rung", names),
        variant_rates=rates("variant", RATED),
    )
    sure = (255 * p.max(axis=-1)).round()
    save("ladder", np.uint8, guess=Sweep(axes, p.argmax(axis=-1)), sure=Sweep(axes, sure))


if __name__ == "__main__":
    main()
