"""What a reader meets who starts JupyterLab for the first time: the book, and nothing over it."""


def test_there_is_nothing_to_dismiss_over_the_introduction(lab, lab_page):
    lab.open(lab_page, "intro.ipynb")
    lab_page.wait_for_timeout(5000)  # what JupyterLab asks, it asks soon after it has started
    assert lab_page.locator(".jp-Notebook h1").first.is_visible()
    assert lab_page.locator(".jp-Dialog, .jp-toast-button, .Toastify__toast").all_text_contents() == []
