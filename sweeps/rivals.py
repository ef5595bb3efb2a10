"""1,050 networks: what is left of pre-training, chapter 04 (about eight minutes on one core).

Kept is the number of held-out digits right along the way, in whole digits.
"""

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch04.start_race import RACE_AXES, RATES, RIVAL_AXES, rival_curve
from nnbook.chapters.ch04.starts import HELD_OUT, start_curve
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save

RATE = {"rate": [0, 1, 2]}


def counts(right: Sweep) -> Array:
    return np.rint(right.stacked().values * HELD_OUT)


def main() -> None:
    axes = {**RIVAL_AXES, **RATE}
    few = counts(run("rivals", rival_curve, **{**axes, "examples": [100]}))
    # With labels for all images the machines of both kinds learn from the same.
    names = [name for name in axes["rival"] if name != "sigmoid, RBM of all images"]
    rest = counts(run("rivals", rival_curve, **{**axes, "rival": names, "examples": [1000]}))
    many = rest[[names.index(name.removesuffix(" of all images")) for name in axes["rival"]]]
    twin = {"depth": RACE_AXES["depth"], "examples": RACE_AXES["examples"], "lr": RATES["sigmoid"]}
    right = counts(run("rivals", start_curve, activation=["sigmoid"], start=["centered"], **twin))[0, 0]
    save("rivals", np.uint16, few=Sweep(axes, np.concatenate([few, many], axis=2)), twin=Sweep(twin, right))


if __name__ == "__main__":
    main()
