import doctest
import math
import xml.etree.ElementTree as ET

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook import activations, graph
from nnbook.graph import Edge, Value
from nnbook.losses import binary_cross_entropy
from nnbook.network import mlp

EXPRESSIONS = {
    "a + b": lambda a, b: a + b,
    "a - b": lambda a, b: a - b,
    "a * b": lambda a, b: a * b,
    "a / b": lambda a, b: a / b,
    "-a": lambda a, b: -a + 0 * b,
    "a ** 3": lambda a, b: a**3 + b**0,
    "a ** -2": lambda a, b: a**-2 * b,
    "1 + a": lambda a, b: 1 + a * b,
    "1 - a": lambda a, b: 1 - a * b,
    "2 * a": lambda a, b: 2 * a + b * 2,
    "2 / a": lambda a, b: 2 / a + b / 2,
    "exp": lambda a, b: (a * b).exp(),
    "log": lambda a, b: (a * a + b * b).log(),
    "sigmoid": lambda a, b: (a * b).sigmoid(),
    "tanh": lambda a, b: (a + b).tanh() * b,
    "relu": lambda a, b: (a + 3 * b).relu() * a,
    "reuse": lambda a, b: (c := a * b + a) * c + c.tanh() * a,
    "sum": lambda a, b: sum([a, b, a * b]),
    "unit": lambda a, b: (0.3 * a - 1.7 * b + 0.2).sigmoid(),
}
POINTS = [(0.7, -1.3), (-2.1, 0.4), (1.5, 2.5), (-0.3, -0.9)]


@pytest.mark.parametrize("name", EXPRESSIONS)
@pytest.mark.parametrize(("a", "b"), POINTS)
def test_every_derivative_equals_the_central_difference(name, a, b):
    f = EXPRESSIONS[name]
    x, y = Value(a), Value(b)
    result = f(x, y)
    result.backward()
    step = 1e-6
    for node, up, down in (
        (x, (a + step, b), (a - step, b)),
        (y, (a, b + step), (a, b - step)),
    ):
        slope = (f(*map(Value, up)).data - f(*map(Value, down)).data) / (2 * step)
        scale = max(1, abs(result.data), abs(slope))
        assert node.grad == pytest.approx(slope, rel=1e-6, abs=1e-8 * scale)


def run(program, a, b, tanh):
    """The last value of a program whose lines name an operation and two earlier values."""
    values = [a, b]
    for operation, i, j in program:
        x, y = values[i % len(values)], values[j % len(values)]
        values.append(x + y if operation == "+" else x * tanh(y) if operation == "*" else tanh(x) - y)
    return values[-1]


@given(
    program=st.lists(st.tuples(st.sampled_from("+*t"), st.integers(0, 9), st.integers(0, 9)), max_size=8),
    a=st.floats(-2, 2),
    b=st.floats(-2, 2),
)
def test_any_program_agrees_with_hips_autograd(program, a, b):
    x, y = Value(a), Value(b)
    result = run(program, x, y, Value.tanh)
    result.backward()
    assert result.data == pytest.approx(run(program, a, b, math.tanh), rel=1e-12, abs=1e-10)
    slopes = autograd.grad(lambda at: run(program, at[0], at[1], anp.tanh))(np.array([a, b]))
    np.testing.assert_allclose([x.grad, y.grad], slopes, rtol=1e-9, atol=1e-10)


def test_one_unit_with_the_numbers_of_a_hand_calculation():
    w, x, b = Value(0.5, "w"), Value(2.0, "x"), Value(-1.0, "b")
    a = (w * x + b).sigmoid()
    loss = (a - 1) ** 2
    loss.backward()
    # z = 0, a = 1/2, L = 1/4; dL/da = -1, da/dz = 1/4, so dL/dz = -1/4.
    assert (a.data, loss.data) == (0.5, 0.25)
    assert (a.grad, b.grad, w.grad, x.grad) == (-1, -0.25, -0.5, -0.125)


def test_each_edge_holds_its_local_derivative():
    a, b = Value(3.0), Value(-2.0)
    assert (a * b).edges == (Edge(a, -2.0), Edge(b, 3.0))
    assert (a - b).edges == (Edge(a, 1), Edge(b, -1))
    assert (a / b).edges == (Edge(a, -0.5), Edge(b, -0.75))
    assert (a**2).edges == (Edge(a, 6.0),)
    assert a.edges == ()


def test_paths_that_meet_again_add_up():
    x = Value(3.0)
    y = x * x + x
    y.backward()
    assert x.grad == 7
    shared = x + 1
    (shared * shared * shared).backward()
    assert x.grad == 48


def test_backward_starts_afresh_each_time():
    x = Value(2.0)
    y = x * x
    y.backward()
    y.backward()
    assert x.grad == 4
    z = y * 10
    z.backward()
    assert (x.grad, y.grad, z.grad) == (40, 10, 1)


def test_order_puts_every_node_after_what_it_is_made_of():
    x, y = Value(1.0), Value(2.0)
    a = x * y
    b = a + x
    c = b * a
    assert c.order() == [x, y, a, b, c]
    assert x.order() == [x]


def test_propagate_completes_one_derivative_after_the_other():
    x = Value(2.0, "x")
    a = (x * 3).named("a")
    b = (a + x).named("b")
    seen = [(node.name, node.grad, x.grad) for node in b.propagate()]
    # x gets 1 from b, then 3 from a: it comes last, when both have arrived.
    assert seen == [("b", 1, 0), ("a", 1, 1), ("3", 2, 4), ("x", 4, 4)]


def test_a_chain_longer_than_the_recursion_limit(rng):
    total = sum(Value(x) * x for x in rng.normal(size=3000))
    total.backward()
    assert len(total.order()) == 3000 * 4 - 1


def test_the_graph_of_a_network_agrees_with_the_package(rng):
    net = mlp(rng, (2, 3, 1), "tanh", "xavier")
    x, target = rng.normal(size=(1, 2)), np.array([[1.0]])
    (W1, b1), (W2, b2) = [(layer.W, layer.b) for layer in net.layers[::2]]
    leaves = [[Value(v) for v in p.ravel()] for p in (W1, b1, W2, b2)]
    w1, c1, w2, c2 = leaves
    hidden = [(w1[j] * x[0, 0] + w1[3 + j] * x[0, 1] + c1[j]).tanh() for j in range(3)]
    z = sum(w * a for w, a in zip(w2, hidden, strict=True)) + c2[0]
    loss = -z.sigmoid().log()
    loss.backward()
    trace = net.trace(x, target, binary_cross_entropy)
    assert loss.data == pytest.approx(trace.loss, rel=1e-12)
    for values, gradient in zip(leaves, trace.grads, strict=True):
        np.testing.assert_allclose([v.grad for v in values], gradient.ravel(), rtol=1e-10)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_functions_are_those_of_the_package(name):
    f = activations.get(name)
    for z in (-1000.0, -3.0, -1e-9, 0.0, 0.7, 40.0, 1000.0):
        a = getattr(Value(z), name)()
        assert a.data == pytest.approx(float(f(np.array([z]))[0]), rel=1e-15)
        slope = float(f.df(np.array([z]), f(np.array([z])))[0])
        assert a.edges[0].slope == pytest.approx(slope, rel=1e-12)


def test_plain_and_numpy_numbers_join_in():
    x = Value(4.0)
    for node in (np.float64(2) * x, 2 * x, x * np.int64(2), np.float64(2) + x + np.float64(2)):
        assert isinstance(node, Value)
        assert node.data == 8
        assert type(node.data) is float
    assert (np.float64(8) / x).data == 2
    assert (np.float64(8) - x).data == 4
    assert (2 * x).edges[0].source.name == "2"
    assert Value(np.float32(0.5)).data == 0.5


def test_what_has_no_value_is_refused():
    for bad in (math.nan, math.inf):
        with pytest.raises(ValueError, match="a value must be finite"):
            Value(bad)
    with pytest.raises(ValueError, match=r"a value must be finite, got inf ×"):
        Value(1e300) * 1e300
    for x in (0.0, -2.0):
        with pytest.raises(ValueError, match=f"log needs a positive number, got {x}"):
            Value(x).log()
    with pytest.raises(ValueError, match=r"-2.0 has no power 0.5"):
        Value(-2.0) ** 0.5
    with pytest.raises(ZeroDivisionError):
        Value(1.0) / 0
    with pytest.raises(OverflowError):
        Value(1000.0).exp()
    for wrong in (lambda x: x ** Value(2.0), lambda x: x + "3", lambda x: 1j * x):
        with pytest.raises(TypeError, match="expected a plain number, got"):
            wrong(Value(2.0))


def test_named_is_the_node_itself():
    x = Value(1.0)
    assert x.named("x") is x
    assert repr(x) == "Value(x: 1, grad 0)"
    assert repr(x * 2) == "Value(×: 2, grad 0)"
    assert repr(Value(0.5)) == "Value(input: 0.5, grad 0)"


def texts(svg):
    return [e.text for e in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def unit():
    w, x, b = Value(2.0, "w"), Value(-1.0, "x"), Value(0.5, "b<1>")
    return (w * x + b).sigmoid().named("a")


def test_the_drawing_shows_values_then_derivatives():
    a = unit()
    before = texts(a._repr_svg_())
    assert {"w", "x", "b<1>", "×", "+", "a (sigmoid)", "value -1.5", "value 0.182"} <= set(before)
    assert not any(text.startswith("grad") for text in before)
    # The local derivatives on the arrows: dz/dw = x, dz/dx = w, da/dz = a (1 - a).
    assert {"-1", "2", "1", "0.149"} <= set(before)
    a.backward()
    after = texts(a._repr_svg_())
    assert {"grad 1", "grad 0.149", "grad -0.149", "grad 0.298"} <= set(after)
    assert "Computation graph of a" in a._repr_svg_()


def test_the_drawing_is_the_same_every_time():
    assert unit()._repr_svg_() == unit()._repr_svg_()
    assert "id=" not in unit()._repr_svg_()


def test_a_node_used_twice_by_another_gets_two_arrows():
    x = Value(3.0, "x")
    assert texts((x * x)._repr_svg_()).count("3") == 2


def test_the_example_in_the_module_holds():
    assert doctest.testmod(graph).failed == 0


def test_a_whole_number_that_no_float_holds_is_not_finite():
    with pytest.raises(ValueError, match=r"^a value must be finite, got inf"):
        Value(10**400)
