import base64
import json

import pytest
from bs4 import BeautifulSoup

from nnbook.chapters import quizzes
from nnbook.widgets import Quiz, quiz

NAMES = list(quizzes.every())


@pytest.fixture(params=NAMES)
def shown(request):
    made = quiz(request.param)
    yield made
    made.close()


def test_the_page_holds_every_question_and_no_answer_in_plain_text(shown):
    page = shown.page()
    payload = json.loads(BeautifulSoup(page, "html.parser").script.string)
    for one, sent in zip(quizzes.get(shown.name), payload["questions"], strict=True):
        assert sent["text"] == one.text
        assert sent["choices"] == [choice.text for choice in one.choices]
        remarks = json.loads(base64.b64decode(sent["key"]))
        assert [remark["right"] for remark in remarks] == [choice.right for choice in one.choices]
        assert [remark["why"] for remark in remarks] == [choice.why for choice in one.choices]
        assert not any(choice.why in page for choice in one.choices)
    assert '"right"' not in page


def test_without_javascript_questions_and_choices_can_be_read(shown):
    text = BeautifulSoup(shown.page(), "html.parser").noscript.get_text()
    for one in quizzes.get(shown.name):
        assert one.text in text
        assert all(choice.text in text for choice in one.choices)


def test_the_host_decides_between_widget_and_page(monkeypatch):
    with_kernel, _ = quiz("01-one-unit")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in with_kernel
    monkeypatch.setenv("NNBOOK_EXPORT", "1")
    in_page, _ = quiz("01-one-unit")._repr_mimebundle_()
    assert set(in_page) == {"text/html", "text/plain"}
    assert in_page["text/plain"] == with_kernel["text/plain"] == "Quiz(01-one-unit: 3 questions)"


def test_markup_in_a_question_cannot_end_the_script():
    question = quizzes.Question(
        "</script><b>?", (quizzes.Choice("<i>", ".", right=True), quizzes.Choice("&", "."))
    )
    page = Quiz("x", (question,), "<title>").page()
    assert page.count("</script>") == 1
    assert "<b>" not in page
    assert "<i>" not in page


def test_unknown_quiz():
    with pytest.raises(ValueError, match="unknown quiz 'xor'; known: 01-one-unit"):
        quiz("xor")
