"""Chapter 05: what an average of networks gains, and whether its probabilities can be trusted."""

from dataclasses import dataclass

import numpy as np

from nnbook.arrays import Array, Labels
from nnbook.losses import softmax

BINS = 10


@dataclass(frozen=True, eq=False)
class EnsembleScores:
    """Scores of the first 1 ... m members together, each (m, seeds).

    `error` and `loss` (cross-entropy) of their mean probabilities, `votes` the error of the majority,
    ties going to the smaller label, `disagree` how often two of them answer differently.
    """

    error: Array
    loss: Array
    votes: Array
    disagree: Array


def ensemble_error(p: Array, labels: Labels) -> EnsembleScores:
    """The scores of growing ensembles from p (seeds, m, n, classes) and labels (seeds, n)."""
    seeds, m, n, classes = p.shape
    size = np.arange(1, m + 1)[:, None, None]
    mean = np.moveaxis(p, 1, 0).cumsum(axis=0, dtype=np.float64) / size[..., None]
    said = np.moveaxis(p, 1, 0).argmax(axis=-1)  # (m, seeds, n)
    votes = (said[..., None] == np.arange(classes)).cumsum(axis=0)
    right = np.take_along_axis(mean, np.broadcast_to(labels, (m, seeds, n))[..., None], axis=-1)[..., 0]
    return EnsembleScores(
        error=(mean.argmax(axis=-1) != labels).mean(axis=-1),
        loss=-np.log(np.maximum(right, 1e-12)).mean(axis=-1),
        votes=(votes.argmax(axis=-1) != labels).mean(axis=-1),
        disagree=np.stack([disagreement(said[: k + 1]) for k in range(m)]),
    )


def disagreement(said: Labels) -> Array:
    """How often two different members (m, ..., n) give different answers, on average over pairs (...)."""
    m = len(said)
    pairs = [(said[i] != said[j]).mean(axis=-1) for i in range(m) for j in range(i)]
    return np.asarray(np.mean(pairs, axis=0)) if pairs else np.zeros(said.shape[1:-1])


@dataclass(frozen=True, eq=False)
class Calibration:
    """Answers sorted into ten bins by how sure they were: counts, mean confidence, share right (10,).

    Empty bins hold NaN. `gap` is the mean distance of the two, weighted by the counts: the expected
    calibration error (Guo et al. 2017).
    """

    counts: Labels
    confidence: Array
    right: Array
    gap: float


def calibration(p: Array, labels: Labels) -> Calibration:
    """How well the largest probability of each row of p (..., classes) says how often it is right."""
    sure, right = p.max(axis=-1).ravel(), (p.argmax(axis=-1) == labels).ravel()
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    counts = np.bincount(place, minlength=BINS)
    sums = [np.bincount(place, weights, BINS) for weights in (sure, right)]
    with np.errstate(invalid="ignore"):
        confidence, share = (total / counts for total in sums)
    gap = float(np.abs(sums[0] - sums[1]).sum() / len(sure))
    return Calibration(counts, confidence, share, gap)


TEMPERATURES = np.geomspace(0.1, 10, 81)


def temperature(p: Array, labels: Labels) -> Array:
    """By what the logits of each classifier should be divided, (...), to say p (..., n, classes) of labels.

    The one of `TEMPERATURES` with the least cross-entropy on labels (..., n) (Guo et al. 2017).
    """
    at = np.broadcast_to(labels, p.shape[:-1])[..., None]

    def loss(t: float) -> Array:
        right = np.take_along_axis(tempered(p, np.asarray(t)), at, axis=-1)
        return np.asarray(-np.log(np.maximum(right, 1e-12)).mean(axis=(-2, -1)))

    return np.asarray(TEMPERATURES[np.argmin([loss(t) for t in TEMPERATURES], axis=0)])


def tempered(p: Array, t: Array) -> Array:
    """The probabilities (..., n, classes) when the logits of each classifier are divided by its t (...)."""
    # The logarithm of a probability is its logit, up to a number that softmax does not see.
    return softmax(np.log(np.maximum(p, 1e-30)) / t[..., None, None])


@dataclass(frozen=True)
class Ambiguity:
    """Squared errors of an average: `ensemble` = `members` - `diversity`, exactly (Krogh & Vedelsby 1995)."""

    ensemble: float
    members: float
    diversity: float


def ambiguity(outputs: Array, target: Array) -> Ambiguity:
    """The three parts for outputs (m, n, ...) of m members against a target (n, ...)."""
    mean = outputs.mean(axis=0)
    parts = (mean - target, outputs - target, outputs - mean)
    return Ambiguity(*(float((part * part).mean()) for part in parts))
