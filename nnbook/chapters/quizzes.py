"""The questions of the book's self-checks, one module per chapter; `nnbook.widgets.quiz` shows them."""

from nnbook.arrays import choice
from nnbook.chapters.ch01 import quiz as ch01
from nnbook.chapters.ch02 import quiz as ch02
from nnbook.chapters.ch03 import quiz as ch03
from nnbook.chapters.ch04 import quiz as ch04
from nnbook.chapters.ch05 import quiz as ch05
from nnbook.chapters.ch06 import quiz as ch06
from nnbook.chapters.question import Choice, Question

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
