"""What a self-check is made of: questions, and choices that each say why they are right or wrong."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One answer: its words, what the reader is told who picks it, and whether it is right."""

    text: str
    why: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """A question with its choices in the order shown; words between backticks are code.

    Raises ValueError unless there are at least two choices, all different, and just one is right.
    """

    text: str
    choices: tuple[Choice, ...]

    def __post_init__(self) -> None:
        if len({choice.text for choice in self.choices}) < max(2, len(self.choices)):
            raise ValueError(f"{self.text!r} needs at least two choices, all different")
        if sum(choice.right for choice in self.choices) != 1:
            raise ValueError(f"{self.text!r} needs just one right choice")

    @property
    def answer(self) -> Choice:
        """The right choice."""
        return next(choice for choice in self.choices if choice.right)


def question(text: str, *choices: Choice) -> Question:
    """The question with these choices."""
    return Question(text, choices)


def right(text: str, why: str) -> Choice:
    """The right choice."""
    return Choice(text, why, right=True)


def wrong(text: str, why: str) -> Choice:
    """A choice that somebody could well take for right, and why it is not."""
    return Choice(text, why)
