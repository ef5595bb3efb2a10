"""Answer checks of chapter 04, where the weights start."""

from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.verdict import UNANSWERED, Verdict, number
from nnbook.rbm import RBM

YEAR = 365.25 * 24 * 3600


def what_moves(answer: Any) -> Verdict:
    """Right for 10, the numbers that ever change in a ReLU network 64-32-32-10 started at zero."""
    return number(
        answer,
        10,
        "The ten biases of the output layer, and nothing else.",
        {
            "The output biases do move: what is their gradient?.": 0,
            "Not the output weights: their gradient is h times delta, and h is 0.": 330,
            "Not the hidden biases: no message gets through the zero weights above them.": 74,
        },
    )


def he_std(answer: Any) -> Verdict:
    """Right for 1/8, He's standard deviation for 128 inputs."""
    return number(
        answer,
        0.125,
        "sqrt(2 / 128) = 1/8.",
        {
            "That is the variance. The standard deviation is its root.": 2 / 128,
            "That is LeCun's: He doubles the variance.": 128**-0.5,
            "128 is fan in already; fan out does not enter.": (2 / 192) ** 0.5,
        },
    )


def xavier_limit(answer: Any) -> Verdict:
    """Right for 1/5, the limit of Xavier's uniform start between 100 and 50 units."""
    return number(
        answer,
        0.2,
        "sqrt(6 / 150): U(-l, l) has the variance l^2 / 3.",
        {
            "That is the standard deviation. The limit is sqrt(3) times as large.": (2 / 150) ** 0.5,
            "That is the variance.": 2 / 150,
            "That uses fan in alone.": (3 / 100) ** 0.5,
            "Xavier takes both fans: 6 / (fan in + fan out).": (6 / 100) ** 0.5,
        },
    )


def leaky_scale(answer: Any) -> Verdict:
    """Right for 2 / 1.01, what replaces He's 2 for a leaky ReLU of slope 0.1."""
    return number(
        answer,
        2 / 1.01,
        "Half of the mean square plus 0.01 of the other half: 2 / (1 + 0.1^2).",
        {
            "The negative half comes through as well, at a tenth of its size.": 2.0,
            "The slope enters squared, for it is the mean square that counts.": 2 / 1.1,
            "A share that comes through makes the weights smaller, not larger.": 2 * 1.01,
        },
    )


def free_energy(answer: Any) -> Verdict:
    """Right for a function (v, W, b, c) that gives the free energy of each row of v."""
    rng = np.random.default_rng(4)
    W, b, c = rng.normal(size=(4, 3)), rng.normal(size=4), rng.normal(size=3)
    v = np.array([[1.0, 0, 1, 1], [0, 0, 0, 0]])
    z = v @ W + c
    soft = np.log1p(np.exp(z)).sum(axis=1)
    traps: dict[str, Array] = {
        "The sign of the second term: summing out h lowers the free energy.": -(v @ b) + soft,
        "The visible biases are missing: - v b.": -soft,
        "The sign of v b: a positive bias makes v = 1 cheap.": v @ b - soft,
        "That is the energy at the most likely h. The sum over h gives ln(1 + e^z) for each unit.": -(v @ b)
        - np.maximum(z, 0).sum(axis=1),
        "exp(z) alone forgets the state h = 0: ln(1 + e^z).": -(v @ b) - z.sum(axis=1),
        "Sum over the hidden units of each row, not over everything.": np.array(-(v @ b).sum() - soft.sum()),
    }
    return _compare(answer, (v, W, b, c), RBM(W, b, c).free_energy(v), "- v b - sum of ln(1 + e^z).", traps)


def cd_gradient(answer: Any) -> Verdict:
    """Right for a function (v, h, v_back, h_back) that gives CD's gradient of the mean -log P for W."""
    rng = np.random.default_rng(5)
    v, h, v_back, h_back = (rng.random((6, n)) for n in (4, 3, 4, 3))
    up, down = v.T @ h, v_back.T @ h_back
    traps: dict[str, Array] = {
        "The sign: a step *against* this gradient must make the data likelier.": (up - down) / 6,
        "Divide by the number of rows: it is a mean.": down - up,
        "Both parts: what the machine dreams, minus what it saw.": -up / 6,
        "Each v goes with its own h: v_back with h_back.": (v_back.T @ h - up) / 6,
        "Shape (visible, hidden) is wanted, as W has.": ((down - up) / 6).T,
    }
    wanted = (down - up) / 6
    return _compare(answer, (v, h, v_back, h_back), wanted, "Dream minus data, averaged over rows.", traps)


def years_for_z(answer: Any) -> Verdict:
    """Right for 585, the years to sum 2^64 states at 10^9 a second."""
    return number(
        answer,
        2**64 / 1e9 / YEAR,
        "585 years, and after each update again.",
        {
            "Only one layer must be summed over; given it, the other sums itself out.": 2**128 / 1e9 / YEAR,
            "That is in seconds.": 2**64 / 1e9,
            "2 to the power of 64, not 64 squared.": 64**2 / 1e9 / YEAR,
        },
    )


def xavier_relu_30(answer: Any) -> Verdict:
    """Right for 2^30, how many times smaller the mean square is after 30 ReLU layers with variance 1/n."""
    return number(
        answer,
        2.0**30,
        "2^30, about a billion; He's factor 2 undoes it.",
        {
            "That is the root mean square. The mean square is its square.": 2.0**15,
            "Half is lost per layer, and the losses multiply.": 60,
            "That is one layer.": 2,
            "With He it would stay the same. Xavier lacks the 2.": 1,
            "That is the share that is left: how many times smaller is it?.": 2.0**-30,
        },
    )


def unit_variance(answer: Any) -> Verdict:
    """Right for a function (W, x) that gives W scaled so that x @ W has standard deviation 1."""
    rng = np.random.default_rng(6)
    W, x = rng.normal(0, 3, (5, 4)), rng.normal(1, 2, (50, 5))
    z = x @ W
    traps = {
        "That divides by the variance; a weight scales the standard deviation.": W / z.var(),
        "That gives the *weights* standard deviation 1; the outputs are meant.": W / W.std(),
        "One number for the whole layer, not one per unit.": W / z.std(axis=0),
        "Divide by the standard deviation, do not multiply.": W * z.std(),
        "That is the root mean square, which counts the mean as well.": W / np.sqrt(np.square(z).mean()),
        "That is the output. Hand back the weights.": z / z.std(),
    }
    return _compare(answer, (W, x), W / z.std(), "One division, and the layer puts out variance 1.", traps)


def stretch(answer: Any) -> Verdict:
    """Right for a function of a list of matrices: largest over smallest singular value of the product."""
    rng = np.random.default_rng(7)
    Ws = [rng.normal(size=(4, 4)) for _ in range(3)]
    product = Ws[0] @ Ws[1] @ Ws[2]
    s = np.linalg.svd(product, compute_uv=False)
    one = [np.linalg.svd(W, compute_uv=False) for W in Ws]
    traps: dict[str, Array] = {
        "That is the smallest over the largest: turn it round.": np.array(s[-1] / s[0]),
        "Multiply the matrices first: the ratios of the factors only bound that of the product.": np.array(
            np.prod([t[0] / t[-1] for t in one])
        ),
        "That is the largest singular value alone.": np.array(s[0]),
        "Matrix products: @, not *.": np.array(np.linalg.cond(Ws[0] * Ws[1] * Ws[2])),
    }
    return _compare(answer, (Ws,), np.array(s[0] / s[-1]), "1 for orthogonal factors, however many.", traps)


def _compare(
    answer: Any, given: tuple[Any, ...], wanted: Array, why: str, traps: dict[str, Array]
) -> Verdict:
    if not callable(answer):
        return UNANSWERED if answer is ... else Verdict(False, f"A function is wanted, not {answer!r}.")
    try:
        got = np.asarray(answer(*(_copied(a) for a in given)), dtype=float)
    except Exception as error:
        return Verdict(False, f"The function raised {type(error).__name__}: {error}")
    if got.shape == wanted.shape and np.allclose(got, wanted):
        return Verdict(True, why)
    for reason, trap in traps.items():
        if got.shape == trap.shape and np.allclose(got, trap):
            return Verdict(False, reason)
    if got.shape != wanted.shape:
        return Verdict(False, f"The result has shape {got.shape}, but {wanted.shape} is wanted.")
    return Verdict(False, f"On our example the result is {np.round(got, 3).tolist()}.")


def _copied(a: Any) -> Any:
    return [W.copy() for W in a] if isinstance(a, list) else a.copy()
