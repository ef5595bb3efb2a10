"""4,200 networks: the first figure of chapter 05 (about six minutes on one core).

Kept are the curve of seed 0 as 16-bit floats, and all training and test errors as 32-bit floats.
"""

import numpy as np

from nnbook.chapters.ch05.curve_fits import FIT_AXES, CurveFits, fit_curves
from nnbook.experiments.sweeps import Sweep
from sweeps.recipe import run, save


def main() -> None:
    axes = {name: FIT_AXES[name] for name in ("units", "examples", "remedy")}
    found = run("overfitting", fit_curves, **axes).values

    def table(part: str) -> Sweep:
        rows = np.array([_part(one, part) for one in found.ravel()])
        # The noise is an axis within each result; its place is before the remedy.
        return Sweep(FIT_AXES, np.moveaxis(rows.reshape(*found.shape, *rows.shape[1:]), 3, 2))

    save("overfitting", np.float32, train=table("train"), test=table("test"))
    save("overfitting", np.float16, fit=table("fit"))


def _part(fits: CurveFits, name: str) -> np.ndarray:
    return fits.fit[:, 0] if name == "fit" else getattr(fits, name)


if __name__ == "__main__":
    main()
