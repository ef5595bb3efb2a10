"""1,550 networks: ReLU and its relatives, depth or width in chapter 03 (about six minutes on one core)."""

from nnbook.chapters.ch03.relatives import BUDGET_AXES, RELATIVES_AXES, depth_or_width, relatives
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def relatives_tables() -> None:
    right = run("relatives", relatives, **RELATIVES_AXES).stacked().values
    axes = {**RELATIVES_AXES, "seed": list(range(right.shape[-1]))}
    validation, judged = right[..., 0, :], right[..., 1, :]
    save("relatives", float, validation=Sweep(axes, validation), values=Sweep(axes, judged))


def budget_table() -> None:
    right = run("relatives", depth_or_width, **BUDGET_AXES).stacked().values
    save("relatives", float, budget=Sweep({**BUDGET_AXES, "seed": list(range(right.shape[-1]))}, right))


def main() -> None:
    relatives_tables()
    budget_table()


if __name__ == "__main__":
    main()
