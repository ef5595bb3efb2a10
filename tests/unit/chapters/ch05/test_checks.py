import numpy as np
import pytest

from nnbook.chapters.ch05 import checks as ch05


def early_stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


D = np.array([0.0062, -0.0047, -0.0097])
HALF = D.std(ddof=1) / 3**0.5

RIGHT = {
    ch05.early_stop: early_stop,
    ch05.soft_threshold: lambda w, lr, s: np.sign(w) * np.maximum(abs(w) - lr * s, 0),
    ch05.kept_value: 16 / 15,
    ch05.dropout_backward: lambda dy, kept, rate: dy * kept / (1 - rate),
    ch05.two_masks: 0.55837,
    ch05.growth: (86.7, 1.6),
    ch05.three_editions: (D.mean(), 4.303 * HALF),
    ch05.three_members: (1, 5.667, 4.667),
    ch05.correlated: 0.51667,
    ch05.vote_or_average: (0.1, 0.6, 0.6),
    ch05.bag_share: 0.6327,
}

WRONG = [
    (ch05.early_stop, lambda losses, patience: int(np.argmin(losses)), "when patience is used up"),
    (ch05.early_stop, lambda losses, patience: min(early_stop(losses, patience) + patience, len(losses) - 1),
     "last one seen"),
    (ch05.early_stop, lambda losses, patience: 0, "is wanted"),
    (ch05.early_stop, lambda losses: 0, "raised TypeError"),
    (ch05.soft_threshold, lambda w, lr, s: w * (1 - lr * s), "That is L2"),
    (ch05.soft_threshold, lambda w, lr, s: w - lr * s * np.sign(w), "jump to the other side"),
    (ch05.soft_threshold, lambda w, lr, s: np.maximum(w - lr * s, 0), "Negative weights"),
    (ch05.soft_threshold, lambda w, lr, s: w.sum(), "is wanted"),
    (ch05.kept_value, 3.2, "share that is kept"),
    (ch05.kept_value, 0.6, "smaller"),
    (ch05.kept_value, 0.8, "without dropout"),
    (ch05.dropout_backward, lambda dy, kept, rate: dy * kept, "backward pass must as well"),
    (ch05.dropout_backward, lambda dy, kept, rate: dy / (1 - rate), "passes no gradient"),
    (ch05.dropout_backward, lambda dy, kept, rate: dy * kept * (1 - rate), "did not multiply"),
    (ch05.dropout_backward, lambda dy, kept, rate: dy * kept / rate, "1 - rate"),
    (ch05.two_masks, 0.8808, "weight scaling"),
    (ch05.two_masks, 0.3, "too small"),
    (ch05.two_masks, 0.5, "counts twice"),
    (ch05.two_masks, 0.99753, "one of the masks"),
    (ch05.growth, (1.25, 1.6), "one layer"),
    (ch05.growth, (0.8**20, 1.6), "wrong direction"),
    (ch05.growth, (86.7, 2.0), "multiplies by 1.25"),
    (ch05.three_editions, (0.0, 0.02), "mean of the three"),
    (ch05.three_editions, (D.mean(), 1.96 * HALF), "4.303"),
    (ch05.three_editions, (D.mean(), 4.303 * D.std(ddof=1)), "root of 3"),
    (ch05.three_editions, (D.mean(), 4.303 * D.std() / 3**0.5), "divides by 2"),
    (ch05.three_editions, (D.mean(), 1.0), "check the half width"),
    (ch05.three_members, (9, 5.667, 4.667), "error of the average"),
    (ch05.three_members, (1, 5, 4.667), "average error"),
    (ch05.three_members, (1, 5.667, 7), "diversity"),
    (ch05.correlated, 1 / 30, "independent"),
    (ch05.correlated, 0.5, "infinitely many"),
    (ch05.vote_or_average, (0.9, 0.8, 0.1), "they agree"),
    (ch05.vote_or_average, (1.2, 0.8, 0.1), "between 0 and 1"),
    (ch05.vote_or_average, (0.5, 0.8, 0.1), "a tie"),
    (ch05.bag_share, 0.3673, "left out"),
    (ch05.bag_share, 1.0, "come twice"),
]  # fmt: skip


@pytest.mark.parametrize("check", RIGHT, ids=lambda check: check.__name__)
def test_right_answers_are_right(check):
    verdict = check(RIGHT[check])
    assert verdict, verdict


@pytest.mark.parametrize(("check", "answer", "reason"), WRONG)
def test_wrong_answers_are_refused_with_the_reason(check, answer, reason):
    verdict = check(answer)
    assert not verdict
    assert reason in verdict.why


@pytest.mark.parametrize("check", RIGHT, ids=lambda check: check.__name__)
@pytest.mark.parametrize("answer", ["ten", None, [1, 2, 3], {}, (1, float("nan"))], ids=repr)
def test_answers_of_another_kind_are_refused(check, answer):
    assert not check(answer)


@pytest.mark.parametrize("check", RIGHT, ids=lambda check: check.__name__)
def test_no_answer_is_asked_for(check):
    assert "three dots" in check(...).why
