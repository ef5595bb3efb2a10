import numpy as np
import pytest

from nnbook.chapters.ch01 import checks as ch01

BIG = np.full((3, 3), 20)
OR_NAND = ([[10, -10], [10, -10]], [-5, 15])
AND = ([[10], [10]], [-15])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(X, W1, b1, W2, b2):
    return sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2)


RIGHT = [
    (ch01.nand, (-6, -6, 9)),
    (ch01.nand, [-1, -1, 1.5]),
    (ch01.nand, np.array([-1, -1, 1.5])),
    (ch01.gates, 14),
    (ch01.gates, np.int64(14)),
    (ch01.step_bias, (0, 11)),
    (ch01.forward, forward),
    (ch01.difference_shape, (4, 4)),
    (ch01.difference_shape, [4, 4]),
    (ch01.or_nand_and, (*OR_NAND, *AND)),
    (ch01.absolute_value, ([[1, -1], [-1, 1]], [[1], [1]])),
    (ch01.absolute_value, ([[-2, 2], [2, -2]], [[0.5], [0.5]])),
    (ch01.parity, (BIG, [-10, -30, -50], [[20], [-20], [20]], [-10])),
]

WRONG = [
    (ch01.nand, (6, 6, -9), "0 of 4"),
    (ch01.nand, (-6, -6, 3), "should give 1"),
    (ch01.nand, (1, 2), "(3,)"),
    (ch01.nand, "six", "wanted"),
    (ch01.nand, (1, 2, float("nan")), "finite"),
    (ch01.nand, None, "wanted"),
    (ch01.gates, 16, "not all"),
    (ch01.gates, 15, "change of sign"),
    (ch01.gates, 12, "too small"),
    (ch01.gates, "many", "single number"),
    (ch01.step_bias, (0.7195, 9.689), "sigmoid"),
    (ch01.step_bias, (0, 6), "Write"),
    (ch01.step_bias, (11, 0), "Write"),
    (ch01.step_bias, 11, "(2,)"),
    (ch01.forward, lambda X, W1, b1, W2, b2: sigmoid(X @ W1 + b1) @ W2 + b2, "output unit's z"),
    (ch01.forward, lambda X, W1, b1, W2, b2: sigmoid((X @ W1 + b1) @ W2 + b2), "hidden layer's"),
    (ch01.forward, lambda X, W1, b1, W2, b2: sigmoid(sigmoid(X @ W1) @ W2), "numbers are wrong"),
    (ch01.forward, lambda X, W1, b1, W2, b2: forward(X, W1.T, b1, W2, b2), "raised ValueError"),
    (ch01.forward, lambda X, W1, b1, W2, b2: forward(X, W1, b1, W2, b2)[:, 0], "shape"),
    (ch01.forward, lambda X: X, "raised TypeError"),
    (ch01.forward, 3, "function is wanted"),
    (ch01.difference_shape, (4, 1), "meant"),
    (ch01.difference_shape, (4,), "meant"),
    (ch01.difference_shape, "square", "shape such as"),
    (ch01.or_nand_and, ([[5, -7], [5, -7]], [-8, 3], [[-11], [-11]], [6]), "OR is"),
    (ch01.or_nand_and, ([[10, 10], [10, 10]], [-5, -15], *AND), "NAND is"),
    (ch01.or_nand_and, (*OR_NAND, [[2], [2]], [-3]), "still"),
    (ch01.or_nand_and, OR_NAND, "4 arrays"),
    (ch01.absolute_value, ([[1, 1], [-1, -1]], [[1], [1]]), "but XOR is"),
    (ch01.absolute_value, ([[1, -1], [-1, 1]], [1, 1]), "(2, 1)"),
    (ch01.parity, (BIG, [-10, -30, -50], [[20], [20], [20]], [-10]), "of 8 rows"),
    (ch01.parity, (np.eye(2), [1, 2], [[1], [2]], [0]), "(3, 3)"),
]


@pytest.mark.parametrize(("check", "answer"), RIGHT)
def test_right_answers_are_accepted(check, answer):
    verdict = check(answer)
    assert verdict, verdict


@pytest.mark.parametrize(("check", "answer", "why"), WRONG)
def test_wrong_answers_are_refused_with_a_reason(check, answer, why):
    verdict = check(answer)
    assert not verdict
    assert why in verdict.why


@pytest.mark.parametrize(
    "check", list(dict.fromkeys(check for check, _ in RIGHT)), ids=lambda check: check.__name__
)
def test_an_open_question_is_not_an_error(check):
    assert "three dots" in check(...).why


@pytest.mark.parametrize(("check", "count"), [(ch01.nand, 3), (ch01.step_bias, 2), (ch01.parity, 4)])
def test_dots_inside_a_tuple_are_open_too(check, count):
    assert "three dots" in check((...,) * count).why


def test_fourteen_is_the_count():
    inputs = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    weights = np.random.default_rng(0).normal(size=(3, 20_000))
    assert len(np.unique((inputs @ weights > 0).T, axis=0)) == 14
