"""Chapter 02: a graph of computations, XOR while it is learned, and a first network on digits."""

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch02.digits_learning import EPOCHS, DigitsRun
from nnbook.chapters.ch02.training_xor import STEPS
from nnbook.chapters.ch02.unit_graph import UnitGraph
from nnbook.chapters.ch02.xor_replay import XorReplay
from nnbook.datasets import xor
from nnbook.drawing.panels import Drawing, drawing, field, lines, network
from nnbook.drawing.parts import Panel, edge, line_series, node
from nnbook.drawing.specs import network_spec
from nnbook.layers import Dense
from nnbook.network import Network

# Where the nodes stand (x, y downwards), what is written in them, and the step that computes each.
NODES = {
    "x": (0.0, 0.0, "x", 0),
    "w": (0.0, 0.6, "w", 0),
    "b": (0.28, 1.0, "b", 0),
    "u": (0.28, 0.3, "w · x", 1),
    "z": (0.53, 0.75, "+ b", 2),
    "a": (0.77, 0.2, "σ", 3),
    "d": (1.0, 0.75, "d", 4),
}
# The step at which each node knows the derivative of d by it.
KNOWN = {"d": 5, "a": 6, "z": 7, "u": 8, "b": 8, "x": 9, "w": 9}
SQUARE = (-0.5, 1.5)
HIDDEN = {"sigmoid": (-0.1, 1.1), "tanh": (-1.2, 1.2)}
# Rows nearer than this share of the frame look like one.
SPOT = 0.03


def unit_graph(graph: UnitGraph) -> Drawing:
    """The graph: above a node its value, below it the derivative of d by it, both when known."""
    numbers = {name: k for k, name in enumerate(NODES)}
    nodes = [
        node(
            *NODES[name][:2],
            NODES[name][2],
            value=short(graph.values[name]) if graph.step >= NODES[name][3] else None,
            below=short(graph.grads[name]) if graph.step >= KNOWN[name] else None,
            state=_state(graph.step, NODES[name][3], KNOWN[name]),
        )
        for name in NODES
    ]
    edges = [
        edge(
            numbers[source],
            numbers[name],
            label=f"× {short(slope)}" if graph.step >= KNOWN[source] else None,
            state="active" if graph.step in (NODES[name][3], KNOWN[source]) else None,
        )
        for (name, source), slope in graph.slopes.items()
    ]
    return drawing(
        network(
            nodes=nodes,
            edges=edges,
            note="Above a node: its value. Below: the derivative of d by it. On an edge: the local one.",
        ),
        summary=_sentence(graph),
    )


def _state(step: int, computed: int, known: int) -> str | None:
    if step in (computed, known):
        return "active"
    return "done" if step > known else None


def short(number: float) -> str:
    """The number with three significant digits and a real minus sign."""
    return f"{number:.3g}".replace("-", "−").replace("e−0", "e−")


def _sentence(graph: UnitGraph) -> str:
    x, w, b, u, z, a, d = (short(graph.values[name]) for name in ("x", "w", "b", "u", "z", "a", "d"))
    slope = {name: short(value) for name, value in graph.slopes.items()}
    grad = {name: short(value) for name, value in graph.grads.items()}
    return (
        f"The inputs: x = {x}, w = {w}, b = {b}. Nothing is computed yet.",
        f"Forward: w · x = {w} · {x} = {u}.",
        f"Forward: the bias is added, {u} + {b} = {z}.",
        f"Forward: the unit says σ({z}) = {a}.",
        f"Forward: it should say 1. The difference is d = ({a} − 1)² / 2 = {d}.",
        "Back: if d grows by 1, d grows by 1. So start with 1.",
        f"Back to a: local derivative a − 1 = {slope['d', 'a']}, times 1, is {grad['a']}.",
        f"Back through the sigmoid: local derivative a (1 − a) = {slope['a', 'z']}, times {grad['a']} "
        f"from above, is {grad['z']}.",
        f"Back through the sum: both local derivatives are 1, so w · x and b both get {grad['z']}.",
        f"Back through the product: w gets x times {grad['u']} = {grad['w']}, and x gets w times "
        f"{grad['u']} = {grad['x']}. The chain is complete.",
    )[graph.step]


def xor_replay(replay: XorReplay) -> Drawing:
    """The surface in the input plane, the hidden space, and the loss so far and to come."""
    curve = line_series("loss", replay.steps, replay.losses, color="train")
    spec = _short(replay.net)
    return drawing(
        field(
            nets=[spec],
            points=xor(),
            x_domain=SQUARE,
            y_domain=SQUARE,
            title="Input plane",
            x_label="x1",
            y_label="x2",
        ),
        _hidden(replay, spec),
        lines(
            series=[curve],
            title="Loss",
            x_label="training step",
            x_domain=(0, STEPS),
            y_domain=(0, 1),
            marker=replay.step,
            marker_axis="step",
            rules={"ln 2: no idea": float(np.log(2))},
        ),
        summary=(
            "Step {step}: {right} of {total} rows right, loss {loss}. Of 1000 seeds with these "
            f"settings {1000 * replay.share:.0f} solve XOR (95 % interval of the probability: "
            f"{100 * replay.low:.1f} to {100 * replay.high:.1f} %)."
        ),
    )


def _short(net: Network) -> Panel:
    """The network with three decimals: enough for the eye, and half the size of the page."""
    dense = (Dense(la.W.round(3), la.b.round(3)) if isinstance(la, Dense) else la for la in net.layers)
    return network_spec(Network(dense))


def _hidden(replay: XorReplay, spec: Panel) -> Panel:
    """The hidden space itself where it is a plane, else seen from the side."""
    if len(spec["layers"][0]["b"]) > 2:
        return _from_the_side(replay)
    rim = max(float(np.ceil(11 * replay.top)) / 10, 0.1)
    domain = HIDDEN.get(spec["layers"][0]["activation"], (-0.1 * rim, rim))
    return field(
        nets=[spec],
        points=xor(),
        from_layer=1,
        x_domain=domain,
        y_domain=domain,
        title="Hidden space",
        x_label="h1",
        y_label="h2",
    )


def _from_the_side(replay: XorReplay) -> Panel:
    wanted = xor()[1][:, 0]
    rows = [line_series(f"class {k}", *replay.seen[wanted == k].T.round(2), style="points") for k in (0, 1)]
    reach = np.ceil(11 * replay.reach + 0.1) / 10
    return lines(
        series=rows,
        title="Hidden space, from the side",
        x_label="z of the output unit",
        y_label="across",
        x_domain=(-reach[0], reach[0]),
        y_domain=(-reach[1], reach[1]),
        marker=0.0,
        note=_together(replay.seen / reach),
    )


def _together(places: Array) -> str:
    """Which rows lie in one spot, in words: of two marks in one place the eye sees one."""
    near = np.linalg.norm(places[:, None] - places, axis=-1) < 2 * SPOT
    names = [f"{a:.0f},{b:.0f}" for a, b in xor()[0]]
    groups = {" and ".join(np.array(names)[row]) for row in near if row.sum() > 1}
    return f"In one place: {'; '.join(sorted(groups))}." if groups else "Right of the line: p > 1/2."


def digits_learning(run: DigitsRun) -> Drawing:
    """The training loss of each epoch, the middle seed and the range of all."""
    low, middle, high = np.quantile(run.losses, (0.0, 0.5, 1.0), axis=1)
    curve = line_series("training loss", np.arange(len(middle)), middle, color="train", low=low, high=high)
    return drawing(
        lines(
            series=[curve],
            log_y=True,
            x_label="epoch",
            y_label="training loss",
            x_domain=(0, EPOCHS),
            y_domain=(0.001, 100),
            rules={"ln 10: guessing": float(np.log(10))},
        ),
        summary=(
            f"After {EPOCHS} epochs, {run.updates} updates, the training loss is {middle[-1]:.3g} and "
            f"{100 * np.median(run.accuracy):.1f} % of the test digits are right (middle of "
            f"{len(run.accuracy)} seeds)."
        ),
    )
