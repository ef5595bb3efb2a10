"""Train the networks behind the ladder of chapter 06 (about fifteen minutes on one core).

    python tools/make_ladder.py            # goes on where a stopped run left off

Ten seeds of every rung at three sizes of the training set, of every variant of the last rung at the largest,
and the choice of every learning rate. Kept in nnbook/data/ladder.npz.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from nnbook.chapters.ch06 import ladder_rung as ladder
from nnbook.chapters.ch06.climbing import Climb, climb, digits_task
from nnbook.experiments.sweeps import sweep
from tools.commit import commit

FINISHED = Path(tempfile.gettempdir()) / "nnbook-ladder"
KNOWN = ladder.RUNGS | ladder.VARIANTS


def choosing(*, name: str, rate: int) -> np.ndarray:
    """The error (seeds,) of one member on the 200 digits kept apart, at the rate of that number."""
    rung = KNOWN[name]
    rung = replace(rung, members=1, lr=ladder.RATES[rung.optimizer][rate])
    return climb(rung, digits_task(part="validation")).error[-1]


def testing(*, name: str, examples: int) -> Climb:
    """Everything about the ten seeds of a rung."""
    return climb(KNOWN[name], digits_task(examples=examples))


def rates(names: list[str]) -> np.ndarray:
    found = sweep(choosing, folder=FINISHED, progress=True, name=names, rate=list(range(4))).values
    return np.array(list(found.ravel())).reshape(*found.shape, -1)


def main() -> None:
    names = list(ladder.RUNGS)
    found = sweep(testing, folder=FINISHED, progress=True, name=names, examples=ladder.EXAMPLES).values
    p = np.array([[one.p.mean(axis=1) for one in row] for row in found])
    others = list(ladder.VARIANTS)[2:]
    last = [ladder.EXAMPLES[-1]]
    rest = sweep(testing, folder=FINISHED, progress=True, name=others, examples=last).values[:, 0]
    variants = [found[names.index("+ ensemble"), -1], found[names.index("+ dropout"), -1], *rest]
    stored = {
        "error": np.array([[one.error for one in row] for row in found]).astype(np.float32),
        "guess": p.argmax(axis=-1).astype(np.uint8),
        "sure": (255 * p.max(axis=-1)).round().astype(np.uint8),
        "variants": np.array([one.error[-1] for one in variants]).astype(np.float32),
        "rates": rates(names).astype(np.float32),
        # The first three have the rates of the ladder.
        "variant_rates": rates(others[1:]).astype(np.float32),
    }
    np.savez_compressed(ladder.FILE, **stored, commit=commit(), numpy=np.__version__)
    print({name: values.shape for name, values in stored.items()}, ladder.FILE.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
