"""Chapter 01: one unit, on AND, OR and XOR."""

from nnbook.chapters.ch01.attempt import SQUARE, Attempt
from nnbook.datasets import and_, or_, xor
from nnbook.drawing.panels import Drawing, drawing, field, truth_table
from nnbook.drawing.specs import network_spec
from nnbook.edges import finite, require_known
from nnbook.layers import Dense
from nnbook.network import Network

TASKS = {"AND": and_, "OR": or_, "XOR": xor}


def one_unit(*, task: str, w1: float, w2: float, b: float) -> Attempt:
    """sigmoid(w1 x1 + w2 x2 + b) against the table of AND, OR or XOR.

    Raises ValueError listing the tasks when this one is not known.
    """
    require_known("task", task, TASKS)
    return Attempt(Network([Dense(finite("w1 and w2", [[w1], [w2]]), finite("b", [b]))]), *TASKS[task]())


def one_unit_drawing(attempt: Attempt) -> Drawing:
    """The unit's line through the square of inputs, and what it makes of each row."""
    net = network_spec(attempt.net)
    points = attempt.x, attempt.y
    return drawing(
        field(nets=[net], points=points, x_domain=SQUARE, y_domain=SQUARE, x_label="x1", y_label="x2"),
        truth_table(net=net, points=points, inputs=["x1", "x2"]),
        summary="{task}: {right} of {total} rows right, loss {loss}",
    )
