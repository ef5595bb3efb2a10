"""Chapter 02: one unit as a graph of computations, forwards and back."""

from dataclasses import dataclass

from nnbook.drawing.panels import Drawing, drawing, network
from nnbook.drawing.parts import edge, node
from nnbook.graph import Edge, Value

GRAPH_STEPS = range(10)


@dataclass(frozen=True)
class UnitGraph:
    """One unit after some steps of its forward and backward pass, by the names of its nodes.

    `values` and `grads` (of d, by each node) are complete; what a step has reached is for the view to
    say. `slopes[node, source]` is the local derivative of a node by one that it was made of.
    """

    step: int
    values: dict[str, float]
    grads: dict[str, float]
    slopes: dict[tuple[str, str], float]


def unit_graph(*, x: float, w: float, b: float, step: int) -> UnitGraph:
    """The unit a = sigmoid(w x + b), the target 1, and their difference d = (a - 1)^2 / 2.

    Raises ValueError for a step that is not in `GRAPH_STEPS`.
    """
    if step not in GRAPH_STEPS:
        raise ValueError(f"step must be 0 ... {GRAPH_STEPS[-1]}, got {step}")
    inputs = [Value(number, name) for number, name in ((x, "x"), (w, "w"), (b, "b"))]
    u = (inputs[1] * inputs[0]).named("u")
    z = (u + inputs[2]).named("z")
    a = z.sigmoid().named("a")
    # One node for the whole difference, so that the picture shows one factor for it.
    d = Value((a.data - 1) ** 2 / 2, "d", edges=(Edge(a, a.data - 1),))
    d.backward()
    nodes = d.order()
    return UnitGraph(
        step=step,
        values={node.name: node.data for node in nodes},
        grads={node.name: node.grad for node in nodes},
        slopes={(node.name, edge.source.name): edge.slope for node in nodes for edge in node.edges},
    )


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


def unit_graph_drawing(graph: UnitGraph) -> Drawing:
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
