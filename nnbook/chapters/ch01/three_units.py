"""Chapter 01: the three units of the lecture that can compute XOR."""

from nnbook.activations import sigmoid
from nnbook.chapters.ch01.attempt import SQUARE, UNIT, Attempt
from nnbook.datasets import xor
from nnbook.drawing.panels import Drawing, drawing, field, truth_table
from nnbook.drawing.specs import network_spec
from nnbook.edges import finite
from nnbook.layers import Activate, Dense
from nnbook.network import Network

# Hidden units h1 and h2, output unit y; of each the weights of its two inputs and its bias.
LECTURE = {
    "h1_w1": 5.0, "h1_w2": 5.0, "h1_b": -8.0,
    "h2_w1": -7.0, "h2_w2": -7.0, "h2_b": 3.0,
    "y_w1": -11.0, "y_w2": -11.0, "y_b": 6.0,
}  # fmt: skip
LABELS = {
    "h1_w1": "x1→h1", "h1_w2": "x2→h1", "h1_b": "h1 bias",
    "h2_w1": "x1→h2", "h2_w2": "x2→h2", "h2_b": "h2 bias",
    "y_w1": "h1→y", "y_w2": "h2→y", "y_b": "y bias",
}  # fmt: skip


def three_units(
    *,
    h1_w1: float,
    h1_w2: float,
    h1_b: float,
    h2_w1: float,
    h2_w2: float,
    h2_b: float,
    y_w1: float,
    y_w2: float,
    y_b: float,
) -> Attempt:
    """Two hidden sigmoid units and an output unit against XOR; `LECTURE` has the lecture's values."""
    hidden = Dense(finite("weights", [[h1_w1, h2_w1], [h1_w2, h2_w2]]), finite("biases", [h1_b, h2_b]))
    output = Dense(finite("weights", [[y_w1], [y_w2]]), finite("biases", [y_b]))
    return Attempt(Network([hidden, Activate(sigmoid), output]), *xor())


def three_units_drawing(attempt: Attempt) -> Drawing:
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
