"""1,400 networks: ReLU and its relatives in chapter 03 (about five minutes on one core)."""

from nnbook.chapters.ch03.relatives import RELATIVES_AXES, relatives
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def main() -> None:
    right = run("relatives", relatives, **RELATIVES_AXES).stacked().values
    axes = {**RELATIVES_AXES, "seed": list(range(right.shape[-1]))}
    validation, judged = right[..., 0, :], right[..., 1, :]
    save("relatives", float, validation=Sweep(axes, validation), values=Sweep(axes, judged))


if __name__ == "__main__":
    main()
