"""400 networks: how deep training reaches, chapter 04 (about two minutes on one core)."""

from nnbook.chapters.ch04.chaos import CHAOS_AXES, SEEDS, tanh_right
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def main() -> None:
    right = run("chaos", tanh_right, **CHAOS_AXES).stacked().values
    save("chaos", float, values=Sweep({**CHAOS_AXES, "seed": list(range(SEEDS))}, right))


if __name__ == "__main__":
    main()
