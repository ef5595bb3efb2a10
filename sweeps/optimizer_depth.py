"""1,800 networks: depth against optimizer in chapter 02 (about five minutes on one core)."""

from nnbook.chapters.ch02.optimizer_depth import RULES_AXES, rule_right
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def main() -> None:
    right = run("optimizer_depth", rule_right, **RULES_AXES).stacked().values
    axes = {**RULES_AXES, "seed": list(range(right.shape[-1]))}
    validation, judged = right[..., 0, :], right[..., 1, :]
    save("optimizer_depth", float, validation=Sweep(axes, validation), judged=Sweep(axes, judged))


if __name__ == "__main__":
    main()
