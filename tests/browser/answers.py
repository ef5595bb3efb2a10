"""Answering a self-check with the keyboard alone, in the page and in JupyterLab alike."""


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
