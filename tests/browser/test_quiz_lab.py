"""A self-check in JupyterLab."""

import json

from nnbook import quizzes
from tests.browser.answers import answer_all


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
