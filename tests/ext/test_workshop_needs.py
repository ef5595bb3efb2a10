"""Which cells run before one that a reader runs: read from the code, and from what ran already."""

import pytest

from book._ext.workshop.runner.names import names
from book._ext.workshop.runner.needs import Piece, Ran, pieces, plan


@pytest.mark.parametrize(
    ("source", "uses"),
    [
        ("y = x + 1", {"x"}),
        ("x = 1\ny = x", set()),
        ("x = x + 1", {"x"}),
        ("x += 1", {"x"}),
        ("x[0] = 1", {"x"}),
        ("for i in range(n):\n    z = i\nz", {"range", "n"}),
        ("if a:\n    b = 1\nb", {"a", "b"}),
        ("if a:\n    b = 1\nelse:\n    b = 2\nb", {"a"}),
        ("[k * s for k in row]", {"s", "row"}),
        ("{k: f(k) for k in a if k > low}", {"f", "a", "low"}),
        ("def f(p):\n    return p + q", set()),
        ("class A:\n    size = width", {"width"}),
        ("with open(name) as file:\n    file.read()", {"open", "name"}),
        ("try:\n    a = f()\nexcept ValueError:\n    a = None\na", {"f", "ValueError"}),
        ("import numpy as np\nnp.ones(3)", set()),
        ('f"{a} {b:.{width}f}"', {"a", "b", "width"}),
        ("(n := 3) + n", {"n"}),
        ("this is no Python", set()),
    ],
)
def test_a_cell_takes_what_it_reads_before_it_binds_it(source, uses):
    assert names(source).uses == uses


def test_what_a_function_reads_is_taken_when_it_is_called():
    found = names(
        "def f(x, *, k=start):\n    y = x + q\n    return [y * r for y in g(x)]\nkey = lambda v: v[s]"
    )
    assert found.later == {"q", "r", "g", "s"}
    assert found.uses == {"start"}
    assert found.binds == {"f", "key"}


@pytest.mark.parametrize(
    ("source", "changes", "told"),
    [
        ("rows.append(3)", {"rows"}, set()),
        ("net.layers[0].W[:] = 0", {"net"}, set()),
        ("a.b = 1", {"a"}, set()),
        ("for step in fit(net, x, y):\n    pass", {"net"}, set()),
        ("ax.plot(x)\nax.legend()\nfig", set(), {"ax"}),
        ("H.round(3)", set(), set()),
        ("np.set_printoptions(suppress=True)", {"np"}, set()),
    ],
)
def test_what_a_cell_changes_in_place_is_seen(source, changes, told):
    found = names(source)
    assert found.changes == changes
    assert found.told == told


def page(*sources):
    """The pieces of cells a, b, c ... in order, and how many stand before the last."""
    cells = [pieces(chr(97 + k), source) for k, source in enumerate(sources[:-1])]
    found = [piece for cell in cells for piece in cell]
    return [*found, Piece(chr(97 + len(cells)), sources[-1])], len(found)


def planned(sources, ran=None):
    all_, target = page(*sources)
    return "".join(dict.fromkeys(all_[k].cell for k in plan(all_, target, ran or Ran())))


def run(sources, ran, target):
    """Run one of the cells with what it needs, and note that it did."""
    all_, k = page(*sources[: "abcdefgh".index(target) + 1])
    for piece in (*(all_[j] for j in plan(all_, k, ran)), *pieces(target, all_[k].source)):
        ran.note(piece)


def test_only_what_is_needed_runs_and_in_order():
    assert planned(["x = 1", "y = 2", "z = x", "print(z)"]) == "ac"
    assert planned(["x = 1", "x = 2", "print(x)"]) == "b"
    assert planned(["x = 1", "x = x + 1", "print(x)"]) == "ab"
    assert planned(["x = 1", "print(1)"]) == ""
    assert planned(["if a:\n    x = 1", "print(x)"]) == "a"
    assert planned(["x = 1", "if 0:\n    x = 2", "print(x)"]) == "ab"


def test_what_changes_an_object_between_runs_too():
    assert planned(["rows = []", "rows.append(1)", "len(rows)", "print(rows)"]) == "ab"
    assert planned(["fig, ax = f()", "ax.plot(1)\nax.set(a=1)", "fig, ax"]) == "ab"


def test_each_use_of_random_numbers_counts():
    cells = ["rng = np.random.default_rng(0)", "a = rng.normal()", "b = 1", "c = rng.normal()"]
    assert planned(cells) == "ab"


def test_a_function_may_use_what_is_bound_below_it():
    assert planned(["def f():\n    return g()", "def g():\n    return 1", "f()"]) == "ab"


def test_of_a_cell_of_imports_only_what_is_taken_is_imported():
    all_, k = page("import numpy as np\nfrom nnbook import plots, views\nnp.set_printoptions()", "np.ones(3)")
    assert [all_[j].source.strip() for j in plan(all_, k, Ran())] == [
        "import numpy as np",
        "np.set_printoptions()",
    ]


def test_what_ran_does_not_run_again_unless_its_text_is_new():
    cells, ran = ["x = 1", "y = x", "print(y)"], Ran()
    run(cells, ran, "b")
    assert planned(cells, ran) == ""
    assert planned(["x = 5", "y = x", "print(y)"], ran) == "ab"
    assert planned(["x = 1", "y = x + 1", "print(y)"], ran) == "b"


def test_a_cell_that_ran_again_makes_those_old_that_took_from_it():
    cells, ran = ["x = 1", "y = x", "print(y)"], Ran()
    run(cells, ran, "c")
    run(["x = 2"], ran, "a")
    assert planned(["x = 2", "y = x", "print(y)"], ran) == "b"


def test_a_name_that_a_cell_below_took_over_is_made_again():
    cells, ran = ["x = 1", "print(x)", "x = 2"], Ran()
    run(cells, ran, "c")
    assert planned(cells[:2], ran) == "a"
    run(cells, ran, "b")
    assert planned(cells[:2], ran) == ""


def test_running_a_cell_once_more_goes_on_with_its_random_numbers():
    cells, ran = ["rng = default_rng(0)", "a = rng.normal()", "b = rng.normal()"], Ran()
    run(cells, ran, "c")
    assert planned(cells, ran) == ""  # c itself once more
    assert planned(cells[:2], ran) == "a"  # b came before c: from the start


def test_a_cell_that_failed_counts_as_not_run():
    ran = Ran()
    ran.note(Piece("a", "x = 1"), whole=False)
    assert planned(["x = 1", "print(x)"], ran) == "a"
