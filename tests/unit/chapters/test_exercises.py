"""All exercises whose answer is numbers, by one rule: two digits are enough, 5 % off is not."""

import re
from importlib import import_module
from inspect import getmembers, getsource, isfunction, signature
from math import floor, log10
from pathlib import Path

import numpy as np
import pytest

import nnbook.chapters
from nnbook.chapters.verdict import same

FILES = sorted(Path(nnbook.chapters.__file__).parent.glob("ch*/checks*.py"))


def checks():
    """Every check of the book with its module and a name."""
    for path in FILES:
        module = import_module(f"nnbook.chapters.{path.parent.name}.{path.stem}")
        for name, check in getmembers(module, isfunction):
            if check.__module__ == module.__name__ and not name.startswith("_"):
                yield module, check, f"{path.parent.name}-{name}"


def asked():
    """What each check of numbers compares an answer with, and what it says when it is right."""
    for module, check, name in checks():
        for wanted, why in compared(module, check):
            yield pytest.param(check, wanted, why, id=name)


def compared(module, check):
    seen = []

    def record(answer, wanted, why, traps=None):
        if why:  # without it the check only reads the numbers, for many answers are right
            seen.append((list(wanted) if isinstance(wanted, tuple | list) else [wanted], why))

    with pytest.MonkeyPatch.context() as patch:
        for kind in {"number", "numbers"} & set(vars(module)):
            patch.setattr(module, kind, record)
        check(...)
    return seen


EVERY = pytest.mark.parametrize(("check", "wanted", "why"), list(asked()))


def two_digits(value):
    return round(value, 1 - floor(log10(abs(value)))) if value else 0


@EVERY
def test_two_digits_are_enough_and_five_percent_off_is_not(check, wanted, why):
    for value in wanted:
        if isinstance(value, int):
            assert same(value, value)
            assert not same(value + 1, value)
            assert not same(value - 1, value)
        else:
            assert same(value, value)
            assert same(two_digits(value), value)
            assert not same(1.055 * value, value)
            assert not same(0.945 * value, value)


def answered(check, values):
    return check(tuple(values) if len(values) > 1 else values[0])


@EVERY
def test_the_check_itself_takes_two_digits_and_nothing_a_fifth_off(check, wanted, why):
    assert answered(check, wanted)
    assert answered(check, [value if isinstance(value, int) else two_digits(value) for value in wanted])
    for k, value in enumerate(wanted):
        for off in (-1, 1) if isinstance(value, int) else (-0.2 * value or -0.2, 0.2 * value or 0.2):
            assert not answered(check, [*wanted[:k], value + off, *wanted[k + 1 :]])


@EVERY
def test_a_number_of_the_message_that_means_the_answer_is_accepted(check, wanted, why):
    said = [float(text.replace(",", "")) for text in re.findall(r"-?\d[\d,]*(?:\.\d+)?", why)]
    for value in wanted:
        for number in (*said, *(part / 100 for part in said)):
            if abs(number - value) < 0.055 * abs(value) and not isinstance(value, int):
                assert same(number, value), f"the message says {number:g}"


def test_there_are_exercises_of_both_kinds():
    wholes = [isinstance(value, int) for case in asked() for value in case.values[1]]
    assert sum(wholes) > 8
    assert len(wholes) - sum(wholes) > 15


# Answers that are no plain numbers: networks, a word, a shape, a rate that is tried, any numbers that do it.
OF_A_KIND_OF_ITS_OWN = {
    *("nand", "or_nand_and", "absolute_value", "parity", "difference_shape"),
    *("factor_four", "learning_rate", "vote_or_average"),
}


def test_every_check_of_the_book_is_of_a_known_kind():
    """A function is compared by `function` or `parts`, a number by `number` or `numbers`: by one rule."""
    numeric = {case.id for case in asked()}
    for _, check, name in checks():
        of_its_own = check.__name__ in OF_A_KIND_OF_ITS_OWN
        other = of_its_own or re.search(r"\b(function|parts)\(", getsource(check))
        assert (name in numeric) != bool(other), name


@pytest.mark.parametrize(
    ("exercise", "answer"),
    [
        ("ch02.checks_training.twelve_of_twelve", 0.76),
        ("ch02.checks_training.confused", 0.48),
        ("ch03.checks.silenced", 0.27),
        ("ch05.checks.two_masks", 0.56),
        ("ch05.checks.bag_share", 0.63),
        ("ch05.checks.kept_value", 1.07),
        ("ch05.checks.correlated", 0.52),
        ("ch05.checks.three_editions", (-0.003, 0.020)),
        ("ch05.checks.three_editions", (-0.0027, 0.020)),
    ],
)
def test_right_answers_that_readers_gave_in_two_digits_are_right(exercise, answer):
    module, name = exercise.rsplit(".", 1)
    assert getattr(import_module(f"nnbook.chapters.{module}"), name)(answer)


@pytest.mark.parametrize("answer", [0.018, 0.0205, 0.025, 0.027])
def test_what_is_read_off_the_figure_is_no_prediction(answer):
    assert not import_module("nnbook.chapters.ch03.checks").xavier_relu(answer)


# What a cell may leave in `answer`: too much, too little, of another kind, a function that fails.
NO_ANSWERS = [
    *(None, "", "3", b"x", True, 1j, 10**400, np.nan, -np.inf, [], {}, (), [1, [2]], ["a"], [None], range(3)),
    *(np.array([]), np.zeros((3, 0)), np.array(["a"]), np.array([1j]), np.array(None), np.array([4, 4])),
    *(np.ma.array([1.0, 2.0], mask=[0, 1]), np.float32(3), np.datetime64("2006"), object(), int, iter([1])),
    *(
        (lambda *_: None),
        (lambda *_: "x"),
        (lambda *_: {}[0]),
        (lambda *_: [[]]),
        (lambda *_: (1, 2, 3)),
        abs,
    ),
]


@pytest.mark.parametrize("check", [pytest.param(check, id=name) for _, check, name in checks()])
@pytest.mark.filterwarnings("ignore")
def test_what_is_no_answer_is_refused_in_words(check):
    given = len(signature(check).parameters)
    for answer in NO_ANSWERS:
        verdict = check(*[answer] * given)
        assert not verdict, f"{answer!r} is taken for right"
        assert verdict.why
