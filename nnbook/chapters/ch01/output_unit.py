"""Chapter 01: an output unit above the lecture's hidden units."""

import numpy as np

from nnbook.activations import identity
from nnbook.chapters.ch01.attempt import UNIT, Attempt
from nnbook.chapters.ch01.three_units import LECTURE, three_units
from nnbook.drawing.panels import Drawing, drawing, field, truth_table
from nnbook.drawing.specs import network_spec
from nnbook.layers import Activate, Dense
from nnbook.network import Network


def output_unit(*, y_w1: float, y_w2: float, y_b: float) -> Attempt:
    """The lecture's hidden units under an output unit of your own."""
    return three_units(**{**LECTURE, "y_w1": y_w1, "y_w2": y_w2, "y_b": y_b})


def output_unit_drawing(attempt: Attempt) -> Drawing:
    """The hidden units before and after their bend, with the output unit's boundary in both planes."""
    net, points = network_spec(_bend_apart(attempt.net)), (attempt.x, attempt.y)
    return drawing(
        field(
            title="Before the bend",
            nets=[net],
            points=points,
            from_layer=1,
            x_domain=(-10, 5),
            y_domain=(-13, 6),
            x_label="z1",
            y_label="z2",
        ),
        field(
            title="After the bend",
            nets=[net],
            points=points,
            from_layer=2,
            x_domain=UNIT,
            y_domain=UNIT,
            x_label="h1",
            y_label="h2",
        ),
        truth_table(net=network_spec(attempt.net), points=points, inputs=["x1", "x2"], hidden=True),
        summary="XOR: {right} of {total} rows right, loss {loss}",
    )


def _bend_apart(net: Network) -> Network:
    """The same network with its weighted sums and its sigmoids in layers of their own, to look between."""
    sums, bend, output = net.layers
    copies = np.eye(2)
    return Network([sums, Activate(identity), Dense(copies, np.zeros(2)), bend, output])
