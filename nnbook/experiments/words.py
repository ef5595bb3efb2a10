"""Numbers in words, with their intervals."""

from nnbook.arrays import Array
from nnbook.experiments.intervals import corrected_interval, mean_interval, wilson


def share_words(successes: int, trials: int) -> str:
    """A share of runs in words, with its 95 % interval."""
    low, high = wilson(successes, trials)
    return f"{successes} of {trials} ({100 * low:.1f} to {100 * high:.1f} %)"


def mean_words(values: Array, unit: str = "", digits: int = 1) -> str:
    """A mean over seeds in words, with its 95 % interval."""
    mean, low, high = (f"{number:.{digits}f}" for number in mean_interval(values))
    return f"{mean}{unit} ({low} to {high})"


def gap_words(differences: Array, overlap: float = 0.0) -> str:
    """A mean difference, seed by seed, in points and with its 95 % interval, corrected for an overlap."""
    mean, low, high = (f"{number:+.1f}" for number in corrected_interval(differences, overlap))
    return f"{mean} points ({low} to {high})"
