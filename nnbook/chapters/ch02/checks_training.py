"""Answer checks of chapter 02, backpropagation: training."""

from collections.abc import Callable
from math import log
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch02.digits_learning import train_digits
from nnbook.chapters.verdict import UNANSWERED, Verdict, function, number
from nnbook.experiments.intervals import wilson

ENOUGH = 0.95


def confused(answer: Any) -> Verdict:
    """Right for the least loss of a network that cannot tell three rows of XOR apart, 0.477."""
    least = 0.75 * (log(3) - 2 / 3 * log(2))
    traps = {
        "That is two rows that cannot be told apart.": log(2) / 2,
        "That is the mean over the three rows; the fourth adds 0.": least / 0.75,
        "That is p = 1/2 for everything. Two of the three rows want 1.": log(2),
        "The three rows with p = 1/2 are not at their best.": 0.75 * log(2),
    }
    return number(
        answer, least, "p = 2/3 for the three rows: the second of the plateaus that you saw.", traps
    )


def twelve_of_twelve(answer: Any) -> Verdict:
    """Right for the lower end of the 95 % interval after 12 successes in 12 trials."""
    traps = {"Twelve seeds cannot show that it always works; that is the upper end.": 1}
    why = "Even a probability of 0.76 gives twelve out of twelve now and then."
    return number(answer, wilson(12, 12)[0], why, traps)


def long_run(answer: Any) -> Verdict:
    """Right for 0.3: momentum 0.9 makes a rate of 0.03 ten times as large in the long run."""
    traps = {
        "That is the first step; the velocity then grows.": 0.03,
        "That is momentum times rate; sum the whole series.": 0.027,
        "The series starts with 1.": 0.27,
    }
    return number(answer, 0.3, "1 + 0.9 + 0.81 + ... = 10: every step is felt ten times.", traps)


def adam_steps(answer: Any) -> Verdict:
    """Right for a function of gradients (t,) and a rate: what Adam adds to a weight in each of t steps."""
    slopes = np.random.default_rng(0).normal(size=6)
    traps: dict[str, Callable[..., Any]] = {
        "The means start at 0 and are too small at first: divide by 1 - beta^t.": lambda g, lr: _adam(
            g, lr, start=0
        ),
        "That divides by the mean square; its root has the unit of a gradient.": lambda g, lr: _adam(
            g, lr, power=1
        ),
        "The sign: steps go against the gradient.": lambda g, lr: -_adam(g, lr),
    }
    cases = [(slopes, 0.01), (1e-4 * slopes, 0.01)]
    return function(answer, cases, _adam, "Both sets of gradients give nearly the same steps.", traps)


def _adam(g: Array, lr: float, start: int = 1, power: float = 0.5) -> Array:
    m = v = 0.0
    steps = []
    for t, slope in enumerate(g, start=1):
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        up, low = (1 - 0.9**t, 1 - 0.999**t) if start else (1.0, 1.0)
        steps.append(-lr * (m / up) / ((v / low) ** power + 1e-8))
    return np.array(steps)


def first_step(answer: Any) -> Verdict:
    """Right for 0.001, the size of Adam's first step at rate 0.001, whatever the gradient: here 1e-4."""
    traps = {
        "That is the step of gradient descent, rate times slope.": 1e-7,
        "Both means are corrected: m / 0.1 and v / 0.001.": 0.1 / 0.001**0.5 * 0.001,
    }
    return number(answer, 0.001, "g over the root of g squared is 1: the step is the rate.", traps)


def learning_rate(answer: Any) -> Verdict:
    """Right for a rate with which momentum 0.9 and batches of 16 end above 95 % on every seed.

    The digits that decide are 238 of the training digits; the test digits are looked at once, in the words.
    """
    if answer is ...:
        return UNANSWERED
    try:
        lr = float(answer)
    except (TypeError, ValueError, OverflowError):
        return Verdict(False, f"A single number is wanted, not {answer!r}.")
    if not 0 < lr < 1000:
        return Verdict(False, "A learning rate is positive, and far below 1000.")
    run = train_digits(lr=lr, momentum=0.9, batch_size=16, choosing=True)
    worst = float(run.accuracy.min())
    if worst > ENOUGH:
        tested = train_digits(lr=lr, momentum=0.9, batch_size=16).accuracy.min()
        why = f"The worst of {len(run.accuracy)} seeds has {worst:.1%} right, and {tested:.1%} of the test."
        return Verdict(True, why)
    rising = not np.median(run.losses[-1]) < 1
    advice = "the loss is high: too large, or far too small" if rising else "still on its way down"
    return Verdict(False, f"The worst seed has only {worst:.1%} right; {advice}.")
