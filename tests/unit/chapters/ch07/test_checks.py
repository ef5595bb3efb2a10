from nnbook.chapters.ch07 import checks
from tests.unit.chapters.exercise_cases import assert_refused, assert_right, assert_unanswered


def test_residual_chain():
    assert_right(checks.residual_chain, 1.1**30, 17)
    wrong = {
        "adds the thirty parts": 4,
        "where is the identity": 0.1**30,
        "not by 1 alone": 1,
        "too large": 30,
    }
    assert_refused(checks.residual_chain, wrong)
    assert_unanswered(checks.residual_chain)


def test_variance_after_blocks():
    assert_right(checks.variance_after_blocks, (4096, 13), [2**12, 1 + 12])
    wrong = {
        "other order": (13, 4096),
        "not as much as there was first": (13, 13),
        "adds variance 1": (4096, 4096),
        "eleven blocks": (2048, 12),
    }
    assert_refused(checks.variance_after_blocks, wrong)
    assert_unanswered(checks.variance_after_blocks)


def test_branch_scale():
    assert_right(checks.branch_scale, 0.1, 100**-0.5)
    assert_refused(checks.branch_scale, {"than was asked for": 0.01, "not for f": 1e-4, "doubles": 1})
    assert_unanswered(checks.branch_scale)


def test_batch_of_two():
    assert_right(checks.batch_of_two, (-1, 1))
    wrong = {"which is 2": (-2, 2), "negative": (1, -1), "over n - 1": (-0.70711, 0.70711)}
    assert_refused(checks.batch_of_two, wrong)
    assert_unanswered(checks.batch_of_two)


def test_settled_statistics():
    assert_right(checks.settled_statistics, (3, 4))
    wrong = {"keeps the variance": (3, 2), "n - 1": (3, 5.333), "last two": (5, 0)}
    assert_refused(checks.settled_statistics, wrong)
    assert_unanswered(checks.settled_statistics)


def test_folds_for_pieces():
    assert_right(checks.folds_for_pieces, 10)
    assert_refused(checks.folds_for_pieces, {"512": 9, "one hidden layer": 999, "Two stand": 20})
    assert_unanswered(checks.folds_for_pieces)


def test_free_weights():
    assert_right(checks.free_weights, (80, 2880, 18_720))
    wrong = {
        "biases count": (72, 2592, 18_432),
        "other way round": (18_720, 2880, 80),
        "Tied biases": (360, 2880, 18_720),
    }
    assert_refused(checks.free_weights, wrong)
    assert_unanswered(checks.free_weights)


def test_gradient_of_plain_normalized():
    assert_right(checks.gradient_of_plain_normalized, 1.2**49, 7600)
    wrong = {"49 steps, not 50": 1.2**50, "Factors multiply": 58.8}
    assert_refused(checks.gradient_of_plain_normalized, wrong)
    assert_unanswered(checks.gradient_of_plain_normalized)
