"""The questions of the book's self-checks, in each chapter's room; `nnbook.widgets.quiz` shows them."""

from functools import cache
from importlib import import_module

from nnbook.chapters.question import Choice, Question
from nnbook.edges import require_known

__all__ = ["Choice", "Question", "every", "get"]

ROOMS = ("ch01", "ch02", "ch03", "ch04", "ch05", "ch06", "ch07")


@cache
def every() -> dict[str, tuple[Question, ...]]:
    """All self-checks by name. Loaded when asked for: no chapter imports another's room for its quizzes."""
    rooms = (import_module(f"nnbook.chapters.{room}.quiz") for room in ROOMS)
    return {name: questions for room in rooms for name, questions in room.QUIZZES.items()}


def get(name: str) -> tuple[Question, ...]:
    """The questions of the quiz of that name, such as "01-one-unit".

    Raises ValueError listing the known names.
    """
    require_known("quiz", name, every())
    return every()[name]
