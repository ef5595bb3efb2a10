"""A self-check on the page: questions answered without a kernel, with a word on every choice."""

import base64
import json
from html import escape
from typing import Any

from nnbook.chapters import quizzes
from nnbook.chapters.quizzes import Question
from nnbook.widgets.explorer import STATIC
from nnbook.widgets.host import Widget, mime_bundle, synced


class Quiz(Widget):
    """Questions with radio buttons. The answers travel encoded, so that none is read by accident."""

    _esm = STATIC / "widget.js"
    _css = STATIC / "widget.css"
    name: str = synced("")
    title: str = synced("")
    questions: Any = synced()

    def __init__(self, name: str, questions: tuple[Question, ...], title: str) -> None:
        super().__init__(name=name, title=title, questions=[payload(one) for one in questions])

    def page(self) -> str:
        """The quiz as the built page holds it; without JavaScript, questions and choices to read."""
        from nnbook.widgets.export import compact  # only while building: it brings matplotlib

        words = compact({"title": self.title, "questions": self.questions})
        return (
            f'<div class="nnbook-quiz" id="quiz-{escape(self.name)}" data-nnbook-quiz>'
            f'<script type="application/json">{words}</script>'
            f"<noscript>{to_read(self.title, self.questions)}</noscript></div>"
        )

    def __repr__(self) -> str:
        return f"Quiz({self.name}: {len(self.questions)} questions)"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return mime_bundle(self, f"quiz-{self.name}", super()._repr_mimebundle_)


def quiz(name: str, title: str = "Check yourself") -> Quiz:
    """The self-check of that name, such as "01-one-unit".

    Raises ValueError listing the known names.
    """
    return Quiz(name, quizzes.get(name), title)


def to_read(title: str, questions: list[dict[str, Any]]) -> str:
    """A quiz's payload as HTML: its questions and their choices, with nothing to press."""
    plain = "".join(f"<li>{escape(one['text'])}<ul>{_items(one['choices'])}</ul></li>" for one in questions)
    return f"<p>{escape(title)}</p><ol>{plain}</ol>"


def _items(texts: list[str]) -> str:
    return "".join(f"<li>{escape(text)}</li>" for text in texts)


def payload(question: Question) -> dict[str, Any]:
    """The question as the front end reads it: remarks and key in base64."""
    remarks = [{"why": choice.why, "right": choice.right} for choice in question.choices]
    key = base64.b64encode(json.dumps(remarks).encode()).decode()
    return {"text": question.text, "choices": [choice.text for choice in question.choices], "key": key}
