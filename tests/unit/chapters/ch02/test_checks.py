import numpy as np
import pytest

from nnbook.chapters.ch02 import checks as ch02

E1 = 1 / (1 + np.e)
RIGHT = {
    "by_hand": E1 * E1 * (1 - E1) * 3,
    "used_twice": 13,
    "tanh_slope": lambda a: 1 - a * a,
    "dense_backward": lambda x, W, dz: (dz @ W.T, x.T @ dz, dz.sum(axis=0)),
    "cost_ratio": 268800 / 234752,
    "best_step": 7e-6,
    "factor_four": "mean",
    "confused": (2 * np.log(3 / 2) + np.log(3)) / 4,
    "twelve_of_twelve": 0.7575,
    "long_run": 0.3,
    "learning_rate": 0.3,
}
# Plausible wrong answers, and a word of the reason that each must be given.
WRONG = [
    ("by_hand", 3 * E1, "sigmoid"),
    ("by_hand", E1 * E1 * (1 - E1), "one more factor"),
    ("by_hand", 3 * E1 * (1 - E1) * (E1 - 1), "wanted output is 0"),
    ("by_hand", -E1 * E1 * (1 - E1), "dd/dx"),
    ("used_twice", 12, "missing"),
    ("used_twice", 7, "both factors"),
    ("used_twice", 36, "added"),
    ("tanh_slope", lambda a: a * (1 - a), "sigmoid"),
    ("tanh_slope", lambda a: 1 - np.tanh(a) ** 2, "tanh(z) already"),
    ("tanh_slope", lambda a: 1 + a * a, "differences"),
    ("tanh_slope", lambda a: undefined, "NameError"),  # noqa: F821
    ("tanh_slope", lambda a: 1.0, "nine"),
    ("tanh_slope", lambda a: None, "nine"),
    ("tanh_slope", lambda a: "1 - a * a", "nine"),
    ("dense_backward", lambda x, W, dz: (dz @ W.T, dz.T @ x, dz.sum(axis=0)), "dW has shape (4, 3)"),
    ("dense_backward", lambda x, W, dz: (dz @ W.T, x.T @ dz, dz), "db has shape"),
    ("dense_backward", lambda x, W, dz: (dz @ W.T, x.T @ dz, dz.mean(axis=0)), "0.2 times"),
    ("dense_backward", lambda x, W, dz: (dz @ W.T, x.T @ dz / 5, dz.sum(axis=0)), "dW"),
    ("dense_backward", lambda x, W, dz: (abs(dz @ W.T), x.T @ dz, dz.sum(axis=0)), "wrong numbers"),
    ("dense_backward", lambda x, W, dz: (dz @ W, x.T @ dz, dz.sum(axis=0)), "ValueError"),
    ("dense_backward", lambda x, W, dz: dz @ W.T, "three"),
    ("cost_ratio", 2, "gradient of the data"),
    ("cost_ratio", 1, "leaves out"),
    ("best_step", 1e-8, "Smaller"),
    ("best_step", 2.0**-53, "Smaller"),
    ("best_step", 1e-3, "too large"),
    ("factor_four", "transpose", "shapes"),
    ("factor_four", "relu", "mask"),
    ("factor_four", "rate", "not in the gradient"),
    ("factor_four", "W", "Choose one"),
    ("confused", np.log(2) / 2, "two rows"),
    ("confused", np.log(2), "1/2"),
    ("confused", (2 * np.log(3 / 2) + np.log(3)) / 3, "fourth"),
    ("confused", 0.75 * np.log(2), "best"),
    ("twelve_of_twelve", 1.0, "cannot"),
    ("twelve_of_twelve", 0.5, "too small"),
    ("long_run", 0.03, "first step"),
    ("long_run", 0.027, "sum"),
    ("long_run", 0.27, "starts with 1"),
    ("learning_rate", 30, "too large"),
    ("learning_rate", 0.003, "way down"),
    ("learning_rate", -1, "positive"),
    ("learning_rate", np.nan, "positive"),
]


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_answer_is_right(name):
    verdict = getattr(ch02, name)(RIGHT[name])
    assert verdict, verdict
    assert verdict.why


@pytest.mark.parametrize(("name", "answer", "word"), WRONG)
def test_a_wrong_answer_is_refused_with_a_reason(name, answer, word):
    verdict = getattr(ch02, name)(answer)
    assert not verdict
    assert word in verdict.why


@pytest.mark.parametrize("name", RIGHT)
def test_no_answer_yet(name):
    verdict = getattr(ch02, name)(...)
    assert not verdict
    assert "three dots" in verdict.why


@pytest.mark.parametrize("name", RIGHT)
@pytest.mark.parametrize("answer", [None, "a word", [1, 2], {}])
def test_an_answer_of_another_kind_is_refused_without_an_exception(name, answer):
    assert not getattr(ch02, name)(answer)
