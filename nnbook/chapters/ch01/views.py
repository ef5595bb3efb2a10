"""Chapter 01: one unit, and three units, on the four rows of a truth table."""

from nnbook.chapters.ch01.one_unit import Attempt
from nnbook.drawing.panels import Drawing, drawing, field, truth_table
from nnbook.drawing.specs import network_spec

SQUARE = (-0.5, 1.5)
UNIT = (-0.1, 1.1)


def one_unit(attempt: Attempt) -> Drawing:
    """The unit's line through the square of inputs, and what it makes of each row."""
    net = network_spec(attempt.net)
    points = attempt.x, attempt.y
    return drawing(
        field(nets=[net], points=points, x_domain=SQUARE, y_domain=SQUARE, x_label="x1", y_label="x2"),
        truth_table(net=net, points=points, inputs=["x1", "x2"]),
        summary="{task}: {right} of {total} rows right, loss {loss}",
    )


def three_units(attempt: Attempt) -> Drawing:
    """The inputs, what the hidden units make of them, and what the output unit makes of that."""
    net = network_spec(attempt.net)
    points = attempt.x, attempt.y
    return drawing(
        field(
            title="Inputs",
            nets=[net],
            points=points,
            x_domain=SQUARE,
            y_domain=SQUARE,
            x_label="x1",
            y_label="x2",
        ),
        field(
            title="Hidden units",
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


def output_unit(attempt: Attempt) -> Drawing:
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
