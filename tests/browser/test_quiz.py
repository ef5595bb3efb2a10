"""The self-checks, with the keyboard alone, in the page and in JupyterLab."""

import json

import pytest

from nnbook import quizzes
from tests.book.contents import notebooks

NAMES = [name for name in quizzes.ALL if any(f'"{name}' in path.read_text("utf-8") for path in notebooks())]


def page_of(name):
    return next(path.stem for path in notebooks() if rf"quiz(\"{name}\")" in path.read_text("utf-8"))


def answer_all(page, root, questions):
    """Give every answer of every question by keyboard; each is judged as its choice says."""
    for form, question in zip(root.locator("form").all(), questions, strict=True):
        verdict = form.locator(".nnb-verdict")
        form.get_by_role("button").press("Enter")
        assert verdict.inner_text().startswith("Nothing chosen yet.")
        form.locator("input").first.focus()
        page.keyboard.press("Space")
        for index, choice in enumerate(question.choices):
            if index:
                page.keyboard.press("ArrowDown")
                assert verdict.inner_text() == ""
            page.keyboard.press("Enter")
            start = "✓ Right. " if choice.right else "✗ Not quite. "
            assert verdict.inner_text() == start + choice.why.replace("`", "")
    score = f"{len(questions)} of {len(questions)} right"
    assert root.locator(".nnb-score").inner_text() == score


@pytest.mark.parametrize("name", NAMES)
def test_a_quiz_is_answered_in_the_page(open_page, name):
    page = open_page(page_of(name), dark=True, width=360)
    root = page.locator(f"#quiz-{name} .nnb-quiz")
    root.wait_for()
    assert root.locator("form").count() == len(quizzes.get(name))
    for form in root.locator("form").all():
        assert form.get_by_role("group").count() == 1, "a fieldset with a legend"
    answer_all(page, root, quizzes.get(name))


def test_a_quiz_is_answered_in_jupyterlab(lab, lab_page):
    name = "01-one-unit"
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "quiz",
            "metadata": {},
            "outputs": [],
            "source": f'from nnbook.widgets import quiz\nquiz("{name}")',
        }
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (lab.folder / "quiz.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    lab.open(lab_page, "quiz.ipynb")
    lab.run_all(lab_page)
    root = lab_page.locator(".jp-OutputArea .nnb-quiz")
    root.wait_for()
    answer_all(lab_page, root, quizzes.get(name))
