"""Answer checks of chapter 02, backpropagation."""

from collections.abc import Callable
from math import exp, log
from typing import Any

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch02.digits_learning import train_digits
from nnbook.chapters.verdict import UNANSWERED, Verdict, number
from nnbook.experiments.intervals import wilson
from nnbook.gradcheck import numerical_gradient

EPSILON = 2.0**-53
ENOUGH = 0.97


def by_hand(answer: Any) -> Verdict:
    """Right for dd/dw of d = a^2 / 2 with a = sigmoid(w x + b), at x = 3, w = -1, b = 2."""
    a = 1 / (1 + exp(1))
    slope = a * (1 - a)
    return number(answer, 3 * slope * a, "a, times a (1 - a), times x: three factors.", 1e-3, **{
        "The_sigmoid_has_a_local_derivative_too,_a_(1_-_a)": 3 * a,
        "That_is_dd/db:_one_more_factor_leads_to_w": slope * a,
        "The_wanted_output_is_0_here,_not_1": 3 * slope * (a - 1),
        "That_is_dd/dx:_the_product_hands_w_to_x,_and_x_to_w": -slope * a,
    })  # fmt: skip


def used_twice(answer: Any) -> Verdict:
    """Right for 13, the derivative of x w^2 + w at w = 3, x = 2."""
    return number(answer, 13, "6 along each factor of w w, and 1 along the short way: they add up.", **{
        "One_of_the_three_ways_from_w_to_f_is_missing": 12,
        "w_w_uses_w_twice:_both_factors_hand_a_derivative_back": 7,
        "Gradients_along_several_ways_are_added,_not_multiplied": 36,
    })  # fmt: skip


def tanh_slope(answer: Any) -> Verdict:
    """Right for a function of the output a = tanh(z) that gives the derivative at z."""
    if not callable(answer):
        return _no_function(answer)
    z = np.linspace(-2, 2, 9)
    a = np.tanh(z)
    got, fault = _call(answer, a)
    if fault:
        return Verdict(False, fault)
    if np.shape(got) != a.shape or np.asarray(got).dtype.kind not in "fiu":
        return Verdict(False, f"For nine outputs a, nine derivatives are wanted, not {got!r}.")
    wanted = numerical_gradient(lambda t: float(np.tanh(t).sum()), z)
    if np.allclose(got, wanted, atol=1e-6):
        return Verdict(True, "1 - a a, and differences agree at nine places.")
    if np.allclose(got, a * (1 - a)):
        return Verdict(False, "That is the sigmoid's. At z = 0, where a = 0, tanh has slope 1.")
    if np.allclose(got, 1 - np.tanh(a) ** 2):
        return Verdict(False, "The function is given a, which is tanh(z) already.")
    return Verdict(False, f"At z = 0 differences say 1 and you say {got[len(z) // 2]:.4g}.")


def dense_backward(answer: Any) -> Verdict:
    """Right for a function of (x, W, dz) that returns (dx, dW, db) of z = x W + b."""
    if not callable(answer):
        return _no_function(answer)
    rng = np.random.default_rng(0)
    x, W, dz = (rng.normal(size=shape) for shape in ((5, 3), (3, 4), (5, 4)))
    got, fault = _call(answer, x, W, dz)
    if fault:
        return Verdict(False, fault)
    if not isinstance(got, tuple | list) or len(got) != 3:
        return Verdict(False, "Return three arrays: dx, dW, db.")
    wanted = {"dx": dz @ W.T, "dW": x.T @ dz, "db": dz.sum(axis=0)}
    for (name, right), part in zip(wanted.items(), got, strict=True):
        if np.shape(part) != right.shape:
            return Verdict(False, f"{name} has shape {np.shape(part)}; {name[1:]} has {right.shape}.")
        if not np.allclose(part, right):
            share = _ratio(np.asarray(part), right)
            return Verdict(False, f"{name} has the right shape and the wrong numbers{share}.")
    return Verdict(True, "Each gradient has the shape of what it belongs to, and the right numbers.")


def cost_ratio(answer: Any) -> Verdict:
    """Right for the multiply-adds of backward over those of forward, of 784-256-128-10."""
    products = [784 * 256, 256 * 128, 128 * 10]
    ratio = (sum(products) + sum(products[1:])) / sum(products)
    why = "dW costs what forward costs; dx too, except for the data, where nobody needs it."
    return number(answer, ratio, why, 5e-3, **{
        "dx_of_the_first_layer_is_the_gradient_of_the_data:_nobody_asks_for_it": 2,
        "That_leaves_out_dx_of_the_later_layers,_or_dW": 1,
    })  # fmt: skip


def best_step(answer: Any) -> Verdict:
    """Right for the h where h^2 / 6 + eps / h is least, within a fifth."""
    best = (3 * EPSILON) ** (1 / 3)
    why = "The cube root of 3 eps, where the derivative h / 3 - eps / h^2 is 0."
    return number(answer, best, why, 0.2 * best, **{
        "Smaller_is_not_better:_down_there_the_rounding_errors_rule": 0,
    })  # fmt: skip


def factor_four(answer: Any) -> Verdict:
    """Right for "mean": the backward pass forgot to divide by the number of rows."""
    if answer is ...:
        return UNANSWERED
    wrong = {
        "transpose": "A transposed W would give other numbers, or shapes that do not fit.",
        "relu": "A wrong mask changes some entries and leaves others; here all have one factor.",
        "rate": "The learning rate is not in the gradient.",
    }
    if answer == "mean":
        return Verdict(True, "The mean over 4 rows has a 1/4 in it, and so has its derivative.")
    known = ", ".join(map(repr, ["mean", *wrong]))
    return Verdict(False, wrong.get(str(answer), f"Choose one of {known}."))


def confused(answer: Any) -> Verdict:
    """Right for the least loss of a network that cannot tell three rows of XOR apart, 0.477."""
    least = 0.75 * (log(3) - 2 / 3 * log(2))
    why = "p = 2/3 for the three rows: the second of the plateaus that you saw."
    return number(answer, least, why, 2e-3, **{
        "That_is_two_rows_that_cannot_be_told_apart": log(2) / 2,
        "That_is_the_mean_over_the_three_rows;_the_fourth_adds_0": least / 0.75,
        "That_is_p_=_1/2_for_everything._Two_of_the_three_rows_want_1": log(2),
        "The_three_rows_with_p_=_1/2_are_not_at_their_best": 0.75 * log(2),
    })  # fmt: skip


def twelve_of_twelve(answer: Any) -> Verdict:
    """Right for the lower end of the 95 % interval after 12 successes in 12 trials."""
    why = "Even a probability of 0.76 gives twelve out of twelve now and then."
    return number(answer, wilson(12, 12)[0], why, 2e-3, **{
        "Twelve_seeds_cannot_show_that_it_always_works;_that_is_the_upper_end": 1,
    })  # fmt: skip


def long_run(answer: Any) -> Verdict:
    """Right for 0.3: momentum 0.9 makes a rate of 0.03 ten times as large in the long run."""
    return number(answer, 0.3, "1 + 0.9 + 0.81 + ... = 10: every step is felt ten times.", **{
        "That_is_the_first_step;_the_velocity_then_grows": 0.03,
        "That_is_momentum_times_rate;_sum_the_whole_series": 0.027,
        "The_series_starts_with_1": 0.27,
    })  # fmt: skip


def learning_rate(answer: Any) -> Verdict:
    """Right for a rate with which momentum 0.9 and batches of 16 end above 97 % on every seed."""
    if answer is ...:
        return UNANSWERED
    try:
        lr = float(answer)
    except (TypeError, ValueError):
        return Verdict(False, f"A single number is wanted, not {answer!r}.")
    if not 0 < lr < 1000:
        return Verdict(False, "A learning rate is positive, and far below 1000.")
    run = train_digits(lr=lr, momentum=0.9, batch_size=16)
    worst = float(run.accuracy.min())
    if worst > ENOUGH:
        return Verdict(True, f"The worst of {len(run.accuracy)} seeds has {worst:.1%} right.")
    rising = not np.median(run.losses[-1]) < 1
    advice = "the loss is high: too large, or far too small" if rising else "still on its way down"
    return Verdict(False, f"The worst seed has only {worst:.1%} right; {advice}.")


def _no_function(answer: Any) -> Verdict:
    return UNANSWERED if answer is ... else Verdict(False, f"A function is wanted, not {answer!r}.")


def _call(function: Callable[..., Any], *arrays: Array) -> tuple[Any, str]:
    try:
        return function(*(a.copy() for a in arrays)), ""
    except Exception as error:
        return None, f"The function raised {type(error).__name__}: {error}"


def _ratio(got: Array, right: Array) -> str:
    ratio = got / right
    if np.allclose(ratio, ratio.flat[0]):
        return f": all of them {ratio.flat[0]:.3g} times too large"
    return ""
