"""Mean differences with their intervals, the thick one for these data and the thin one for new ones."""

from collections.abc import Mapping

from matplotlib.axes import Axes

from nnbook.arrays import Array
from nnbook.drawing import palette
from nnbook.experiments.intervals import corrected_interval, mean_interval


def differences(ax: Axes, rows: Mapping[str, Array], overlap: float, *, color: str = "test") -> Axes:
    """A row per name, from above: the mean of its differences (runs,) and two 95 % intervals.

    Thick is Student's; thin is corrected for the share of test data that two runs have in common.
    """
    ink = palette.color(color)
    for at, gain in enumerate(rows.values()):
        mean, low, high = mean_interval(gain)
        ax.hlines(at, *corrected_interval(gain, overlap)[1:], color=ink, lw=1)
        ax.hlines(at, low, high, color=ink, lw=3.5)
        ax.plot(mean, at, "s", color=ink, ms=5)
    ax.axvline(0, color=palette.color("neutral"), ls=":")
    ax.set_yticks(range(len(rows)), list(rows))
    ax.set_ylim(len(rows) - 0.5, -0.5)
    return ax
