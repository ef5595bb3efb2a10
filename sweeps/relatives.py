"""700 networks: ReLU and its relatives in chapter 03 (about two minutes on one core)."""

from nnbook.chapters.ch03.relatives import RELATIVES_AXES, relatives
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def main() -> None:
    accuracy = run("relatives", relatives, **RELATIVES_AXES).stacked().values
    seeds = list(range(accuracy.shape[-1]))
    save("relatives", float, values=Sweep({**RELATIVES_AXES, "seed": seeds}, accuracy))


if __name__ == "__main__":
    main()
