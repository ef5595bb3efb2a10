"""The first page: a small network that learns XOR."""

import numpy as np

from nnbook.chapters.intro.learning import Snapshot
from nnbook.drawing.panels import Drawing, drawing, field, lines
from nnbook.drawing.parts import line_series
from nnbook.drawing.specs import network_spec


def learning(snapshot: Snapshot) -> Drawing:
    """What the network says about every point of the plane, and how wrong it has been so far."""
    losses = snapshot.losses
    curve = line_series("loss", np.arange(len(losses)), losses, color="train")
    return drawing(
        field(
            nets=[network_spec(snapshot.net)],
            points=(snapshot.x, snapshot.y),
            x_domain=(-0.5, 1.5),
            y_domain=(-0.5, 1.5),
            x_label="x1",
            y_label="x2",
        ),
        lines(
            series=[curve],
            x_label="training step",
            y_label="loss",
            x_domain=(0, len(losses) - 1),
            y_domain=(0, 1),
            marker=snapshot.step,
            marker_axis="step",
            rules={"ln 2: no idea": float(np.log(2))},
        ),
        summary="After {step} steps {right} of {total} points are right, loss {loss}",
    )
