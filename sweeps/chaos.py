"""1,200 networks: how deep training reaches, chapter 04 (about four minutes on one core)."""

from typing import Any

from nnbook.chapters.ch04.chaos import CHAOS_AXES, SEEDS, tanh_right
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def main() -> None:
    right = run("chaos", tanh_right, **CHAOS_AXES).stacked().values
    parts: dict[str, list[Any]] = {"part": ["validation", "test"], "seed": list(range(SEEDS))}
    save("chaos", float, values=Sweep({**CHAOS_AXES, **parts}, right))


if __name__ == "__main__":
    main()
