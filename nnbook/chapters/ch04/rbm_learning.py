"""Chapter 04: a restricted Boltzmann machine while it learns the digits."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from nnbook.arrays import Array
from nnbook.drawing.panels import Drawing, drawing, images, lines
from nnbook.drawing.parts import Panel, image, line_series
from nnbook.drawing.scales import significant
from nnbook.edges import require_whole
from nnbook.experiments.digits import split_digits
from nnbook.experiments.tasks import IMAGES, TEST
from nnbook.optimizers import SGD
from nnbook.pretraining import fit_rbm
from nnbook.rbm import RBM, draw

UPDATES = (0, 20, 50, 100, 200, 400, 700, 1000, 1500, 2500, 4000)
HIDDEN, BATCH = 64, 20


# The positions of the figure that a reader should see first.
RBM_PRESETS: dict[str, dict[str, int]] = {
    "trained": {"updates": 4000, "k": 1},
    "before training": {"updates": 0, "k": 1},
    "early: one grey digit": {"updates": 100, "k": 1},
    "dreams: 100 Gibbs steps": {"updates": 4000, "k": 100},
}


@dataclass(frozen=True, eq=False)
class Course:
    """One machine of 64 hidden units on 1,000 digits, kept at the updates of `UPDATES` (t,).

    `energy` has the mean free energy (t,) of 597 unseen digits ("digits"), of the same with their
    pixels shuffled ("shuffled"), and of coin tosses with each pixel's mean ("coin tosses"); `error`
    (t,) is the mean squared difference between an unseen digit and what comes back of it.
    """

    rbms: list[RBM]
    energy: dict[str, Array]
    error: Array


@dataclass(frozen=True, eq=False)
class RBMAt:
    """The machine after `UPDATES[row]` updates, and chains that start at five unseen digits.

    `v` (5, 64) are the digits as 0 and 1, `h` (5, 64) the hidden units drawn from them, `back` the
    visible probabilities after `k` Gibbs steps, `h_back` the hidden probabilities they lead to.
    """

    course: Course
    row: int
    k: int
    v: Array
    h: Array
    back: Array
    h_back: Array

    @property
    def rbm(self) -> RBM:
        """The machine itself."""
        return self.course.rbms[self.row]


def rbm_learning(*, updates: int, k: int, seed: int = 0) -> RBMAt:
    """A machine on its way; its chains take the same random numbers at every update.

    Raises ValueError unless updates is one of `UPDATES`, or for k below 1.
    """
    if updates not in UPDATES:
        raise ValueError(f"updates must be one of {UPDATES}, got {updates}")
    require_whole("k", k)
    course, row = rbm_course(seed), UPDATES.index(updates)
    rbm, rng = course.rbms[row], np.random.default_rng(1)
    v = draw(rng, _one_of_each())
    up = h = draw(rng, rbm.hidden(v))
    for _ in range(k - 1):
        h = draw(rng, rbm.hidden(draw(rng, rbm.visible(h))))
    back = rbm.visible(h)
    return RBMAt(course, row, k, v, up, back, rbm.hidden(draw(rng, back)))


def _one_of_each() -> Array:
    _, (x, y) = split_digits(test=TEST, dtype=np.float32)
    return x[[int(np.flatnonzero(y == label)[1]) for label in (0, 3, 4, 6, 7)]].astype(np.float64)


@cache
def rbm_course(seed: int = 0) -> Course:
    """4,000 updates of CD-1, 20 digits each."""
    (x, _), (unseen, _) = split_digits(test=TEST, dtype=np.float32)
    rng = np.random.default_rng(seed)
    rbm = RBM.create(rng, x.shape[1], HIDDEN, std=0.1).astype(np.float32)
    kept = [rbm.astype(np.float64)]
    epochs = UPDATES[-1] * BATCH // IMAGES
    run = fit_rbm(rbm, x[:IMAGES], rng=rng, optimizer=SGD(0.1, 0.5), epochs=epochs, batch_size=BATCH)
    kept += [rbm.astype(np.float64) for step in run if step.index + 1 in UPDATES]
    digits = draw(rng, unseen.astype(np.float64))
    average = draw(rng, np.broadcast_to(x.mean(axis=0, dtype=np.float64), digits.shape))
    sets = {"digits": digits, "coin tosses": average, "shuffled": rng.permuted(digits, axis=1)}
    energy = {name: np.array([r.free_energy(v).mean() for r in kept]) for name, v in sets.items()}
    error = np.array([np.square(unseen - r.reconstruct(unseen)).mean() for r in kept])
    return Course(kept, energy, error)


FILTERS = 20


def rbm_learning_drawing(result: RBMAt) -> Drawing:
    """Filters, a chain from five digits, and the free energy over the updates."""
    course, row = result.course, result.row
    gap = float(course.energy["shuffled"][row] - course.energy["digits"][row])
    return drawing(
        _filters(result.rbm),
        _chain(result),
        _energies(course.energy, row),
        summary=f"After {{updates}} updates a digit comes back with a mean squared difference of "
        f"{course.error[row]:.3f}, and the free energy of a real digit is {gap:.0f} nats below that of one "
        "with shuffled pixels. Gibbs steps shown: {k}.",
    )


def _filters(rbm: RBM) -> Panel:
    reach = max(0.5, float(np.abs(rbm.W[:, :FILTERS]).max()) * 0.8)
    return images(
        images=[image(np.round(w, 2)) for w in rbm.W.T[:FILTERS]],
        shape=(8, 8),
        columns=5,
        domain=(-reach, reach),
        diverging=True,
        title="Weights of 20 hidden units",
    )


def _chain(result: RBMAt) -> Panel:
    rows = {"digit": result.v, "up": result.h, "down": result.back, "up again": result.h_back}
    return images(
        images=[
            image(np.round(pixels, 2), name if i == 0 else None)
            for name, pictures in rows.items()
            for i, pixels in enumerate(pictures)
        ],
        shape=(8, 8),
        columns=5,
        domain=(0, 1),
        title="Up, down and up again",
        note="Contrastive divergence adds digit times first up, and takes away down times last up.",
    )


def _energies(energy: dict[str, Array], row: int) -> Panel:
    looks = zip(("rbm", "neutral", "wrong"), ("line", "line", "dashed"), strict=True)
    return lines(
        series=[
            line_series(name, UPDATES, significant(values, 3), color=color, style=style)
            for (name, values), (color, style) in zip(energy.items(), looks, strict=True)
        ],
        title="Free energy of ...",
        x_label="update (drag)",
        y_label="mean free energy",
        marker=UPDATES[row],
        marker_axis="updates",
        width=0.5,  # too narrow beside the pictures: a row of its own
    )
