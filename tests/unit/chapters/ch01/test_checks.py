import numpy as np

from nnbook.chapters.ch01 import checks
from tests.unit.chapters.exercise_cases import assert_refused, assert_right, assert_unanswered

BIG = np.full((3, 3), 20)
OR_NAND = ([[10, -10], [10, -10]], [-5, 15])
AND = ([[10], [10]], [-15])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(X, W1, b1, W2, b2):
    return sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2)


def test_nand():
    assert_right(checks.nand, (-6, -6, 9), [-1, -1, 1.5], np.array([-1, -1, 1.5]))
    wrong = {"0 of 4": (6, 6, -9), "should give 1": (-6, -6, 3), "(3,)": (1, 2)}
    assert_refused(checks.nand, {**wrong, "Numbers": "six", "finite": (1, 2, float("nan"))})
    assert_unanswered(checks.nand)


def test_gates():
    assert_right(checks.gates, 14, np.int64(14))
    wrong = {"not all": 16, "change of sign": 15, "too small": 12, "single number": "many"}
    assert_refused(checks.gates, wrong)
    assert_unanswered(checks.gates)


def test_step_bias():
    assert_right(checks.step_bias, (0, 11), [0.0, 11.0])
    wrong = {"sigmoid": (0.72, 9.69), "6 is too small": (0, 6), "the larger first": (11, 0), "2 numbers": 11}
    assert_refused(checks.step_bias, wrong)
    assert_unanswered(checks.step_bias)


def test_forward():
    assert_right(checks.forward, forward)
    wrong = {
        "output unit's z": lambda X, W1, b1, W2, b2: sigmoid(X @ W1 + b1) @ W2 + b2,
        "hidden layer's": lambda X, W1, b1, W2, b2: sigmoid((X @ W1 + b1) @ W2 + b2),
        "our example": lambda X, W1, b1, W2, b2: sigmoid(sigmoid(X @ W1) @ W2),
        "raised ValueError": lambda X, W1, b1, W2, b2: forward(X, W1.T, b1, W2, b2),
        "shape": lambda X, W1, b1, W2, b2: forward(X, W1, b1, W2, b2)[:, 0],
        "raised TypeError": lambda X: X,
        "function is wanted": 3,
    }
    assert_refused(checks.forward, wrong)
    assert_unanswered(checks.forward)


def test_difference_shape():
    assert_right(checks.difference_shape, (4, 4), [4, 4])
    assert_refused(
        checks.difference_shape, {"what was meant": (4, 1), "from the right": (4,), "such as": "4"}
    )
    assert_unanswered(checks.difference_shape)


def test_or_nand_and():
    assert_right(checks.or_nand_and, (*OR_NAND, *AND))
    wrong = {
        "OR is": ([[5, -7], [5, -7]], [-8, 3], [[-11], [-11]], [6]),
        "NAND is": ([[10, 10], [10, 10]], [-5, -15], *AND),
        "still": (*OR_NAND, [[2], [2]], [-3]),
        "4 arrays": OR_NAND,
    }
    assert_refused(checks.or_nand_and, wrong)
    assert_unanswered(checks.or_nand_and)


def test_absolute_value():
    assert_right(checks.absolute_value, ([[1, -1], [-1, 1]], [[1], [1]]))
    assert_right(checks.absolute_value, ([[-2, 2], [2, -2]], [[0.5], [0.5]]))
    wrong = {"but XOR is": ([[1, 1], [-1, -1]], [[1], [1]]), "(2, 1)": ([[1, -1], [-1, 1]], [1, 1])}
    assert_refused(checks.absolute_value, wrong)
    assert_unanswered(checks.absolute_value)


def test_parity():
    assert_right(checks.parity, (BIG, [-10, -30, -50], [[20], [-20], [20]], [-10]))
    wrong = {
        "of 8 rows": (BIG, [-10, -30, -50], [[20], [20], [20]], [-10]),
        "(3, 3)": (np.eye(2), [1, 2], [[1], [2]], [0]),
    }
    assert_refused(checks.parity, wrong)
    assert_unanswered(checks.parity)


def test_line_before_the_bend():
    z = np.array([[-8, 3], [-3, -4], [2, -11]])
    assert_right(checks.line_before_the_bend, tuple(np.polyfit(*z.T, 1)), (-7 / 5, -8.2))
    assert_refused(checks.line_before_the_bend, {"z2 as one of z1": (-0.714, -5.86), "Put one": (-1.4, 3)})
    assert_unanswered(checks.line_before_the_bend)


def any_parity(n, sign=-1):
    k = np.arange(n)
    return np.full((n, n), 20), 10 - 20 * (k + 1), 20.0 * (sign**k)[:, None], [-10]


def test_any_parity():
    assert_right(checks.any_parity, any_parity)
    wrong = {
        "For n = 2: 3 of 4 rows": lambda n: any_parity(n, sign=1),
        "For n = 5: Shape (5, 5)": lambda n: any_parity(min(n, 3)),
        "raised TypeError": lambda: any_parity(2),
        "function is wanted": any_parity(3),
    }
    assert_refused(checks.any_parity, wrong)
    assert_unanswered(checks.any_parity)


def test_dots_inside_a_tuple_are_open_too():
    for check, count in ((checks.nand, 3), (checks.step_bias, 2), (checks.parity, 4)):
        assert "three dots" in check((...,) * count).why


def test_fourteen_is_the_count():
    inputs = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    weights = np.random.default_rng(0).normal(size=(3, 20_000))
    assert len(np.unique((inputs @ weights > 0).T, axis=0)) == 14
