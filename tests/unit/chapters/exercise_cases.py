"""What the test of every exercise asks of its check: right answers, wrong ones with the reason, none yet."""

from collections.abc import Callable, Mapping
from typing import Any

from nnbook.chapters.verdict import Verdict

Check = Callable[[Any], Verdict]
OF_ANOTHER_KIND = (None, "a word", {}, object())


def assert_right(check: Check, *answers: Any) -> None:
    """Every answer is accepted, with a sentence that says why."""
    for answer in answers:
        verdict = check(answer)
        assert verdict, f"{check.__name__}({answer!r}): {verdict}"
        assert verdict.why


def assert_refused(check: Check, wrong: Mapping[str, Any]) -> None:
    """Every wrong answer is refused, and its reason contains the words that lead to it in `wrong`."""
    for words, answer in wrong.items():
        verdict = check(answer)
        assert not verdict, f"{check.__name__}({answer!r}) is taken for right"
        assert words in verdict.why, f"{check.__name__}({answer!r}): {verdict}"


def assert_unanswered(check: Check) -> None:
    """The dots of an open exercise are asked for; what is no answer at all is refused without an error."""
    assert "three dots" in check(...).why
    for answer in OF_ANOTHER_KIND:
        assert not check(answer)
