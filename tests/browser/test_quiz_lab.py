"""A self-check in JupyterLab."""

from nnbook.chapters import quizzes
from tests.browser.answers import answer_all
from tests.browser.harness.lab import write


def test_a_quiz_is_answered_in_jupyterlab(lab, lab_page):
    name = "01-one-unit"
    lab.open(lab_page, write(lab.folder, "quiz", [f'from nnbook.widgets import quiz\nquiz("{name}")']))
    lab.run_all(lab_page)
    root = lab_page.locator(".jp-OutputArea .nnb-quiz")
    root.wait_for()
    answer_all(lab_page, root, quizzes.get(name))
