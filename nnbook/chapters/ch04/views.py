"""Chapter 04: where weights start, as drawings."""

from collections.abc import Sequence
from math import inf

import numpy as np
import numpy.typing as npt

from nnbook.arrays import Array
from nnbook.chapters.ch04.layer_histograms import MAP_Q, LayerHistograms
from nnbook.chapters.ch04.rbm_learning import UPDATES, RBMAt
from nnbook.chapters.ch04.start_race import AXES, Race
from nnbook.drawing.flow import digits
from nnbook.drawing.panels import Drawing, drawing, histograms, images, lines
from nnbook.drawing.parts import Panel, histogram_row, image, line_series

# Name, colour and dash of each start: neighbours in a picture never share both.
STARTS = {
    "zeros": ("zeros", "zeros", "dashed"),
    "small": ("small", "small", "dashed"),
    "large": ("large", "large", "line"),
    "rbm": ("RBM", "rbm", "line"),
    "rbm_all": ("RBM, all images", "wrong", "dashed"),
    "xavier": ("Xavier", "xavier", "line"),
    "xavier_4": ("4 x Xavier", "lecun", "dashed"),
    "he": ("He", "he", "dashed"),
    "orthogonal": ("orthogonal", "orthogonal", "line"),
}
Q_DOMAIN = (1e-3, 1e3)
FILTERS = 20
# Above this share without slope a layer is drawn as lost; half of it is the way of ReLU.
LOST = 0.7
ENERGIES = (("rbm", "line"), ("neutral", "line"), ("wrong", "dashed"))


def start_race(result: Race) -> Drawing:
    """Test accuracy on the way from every start, and the test error at the end against the depth."""
    same = np.array_equal(result.right["rbm"], result.right["rbm_all"])
    shown = {start: look for start, look in STARTS.items() if not (same and start == "rbm_all")}
    last = {shown[start][0]: 1 - float(np.median(result.right[start][-1])) for start in shown}
    best, worst = min(last, key=lambda name: last[name]), max(last, key=lambda name: last[name])
    stuck = sum(error > 0.5 for error in last.values())
    return drawing(
        lines(
            series=[
                _band(name, result.steps, result.right[start], color, style)
                for start, (name, color, style) in shown.items()
            ],
            title="Unseen digits, share right",
            x_label="training step",
            y_label="share right",
            x_domain=(0, result.steps[-1]),
            y_domain=(0, 1),
        ),
        lines(
            series=[
                _band(name, AXES["depth"], 100 * (1 - result.ends[start]), color, style)
                for start, (name, color, style) in shown.items()
            ],
            title="Wrong at the end, for every depth",
            x_label="hidden layers (drag)",
            y_label="test error, %",
            x_domain=(1, 6),
            y_domain=(2, 100),
            log_y=True,
            marker=result.depth,
            marker_axis="depth",
        ),
        summary=f"{{activation}}, {{depth}} hidden layers, {{examples}} examples: best is {best} with "
        f"{last[best]:.1%} wrong, worst {worst} with {last[worst]:.0%}; {stuck} of {len(last)} starts "
        "still get more than half wrong.",
    )


def layer_histograms(result: LayerHistograms) -> Drawing:
    """The outputs layer by layer, and the map from mean square to mean square that explains them."""
    flow = result.flow
    std, lost, dead = (part.mean(0) for part in (flow.std, flow.saturated, flow.dead))
    rows = [
        _ridge(i + 1, counts[1:], float(std[i]), float(lost[i]) > LOST)
        for i, counts in enumerate(flow.counts)
    ]
    return drawing(
        histograms(
            edges=flow.edges[1:],
            rows=rows,
            title="Outputs of each layer, and their spread",
            x_label="output of a unit",
            y_label="layer",
            note="Red: more than 70 % pass no gradient. Units that put out exactly 0 are left out.",
            width=1.1,
        ),
        _map_panel(result),
        summary=f"{{activation}}, {{init}} times {{gain}}: the outputs of layer {{depth}} spread by "
        f"{std[-1]:.2g}, {lost[-1]:.0%} pass no gradient, {dead[-1]:.0%} of the units none at all. "
        f"In theory the mean square of z {_fate(result.fixed)}.",
    )


def _map_panel(result: LayerHistograms) -> Panel:
    inside = (MAP_Q > 0) & _shown(result.mapped)
    pairs = np.array([result.q[:-1], result.q[1:]])
    pairs = pairs[:, _shown(pairs[0]) & _shown(pairs[1])]
    series = [
        line_series("no change", Q_DOMAIN, Q_DOMAIN, color="neutral", style="dashed"),
        line_series("predicted", MAP_Q[inside], digits(result.mapped[inside], 3), color="value"),
        line_series("measured", *digits(pairs, 3), color="gradient", style="points"),
    ]
    if Q_DOMAIN[0] <= result.fixed <= Q_DOMAIN[1]:
        settled = digits(np.array([result.fixed]), 3)
        series.append(line_series("fixed point", settled, settled, color="truth", style="points"))
    return lines(
        series=series,
        log_x=True,
        log_y=True,
        x_domain=Q_DOMAIN,
        y_domain=Q_DOMAIN,
        title="Mean square of z: one layer to the next",
        x_label="mean square of z in a layer",
        y_label="one layer up",
    )


def rbm_learning(result: RBMAt) -> Drawing:
    """Filters, a chain from five digits, and the free energy over the updates."""
    course, row = result.course, result.row
    filters = [image(np.round(w, 2)) for w in result.rbm.W.T[:FILTERS]]
    reach = max(0.5, float(np.abs(result.rbm.W[:, :FILTERS]).max()) * 0.8)
    shown = zip(
        ("digit", "up", "down", "up"),
        (result.v, result.h, result.back, result.h_back),
        strict=True,
    )
    chain = [
        image(np.round(pixels, 2), name if i == 0 else None)
        for name, pictures in shown
        for i, pixels in enumerate(pictures)
    ]
    gap = float(course.energy["shuffled"][row] - course.energy["digits"][row])
    return drawing(
        images(
            images=filters,
            shape=(8, 8),
            columns=5,
            domain=(-reach, reach),
            diverging=True,
            title="Weights of 20 hidden units",
        ),
        images(
            images=chain,
            shape=(8, 8),
            columns=5,
            domain=(0, 1),
            title="Up, down and up again",
            note="Contrastive divergence adds digit times first up, and takes away down times last up.",
        ),
        lines(
            series=[
                line_series(name, UPDATES, digits(values, 3), color=color, style=style)
                for (name, values), color, style in zip(
                    course.energy.items(),
                    ("rbm", "neutral", "wrong"),
                    ("line", "line", "dashed"),
                    strict=True,
                )
            ],
            title="Free energy of ...",
            x_label="update (drag)",
            y_label="mean free energy",
            marker=UPDATES[row],
            marker_axis="updates",
            width=0.5,  # too narrow beside the pictures: a row of its own
        ),
        summary=f"After {{updates}} updates a digit comes back with a mean squared difference of "
        f"{course.error[row]:.3f}, and the free energy of a real digit is {gap:.0f} nats below that of one "
        "with shuffled pixels. Gibbs steps shown: {k}.",
    )


def _fate(fixed: float) -> str:
    if fixed == 0:
        return "dies out"
    return "grows without bound" if fixed == inf else f"settles at {fixed:.3g}"


def _ridge(layer: int, counts: Array, std: float, lost: bool) -> Panel:
    # A ridge is scaled to its own mode anyway: two digits are enough for the eye.
    heights = np.round(99 * counts / max(1, counts.max())).astype(int)
    note = "0" if std == 0 else f"{std:.2g}"
    return histogram_row(str(layer), heights, color="wrong" if lost else "value", note=note)


def _shown(values: Array) -> npt.NDArray[np.bool_]:
    return (values >= Q_DOMAIN[0]) & (values <= Q_DOMAIN[1])


def _band(name: str, steps: Sequence[int], right: Array, color: str, style: str) -> Panel:
    low, middle, high = (digits(f(right, axis=1), 3) for f in (np.min, np.median, np.max))
    return line_series(name, steps, middle, color=color, low=low, high=high, style=style)
