"""The questions of the book's self-checks, one module per chapter; `nnbook.widgets.quiz` shows them."""

from nnbook.arrays import choice
from nnbook.quizzes import ch01, ch02, ch03, ch04, ch05, ch06
from nnbook.quizzes.question import Choice, Question

__all__ = ["ALL", "Choice", "Question", "get"]

ALL: dict[str, tuple[Question, ...]] = {
    **ch01.QUIZZES,
    **ch02.QUIZZES,
    **ch03.QUIZZES,
    **ch04.QUIZZES,
    **ch05.QUIZZES,
    **ch06.QUIZZES,
}


def get(name: str) -> tuple[Question, ...]:
    """The questions of the quiz of that name, such as "01-one-unit".

    Raises ValueError listing the known names.
    """
    choice("quiz", name, dict(ALL))
    return ALL[name]
