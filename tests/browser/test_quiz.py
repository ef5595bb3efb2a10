"""The self-checks in the page, with the keyboard alone."""

import pytest

from nnbook.chapters import quizzes
from tests.browser.answers import answer_all
from tools.contents import notebooks

BOOK = "".join(path.read_text("utf-8") for path in notebooks())
NAMES = [name for name in quizzes.every() if f'"{name}' in BOOK]


def page_of(name):
    return next(path.stem for path in notebooks() if rf"quiz(\"{name}\")" in path.read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_quiz_is_answered_in_the_page(open_page, name):
    page = open_page(page_of(name), dark=True, width=360)
    root = page.locator(f"#quiz-{name} .nnb-quiz")
    root.wait_for()
    assert root.locator("form").count() == len(quizzes.get(name))
    for form in root.locator("form").all():
        assert form.get_by_role("group").count() == 1, "a fieldset with a legend"
    answer_all(page, root, quizzes.get(name))
