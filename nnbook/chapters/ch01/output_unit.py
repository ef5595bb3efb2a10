"""Chapter 01: an output unit above the lecture's hidden units."""

from nnbook.chapters.ch01.attempt import UNIT, Attempt
from nnbook.chapters.ch01.three_units import LECTURE, three_units
from nnbook.drawing.panels import Drawing, drawing, field, truth_table
from nnbook.drawing.specs import network_spec


def output_unit(*, y_w1: float, y_w2: float, y_b: float) -> Attempt:
    """The lecture's hidden units under an output unit of your own."""
    return three_units(**{**LECTURE, "y_w1": y_w1, "y_w2": y_w2, "y_b": y_b})


def output_unit_drawing(attempt: Attempt) -> Drawing:
    """The plane of the hidden units, the output unit's line in it, and what it makes of each row."""
    net = network_spec(attempt.net)
    points = attempt.x, attempt.y
    return drawing(
        field(
            nets=[net],
            points=points,
            from_layer=1,
            x_domain=UNIT,
            y_domain=UNIT,
            x_label="h1",
            y_label="h2",
        ),
        truth_table(net=net, points=points, inputs=["x1", "x2"], hidden=True),
        summary="XOR: {right} of {total} rows right, loss {loss}",
    )
